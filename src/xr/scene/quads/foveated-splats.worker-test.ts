import { ArrayCamera, Mesh, MeshBasicMaterial, PerspectiveCamera, PlaneGeometry, Vector4 } from 'three';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { frontEye } from '../../../kernels/splats/reference/test-support/eyes.ts';
import { randomCloud } from '../../../kernels/splats/reference/test-support/random-cloud.ts';
import { psnr } from '../../../metrics/psnr.ts';
import { AS_IT_IS, cloudPly } from './test-support/cloud-ply.ts';
import { SplatDesk } from './test-support/splat-desk.ts';
import { Stage } from './test-support/stage.ts';

const WIDTH = 256;
const HEIGHT = 160;

/** Half of the splats lie nearer than 3 m, half farther, all over the view. */
const CLOUD = randomCloud({ count: 2000, seed: 12, near: 1, far: 5 });

let workers: SplatDesk;
let stage: Stage;
beforeAll(async () => {
  workers = await SplatDesk.open(cloudPly('cloud.ply', CLOUD));
});
afterAll(() => workers.dispose());
beforeEach(() => {
  stage = new Stage(workers.client, WIDTH, HEIGHT);
});
afterEach(() => {
  expect(stage.failures).toEqual([]);
  expect(stage.renderer.getContext().getError()).toBe(0);
  stage.dispose();
});

/** Picture elements that differ by more than a step or two, as a share. */
function difference(
  a: Uint8Array,
  b: Uint8Array,
  keep: (x: number, y: number) => boolean = () => true,
): number {
  let [sum, all] = [0, 0];
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      if (!keep(x, y)) continue;
      const at = 4 * (y * WIDTH + x);
      all++;
      for (let k = 0; k < 3; k++) if (Math.abs(a[at + k]! - b[at + k]!) > 2) sum++;
    }
  }
  return sum / (3 * all);
}

function wall(z: number, color: number): Mesh<PlaneGeometry, MeshBasicMaterial> {
  const made = new Mesh(new PlaneGeometry(100, 100), new MeshBasicMaterial({ color }));
  made.position.set(50, 0, z);
  return made;
}

const isLeft = (x: number) => x < WIDTH / 2 - 1;
const isRight = (x: number) => x > WIDTH / 2;

describe('FoveatedSplats', () => {
  it('shows what `tiles` shows', async () => {
    const shown = await stage.settle();
    const tiles = await workers.picture(frontEye(WIDTH, HEIGHT));
    expect(psnr(shown, tiles, { channels: 4 })).toBeGreaterThan(38);
    const { lists, renderer, splatsDrawn } = stage.stats.snapshot();
    expect(renderer).toBe('quads');
    expect(lists.submitted).toBeGreaterThan(0);
    expect(splatsDrawn).toBe(lists.submitted);
    expect(lists.ageDeg.last).toBeLessThan(0.01);
  });

  it('follows the camera', async () => {
    await stage.settle();
    stage.camera.position.set(0.4, 0.1, 0.5);
    stage.camera.rotation.set(0.05, -0.3, 0.02);
    const shown = await stage.settle();
    const { x, y, z, w } = stage.camera.quaternion;
    const eye = { ...frontEye(WIDTH, HEIGHT, [0.4, 0.1, 0.5]), orientation: [x, y, z, w] };
    expect(psnr(shown, await workers.picture(eye), { channels: 4 })).toBeGreaterThan(38);
  });

  it('draws fewer pixels away from the gaze, and those around it as before', async () => {
    const full = await stage.settle();
    stage.set({ mode: 'a3fr' });
    stage.look(-0.5, 0);
    const foveated = await stage.settle();
    const { pixelsShaded, pixelsTotal } = stage.stats.snapshot();
    expect(pixelsShaded).toBeLessThan(0.7 * pixelsTotal);
    const near = (x: number, y: number) => Math.hypot(x - WIDTH / 4, y - HEIGHT / 2) < 18;
    const mask = Uint8Array.from({ length: WIDTH * HEIGHT }, (_, i) =>
      near(i % WIDTH, Math.floor(i / WIDTH)) ? 1 : 0,
    );
    expect(psnr(foveated, full, { channels: 4, mask })).toBeGreaterThan(40);
    expect(difference(foveated, full, isRight)).toBeGreaterThan(0.2);
  });

  it('draws all pixels where the tracker sees the eye, at its last exit and while it is unsure', async () => {
    const full = await stage.settle();
    stage.set({ mode: 'a3fr', lod: false });
    stage.tracking.incremental = true;
    const near = (x: number, y: number) => Math.hypot(x - WIDTH / 4, y - HEIGHT / 2) < 18;
    const mask = Uint8Array.from({ length: WIDTH * HEIGHT }, (_, i) =>
      near(i % WIDTH, Math.floor(i / WIDTH)) ? 1 : 0,
    );
    for (const exit of [6, 1]) {
      stage.track(exit === 6 ? 1 : 2, exit, -0.5, 0);
      const foveated = await stage.settle();
      expect(stage.splats.live!.schedule.exit).toBeLessThanOrEqual(exit);
      expect(psnr(foveated, full, { channels: 4, mask })).toBeGreaterThan(40);
      expect(difference(foveated, full, isRight)).toBeGreaterThan(0.1);
    }
  });

  it('is hidden by opaque meshes before it and hides those behind it', async () => {
    const alone = await stage.settle();
    const before = wall(-0.5, 0x00ff00);
    stage.scene.add(before);
    const hidden = await stage.settle();
    expect(difference(hidden, alone, isLeft)).toBe(0);
    const at = 4 * (80 * WIDTH + 200);
    expect([...hidden.subarray(at, at + 4)]).toEqual([0, 255, 0, 255]);

    // In the middle, it hides the splats behind and tints what the ones before let through.
    before.position.z = -3;
    const between = await stage.settle();
    expect(difference(between, alone, isLeft)).toBe(0);
    expect(difference(between, hidden, isRight)).toBeGreaterThan(0.5);
    expect(difference(between, alone, isRight)).toBeGreaterThan(0.3);

    // Behind all, the splats lie over it as over a background of its colour.
    before.position.z = -50;
    before.scale.setScalar(10);
    before.position.x = 500;
    const behind = await stage.settle();
    stage.scene.remove(before);
    stage.renderer.setClearColor(0x00ff00, 1);
    expect(difference(behind, await stage.settle(), isRight)).toBeLessThan(0.01);
  });

  it('lies under transparent meshes', async () => {
    const alone = await stage.settle();
    const glass = wall(-4, 0xffffff);
    glass.material.transparent = true;
    glass.material.opacity = 0.5;
    stage.scene.add(glass);
    const seen = await stage.settle();
    for (let i = 4 * (80 * WIDTH + 150); i < 4 * (80 * WIDTH + 250); i++) {
      // The glass is white, and three blends in steps of a byte.
      expect(Math.abs(seen[i]! - (alone[i]! + 255) / 2)).toBeLessThanOrEqual(2);
    }
  });

  it('is drawn at another resolution where that is asked for', async () => {
    const full = await stage.settle();
    stage.set({ scale: 0.5 });
    const coarse = await stage.settle();
    expect(stage.stats.snapshot()).toMatchObject({ width: WIDTH / 2, height: HEIGHT / 2 });
    expect(psnr(coarse, full, { channels: 4 })).toBeGreaterThan(20);
    expect(psnr(coarse, full, { channels: 4 })).toBeLessThan(45);
  });

  it('draws nothing into a canvas without pixels, and goes on when it has some', async () => {
    const before = await stage.settle();
    stage.renderer.setSize(0, 0, false);
    stage.renderer.render(stage.scene, stage.camera);
    stage.renderer.setSize(WIDTH, HEIGHT, false);
    expect(difference(await stage.settle(), before)).toBe(0);
  });

  it('comes back after the context was lost', async () => {
    const before = await stage.settle();
    const canvas = stage.renderer.domElement;
    const loss = stage.renderer.getContext().getExtension('WEBGL_lose_context')!;
    const event = (name: string) =>
      new Promise((resolve) => canvas.addEventListener(name, resolve, { once: true }));
    const lost = event('webglcontextlost');
    loss.loseContext();
    await lost;
    stage.renderer.render(stage.scene, stage.camera);
    const restored = event('webglcontextrestored');
    // Not before the event has been dispatched to all.
    setTimeout(() => loss.restoreContext(), 10);
    await restored;
    const after = await stage.settle();
    expect(difference(before, after)).toBe(0);
  });
});

describe('FoveatedSplats with another scene', () => {
  it('shows the old one until all of the new one is there', async () => {
    const own = await SplatDesk.open(cloudPly('first.ply', CLOUD));
    const other = new Stage(own.client, WIDTH, HEIGHT);
    const first = await other.settle();
    const loading = own.client.load(
      cloudPly('second.ply', randomCloud({ count: 40_000, seed: 4, shDegree: 2 })),
      AS_IT_IS,
      () => {},
    );
    const before = own.client.gpuScene!.id;
    let frames = 0;
    for (const until = performance.now() + 30_000; performance.now() < until; frames++) {
      other.renderer.render(other.scene, other.camera);
      if (other.splats.lists.record.scene[0] !== before) break;
      expect(difference(other.read(), first)).toBe(0);
      await new Promise((resolve) => setTimeout(resolve, 4));
    }
    await loading;
    expect(frames).toBeGreaterThan(1);
    const second = await other.settle();
    expect(psnr(second, await own.picture(frontEye(WIDTH, HEIGHT)), { channels: 4 })).toBeGreaterThan(38);
    expect(other.failures).toEqual([]);
    other.dispose();
    own.dispose();
  });
});

describe('FoveatedSplats in a headset', () => {
  /** A pair of eyes side by side in one framebuffer, as three draws a session. */
  function wearHeadset(): PerspectiveCamera[] {
    const eyes = [0, 1].map((eye) => {
      const camera = new PerspectiveCamera() as PerspectiveCamera & { viewport: Vector4 };
      const skew = eye === 0 ? 0.012 : -0.012;
      camera.projectionMatrix.makePerspective(-0.1 - skew, 0.1 - skew, 0.125, -0.125, 0.1, 100);
      camera.projectionMatrixInverse.copy(camera.projectionMatrix).invert();
      camera.position.set(eye === 0 ? -0.032 : 0.032, 0, 0);
      camera.updateMatrixWorld();
      camera.viewport = new Vector4((eye * WIDTH) / 2, 0, WIDTH / 2, HEIGHT);
      return camera;
    });
    const rig = new ArrayCamera(eyes);
    rig.projectionMatrix.copy(stage.camera.projectionMatrix);
    const { xr } = stage.renderer;
    Object.assign(xr, { enabled: true, isPresenting: true, cameraAutoUpdate: false, getCamera: () => rig });
    return eyes;
  }

  it('draws both eyes into one framebuffer, each as it would be drawn alone', async () => {
    const eyes = wearHeadset();
    stage.scene.add(wall(-2, 0x0000ff));
    const both = await stage.settle();
    expect(stage.splats.views.count).toBe(2);
    expect(stage.stats.snapshot()).toMatchObject({ eyes: 2, width: WIDTH / 2, height: HEIGHT });
    Object.assign(stage.renderer.xr, { enabled: false, isPresenting: false });
    for (const [eye, camera] of eyes.entries()) {
      const alone = new Stage(workers.client, WIDTH / 2, HEIGHT);
      alone.scene.add(wall(-2, 0x0000ff));
      alone.camera.projectionMatrix.copy(camera.projectionMatrix);
      alone.camera.projectionMatrixInverse.copy(camera.projectionMatrixInverse);
      alone.camera.position.copy(camera.position);
      const picture = await alone.settle();
      alone.dispose();
      const half = new Uint8Array(picture.length);
      for (let y = 0; y < HEIGHT; y++) {
        const from = 4 * (y * WIDTH + (eye * WIDTH) / 2);
        half.set(both.subarray(from, from + 2 * WIDTH), y * 2 * WIDTH);
      }
      // One order for both eyes: that of the point between them.
      expect(psnr(half, picture, { channels: 4 })).toBeGreaterThan(38);
    }
  });
});
