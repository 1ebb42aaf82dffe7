import {
  Group,
  Mesh,
  MeshNormalMaterial,
  PerspectiveCamera,
  Scene,
  TorusKnotGeometry,
  WebGLRenderer,
} from 'three';
import { VRButton } from 'three/addons/webxr/VRButton.js';
import sceneUrl from '../../assets/scenes/default.spz?url';
import { placeViewer, SESSION_INIT, SplatsObject } from '../../src/index.ts';

const note = document.getElementById('note')!;
const gl = new WebGLRenderer({ antialias: false });
gl.xr.enabled = true;
document.body.append(gl.domElement, VRButton.createButton(gl, SESSION_INIT));

const scene = new Scene();
const viewer = new Group();
const camera = new PerspectiveCamera(65, 1, 0.05, 200);
scene.add(viewer.add(camera));

// An ordinary mesh: it and the splats hide each other.
const knot = new Mesh(new TorusKnotGeometry(0.14, 0.045, 96, 16), new MeshNormalMaterial());
scene.add(knot);

// The mouse stands for the gaze; in a headset its eye tracker does.
const splats = new SplatsObject({
  gl,
  gaze: 'auto',
  onProgress: ({ stage, fraction }) => {
    note.textContent = fraction > 0 ? `${stage}: ${Math.round(100 * fraction)} %` : stage;
  },
  onReady: (info) => {
    placeViewer(camera, info);
    knot.position.set(0.3, -0.3, -1.5).applyMatrix4(camera.matrixWorld);
    note.textContent = `${info.splatCount} splats; ${splats.renderer.why}.`;
  },
  onError: (error) => {
    note.textContent = error.message;
  },
});
scene.add(splats);
void splats.load(sceneUrl);

const resize = () => {
  gl.setSize(innerWidth, innerHeight);
  camera.aspect = innerWidth / innerHeight;
  camera.updateProjectionMatrix();
};
addEventListener('resize', resize);
resize();

gl.setAnimationLoop((timeMs, xrFrame) => {
  knot.rotation.y = timeMs / 2000;
  splats.update(camera, xrFrame ?? null);
  gl.render(scene, camera);
});
