import type { RecordOf } from '../../src/shared/layout.ts';
import { LIST_LAYOUT, type ViewFields } from '../../src/shared/layouts.ts';
import { nowMs } from '../../src/shared/time.ts';
import {
  type EyeGeometry,
  gazeInEye,
  type TileDirections,
  tileDirections,
} from '../../src/workers/splats/foveation/eccentricity.ts';
import { shadedImagePixelCount } from '../../src/workers/splats/foveation/quad-passes.ts';
import { foveatedLevels } from '../../src/workers/splats/foveation/tile-levels.ts';
import { VIEW_PRODUCT } from '../../src/workers/splats/foveation/view-options.ts';
import type { SplatClient } from '../../src/workers/splats/splat-client.ts';
import { createTilesClient } from '../../src/workers/splats/tiles-client.ts';
import { QuadRenderer } from '../../src/xr/scene/quads/quad-renderer.ts';
import type { QuadFrame, QuadView } from '../../src/xr/scene/quads/quad-view.ts';
import { SceneTextures, SLICE_STEP } from '../../src/xr/scene/quads/scene-textures.ts';
import { stereoView } from '../foveation/stereo-view.ts';
import { toBase64 } from './base64.ts';
import type { DrawCount, PageFrame, PageView } from './foveation-api.ts';
import { viewSettled } from './settled-list.ts';

/** Between two videos, so that nothing of the first is left in the second. */
const PAUSE_MS = 10_000;

/** `quads` with one scene, on a canvas that no window shows. */
export interface QuadsStage {
  readonly splatCount: number;
  /** @param counting whether fragments are counted, which takes as long as drawing */
  draw(view: PageView, counting: boolean): Promise<PageFrame>;
  count(view: PageView): Promise<DrawCount>;
  dispose(): void;
}

/** One view as the renderer takes it: its list is on the GPU. */
interface Prepared {
  readonly eyes: readonly QuadView[];
  readonly frame: QuadFrame;
  readonly splats: number;
  readonly pixelsShaded: number;
}

/** Loads a scene as it is: a unit is a metre, as other engines take it. @throws Error where the GL or the file does not allow it */
export async function createQuadsStage(sceneUrl: string): Promise<QuadsStage> {
  const canvas = document.createElement('canvas');
  const gl = canvas.getContext('webgl2', { antialias: false, alpha: true, depth: false });
  if (!gl) throw new Error('This browser gives no WebGL2.');
  const client = await createTilesClient({ workers: navigator.hardwareConcurrency, product: 'lists' });
  const asIs = { up: 'auto', metresPerUnit: 1, residentBudget: 0 } as const;
  const info = await client.load({ kind: 'url', url: sceneUrl }, asIs, () => {});
  const renderer = new QuadRenderer(gl);
  const list = LIST_LAYOUT.record();
  client.setRunning(true);
  let textures: SceneTextures | null = null;
  let tiles: TileDirections | null = null;
  let geometry: EyeGeometry | null = null;
  let videoStart = 0;
  let newest = 0;

  const prepare = async (view: PageView): Promise<Prepared> => {
    const { width, height, side, up, detail } = view;
    if (!tiles || geometry?.width !== width || geometry.height !== height || geometry.left !== side) {
      geometry = { left: side, right: side, up, down: up, width, height };
      tiles = tileDirections(geometry);
      canvas.width = width;
      canvas.height = height;
    }
    if (view.timeMs === 0) videoStart = Math.max(nowMs(), newest + PAUSE_MS);
    newest = videoStart + view.timeMs;
    const record = stereoView(view.head, view.gaze, view, view.eyes, detail, newest);
    record.product[0] = VIEW_PRODUCT.lists;
    const drawn = await viewSettled(client, record, list);
    if (!textures) {
      textures = await fillTextures(gl, client);
      renderer.setScene(textures);
    }
    renderer.setList(drawn, list.count[0]!);
    const eyes = Array.from({ length: view.eyes }, (_, eye) => {
      const content = drawn.content.subarray(eye * tiles!.count, (eye + 1) * tiles!.count);
      return eyeView(record, eye, geometry!, levelsOf(view, record, eye, tiles!, content));
    });
    return {
      eyes,
      frame: {
        head: Float32Array.from(record.headPosition),
        gaze: worldGaze(record),
        grade: detail?.preset.grade ?? null,
      },
      splats: list.count[0]!,
      pixelsShaded: eyes.reduce((sum, { levels }) => sum + shadedImagePixelCount(levels, width, height), 0),
    };
  };

  return {
    splatCount: info.splatCount,
    async draw(view, counting) {
      const { eyes, frame, splats, pixelsShaded } = await prepare(view);
      const pictures: string[] = [];
      let fragments = 0;
      for (const eye of eyes) {
        if (counting) fragments += sum(renderer.countFragments(0, eye, frame, null));
        renderer.render(0, eye, frame, null);
        gl.bindFramebuffer(gl.FRAMEBUFFER, null);
        renderer.resolve(0);
        pictures.push(toBase64(readUpright(gl, view.width, view.height)));
      }
      const pixelsTotal = view.eyes * view.width * view.height;
      return {
        fragments: counting ? fragments : null,
        splats,
        pixelsShaded,
        pixelsTotal,
        eyes: pictures,
      };
    },
    async count(view) {
      const { eyes, frame, splats } = await prepare(view);
      const fragments = sum(eyes.map((eye) => sum(renderer.countFragments(0, eye, frame, null))));
      return { fragments, splats };
    },
    dispose() {
      renderer.dispose();
      textures?.dispose();
      client.dispose();
      gl.getExtension('WEBGL_lose_context')?.loseContext();
    },
  };
}

async function fillTextures(gl: WebGL2RenderingContext, client: SplatClient): Promise<SceneTextures> {
  const scene = client.gpuScene;
  if (!scene) throw new Error('There is no scene for the GPU.');
  const textures = new SceneTextures(gl, scene);
  while (!textures.complete) {
    const count = Math.min(2 * SLICE_STEP, scene.splatCount - textures.filled);
    const slice = await client.packSplats(scene.id, textures.filled, count);
    if (!slice) throw new Error('The scene went away while it was packed.');
    textures.take(slice);
  }
  return textures;
}

/** Levels as the display has them: conservative, content from the list. */
function levelsOf(
  { detail }: PageView,
  record: RecordOf<ViewFields>,
  eye: number,
  tiles: TileDirections,
  content: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const levels = new Uint8Array(tiles.count).fill(4);
  if (!detail) return levels;
  const gaze = new Float32Array(3);
  gazeInEye(record.gazeDirection, record.headOrientation, record.eyeOrientation, 4 * eye, gaze);
  const { radii, farDeg, floorDeg } = detail.preset;
  const options = { radii, farDeg, fullWithinDeg: floorDeg, conservative: true };
  foveatedLevels(content, tiles, gaze, options, levels, false);
  return levels;
}

function eyeView(
  record: RecordOf<ViewFields>,
  eye: number,
  geometry: EyeGeometry,
  levels: Uint8Array<ArrayBuffer>,
): QuadView {
  return {
    geometry,
    position: record.eyePosition.slice(3 * eye, 3 * eye + 3),
    orientation: record.eyeOrientation.slice(4 * eye, 4 * eye + 4),
    depthTerms: new Float32Array(2),
    levels,
  };
}

/** The view's gaze in world space. */
function worldGaze(record: RecordOf<ViewFields>): Float32Array {
  const gaze = new Float32Array(3);
  // From the head into an eye that does not turn at all: the world.
  gazeInEye(record.gazeDirection, record.headOrientation, [0, 0, 0, 1], 0, gaze);
  return gaze;
}

/** RGBA of the canvas, top row first. */
function readUpright(gl: WebGL2RenderingContext, width: number, height: number): Uint8Array {
  const rows = new Uint8Array(4 * width * height);
  gl.readPixels(0, 0, width, height, gl.RGBA, gl.UNSIGNED_BYTE, rows);
  const upright = new Uint8Array(rows.length);
  for (let y = 0; y < height; y++) {
    upright.set(rows.subarray(4 * width * (height - 1 - y), 4 * width * (height - y)), 4 * width * y);
  }
  return upright;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
