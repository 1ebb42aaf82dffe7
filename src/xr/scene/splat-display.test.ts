import { Matrix4, PerspectiveCamera, Quaternion, Scene, Vector3, type WebGLRenderer } from 'three';
import { describe, expect, it } from 'vitest';
import { allocateMailbox } from '../../shared/bridge.ts';
import { FRAME_LAYOUT, GAZE_LAYOUT, VIEW_LAYOUT } from '../../shared/layouts.ts';
import type { EyePicture, SplatClient } from '../../workers/splats/splat-client.ts';
import { DEFAULT_DISPLAY, type DisplaySettings } from './display-settings.ts';
import { FrameStats } from './frame-stats.ts';
import { reprojectReference } from './reprojection-reference.ts';
import { SplatDisplay } from './splat-display.ts';

const SETTINGS: DisplaySettings = { ...DEFAULT_DISPLAY, preset: 'narrow', rings: true };

const PICTURE: EyePicture = {
  color: new Uint8Array(64 * 64 * 4),
  depth: new Float32Array(32 * 32),
  levels: new Uint8Array(4),
};

function eyeAt(x: number, yaw: number, skew: number): PerspectiveCamera {
  const camera = new PerspectiveCamera();
  camera.projectionMatrix.makePerspective(-0.09 - skew, 0.09 - skew, 0.08, -0.1, 0.1, 100);
  camera.position.set(x, 1.6, 0.3);
  camera.rotation.set(-0.1, yaw, 0.03);
  camera.updateMatrixWorld();
  return camera;
}

function setUp(cameras: PerspectiveCamera[], presenting: boolean) {
  const client = {
    view: allocateMailbox(VIEW_LAYOUT, true),
    frame: allocateMailbox(FRAME_LAYOUT, true),
    picture: () => PICTURE,
  } as unknown as SplatClient;
  const renderer = {
    xr: { isPresenting: presenting, getCamera: () => ({ cameras }) },
    info: { render: { frame: 0 } },
    getDrawingBufferSize: (out: { set(x: number, y: number): unknown }) => out.set(800, 600),
  };
  const stats = new FrameStats();
  const display = new SplatDisplay({
    client,
    gaze: allocateMailbox(GAZE_LAYOUT, true),
    settings: { getState: () => SETTINGS },
    stats,
  });
  const scene = new Scene();
  const draw = (camera: PerspectiveCamera) => {
    display.onBeforeRender(
      renderer as unknown as WebGLRenderer,
      scene,
      camera,
      display.geometry,
      display.material,
      null as never,
    );
    return display.material.uniforms;
  };
  return { client, renderer, display, stats, draw };
}

/** The shaders' arithmetic, from the uniforms as they stand. */
function shade(
  uniforms: SplatDisplay['material']['uniforms'],
  ndc: readonly [number, number],
  metres: number,
) {
  const terms = uniforms.rayTerms!.value;
  const ray = new Vector3(ndc[0] * terms.x + terms.z, ndc[1] * terms.y + terms.w, -1);
  ray.applyMatrix3(uniforms.eyeToPicture!.value);
  const t = uniforms.tangents!.value;
  const depth = uniforms.depthTerms!.value;
  return {
    u: (ray.x / -ray.z + t.x) / (t.x + t.y),
    v: (t.z - ray.y / -ray.z) / (t.z + t.w),
    fragDepth: 0.5 + 0.5 * ((depth.y * -ray.z) / metres - depth.x),
  };
}

describe('SplatDisplay', () => {
  it('sets every eye’s own uniforms, which give the reference mapping', () => {
    const cameras = [eyeAt(-0.03, 0.4, 0.01), eyeAt(0.03, 0.3, -0.01)];
    const { client, renderer, stats, draw } = setUp(cameras, true);
    const frame = FRAME_LAYOUT.record();
    frame.eyeCount[0] = 2;
    frame.width[0] = frame.height[0] = 64;
    const orientations = [0, 1].map((eye) =>
      new Quaternion().setFromAxisAngle(new Vector3(0, 1, 0), 0.3 - eye / 10),
    );
    const tangents = [
      [1.2, 1, 0.9, 1.1],
      [1, 1.2, 0.9, 1.1],
    ] as const;
    for (let eye = 0; eye < 2; eye++) {
      orientations[eye]!.toArray(frame.eyeOrientation, eye * 4);
      frame.eyeTangents.set(tangents[eye]!, eye * 4);
    }
    client.frame.publish(frame);
    renderer.info.render.frame = 1;
    for (let eye = 0; eye < 2; eye++) {
      const camera = cameras[eye]!;
      const uniforms = draw(camera);
      expect(uniforms.hasPicture!.value).toBe(1);
      for (const ndc of [[-0.7, 0.4] as const, [0.2, -0.9] as const]) {
        const expected = reprojectReference(
          ndc,
          new Matrix4().copy(camera.projectionMatrix),
          camera.quaternion,
          orientations[eye]!,
          tangents[eye]!,
          2.5,
        );
        const got = shade(uniforms, ndc, 2.5);
        expect(got.u).toBeCloseTo(expected.u, 5);
        expect(got.v).toBeCloseTo(expected.v, 5);
        expect(got.fragDepth).toBeCloseTo(expected.fragDepth, 5);
      }
    }
    expect(stats.snapshot().splatFrames).toBe(1);
  });

  it('publishes one view a frame, however many eyes are drawn', () => {
    const cameras = [eyeAt(-0.03, 0, 0), eyeAt(0.03, 0, 0)];
    const { client, renderer, draw } = setUp(cameras, true);
    renderer.info.render.frame = 1;
    draw(cameras[0]!);
    draw(cameras[1]!);
    expect(client.view.version).toBe(1);
    renderer.info.render.frame = 2;
    draw(cameras[0]!);
    expect(client.view.version).toBe(2);
    const view = VIEW_LAYOUT.record();
    client.view.read(view);
    expect(view.eyeCount[0]).toBe(2);
    expect(view.width[0]).toBe(320);
  });

  it('shows only background before the first picture, and one eye’s picture to both after a switch', () => {
    const cameras = [eyeAt(-0.03, 0, 0), eyeAt(0.03, 0, 0)];
    const { client, renderer, draw } = setUp(cameras, true);
    renderer.info.render.frame = 1;
    expect(draw(cameras[1]!).hasPicture!.value).toBe(0);
    const frame = FRAME_LAYOUT.record();
    frame.eyeCount[0] = 1;
    frame.width[0] = frame.height[0] = 64;
    frame.eyeTangents.set([1, 1, 1, 1]);
    frame.eyeOrientation[3] = 1;
    client.frame.publish(frame);
    renderer.info.render.frame = 2;
    draw(cameras[0]!);
    expect(draw(cameras[1]!).hasPicture!.value).toBe(1);
  });

  it('puts the rings around the gaze, two metres from the head', () => {
    const camera = eyeAt(0.5, 0.7, 0);
    const { renderer, draw } = setUp([], false);
    renderer.info.render.frame = 1;
    const centre = draw(camera).ringCentre!.value as Vector3;
    // Gaze is unknown, so it points straight ahead of the only eye.
    expect(centre.x).toBeCloseTo(0, 5);
    expect(centre.y).toBeCloseTo(0, 5);
    expect(centre.z).toBeCloseTo(-1, 5);
  });
});
