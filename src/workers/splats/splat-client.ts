import type { FrameFields, ViewFields } from '../../shared/layouts.ts';
import type { Mailbox } from '../../shared/mailbox.ts';
import type { LoadProgress, UpAxis } from './formats/raw-splats.ts';

/** Something to open: a same-origin address or bytes in hand. */
export type SceneSource =
  | { readonly kind: 'url'; readonly url: string }
  | { readonly kind: 'file'; readonly name: string; readonly bytes: ArrayBuffer };

export interface SceneInfo {
  readonly name: string;
  readonly format: string;
  readonly splatCount: number;
  readonly shDegree: 0 | 1 | 2 | 3;
  readonly up: UpAxis;
  /** Bytes of shared memory that hold the scene, harmonics above degree 0 left out. */
  readonly sceneBytes: number;
  /** Axis-aligned bounds in y-up metres that hold 98 % of the centres: minimum xyz, maximum xyz. */
  readonly bounds: readonly [number, number, number, number, number, number];
}

/** One finished eye image in a picture slot. Views are valid until the slot is written again two frames later. */
export interface EyePicture {
  /** RGBA8, premultiplied, top row first, (height, width). */
  readonly color: Uint8Array;
  /** Distance along the view axis at which transmittance falls below one half, metres, 0 = never; (height/2, width/2). */
  readonly depth: Float32Array;
  /** Tile level 0..4 a tile of 32 × 32 pixels; 0 = one pixel in sixteen. (ceil(height/32), ceil(width/32)) */
  readonly levels: Uint8Array;
}

export interface SplatCapabilities {
  readonly shared: boolean;
  readonly simd: boolean;
  readonly relaxedSimd: boolean;
  /** Render workers in use. */
  readonly workers: number;
  /** Reasons why something runs on a lower step, for people to read. Empty when all is well. */
  readonly degraded: readonly string[];
}

/**
 * Facade of the splat workers. Control calls are asynchronous; per frame the page publishes `view`, polls `frame` with
 * `readNew` and takes the picture with `picture`, none of which waits or allocates.
 */
export interface SplatClient {
  readonly capabilities: SplatCapabilities;
  readonly view: Mailbox<ViewFields>;
  readonly frame: Mailbox<FrameFields>;
  /** Opens a scene and shows it; on failure the scene before stays. @throws SplatFileError with one clear sentence. */
  load(source: SceneSource, onProgress: (progress: LoadProgress) => void): Promise<SceneInfo>;
  /** Picture of one eye in a slot named by a frame record, or null after a resize. */
  picture(slot: number, eye: number): EyePicture | null;
  /** Lets workers sleep and wakes them, e.g. when the tab is hidden. */
  setRunning(running: boolean): void;
  dispose(): void;
}
