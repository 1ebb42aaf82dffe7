import type { FrameFields, ListFields, ViewFields } from '../../shared/layouts.ts';
import type { Mailbox } from '../../shared/mailbox.ts';
import type { WorkerFault } from '../supervision/worker-fault.ts';
import type { LoadProgress, UpAxis, UpChoice } from './formats/raw-splats.ts';

/** One file of a folder that a person handed over; `path` is relative to the folder, with slashes. */
export interface FolderFile {
  readonly path: string;
  readonly blob: Blob;
}

/**
 * Something to open: a same-origin address, a file or a folder. Blobs are handles: nothing is read before the loader asks,
 * and the same source can be opened again.
 */
export type SceneSource =
  | { readonly kind: 'url'; readonly url: string }
  | { readonly kind: 'file'; readonly name: string; readonly blob: Blob }
  | { readonly kind: 'folder'; readonly name: string; readonly files: readonly FolderFile[] };

/** How a scene is placed and how much of it may be held. */
export interface OpenOptions {
  /** Which way is up in the file's own frame; `auto` = what its format says. */
  readonly up: UpChoice;
  /** Metres that a unit of the file is long; 0 = chosen from the scene's size. */
  readonly metresPerUnit: number;
  /** Most splats held in memory: of a streamed scene the levels are chosen by it; 0 = as many as memory takes. */
  readonly residentBudget: number;
}

/** Formats that the open scene can be saved in. */
export const EXPORT_FORMATS = ['spz', 'sog'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** Where a person enters a scene: a place on its floor, y-up metres, and a turn about the up axis, radians, 0 looks along -z. */
export interface Entry {
  readonly x: number;
  readonly z: number;
  readonly yaw: number;
}

export interface SceneInfo {
  readonly name: string;
  readonly format: string;
  readonly splatCount: number;
  readonly shDegree: 0 | 1 | 2 | 3;
  readonly up: UpAxis;
  /** Splats in the file; more than `splatCount` where a part was left out. */
  readonly splatsInFile: number;
  /** Metres that a unit of the file was taken for. */
  readonly metresPerUnit: number;
  /** Height of the floor that a person stands on, y-up metres. */
  readonly floorY: number;
  /** Missing or null where the scene is a thing to stand in front of. */
  readonly entry?: Entry | null;
  /** Sentences about what was adjusted or left out, for people. */
  readonly remarks: readonly string[];
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

/** What a GPU needs to know before it takes a scene. */
export interface GpuScene {
  /** `list.scene` and `frame.scene` of what belongs to it. */
  readonly id: number;
  readonly splatCount: number;
  readonly chunkCount: number;
  readonly shDegree: 0 | 1 | 2 | 3;
  /** Value of one step of a harmonic byte. */
  readonly harmonicScale: number;
}

/** Consecutive splats in the form of `packed-splat.ts`, in arrays of their own. */
export interface PackedSplats {
  readonly first: number;
  readonly count: number;
  /** (count, 4) */
  readonly words: Uint32Array<ArrayBuffer>;
  /** (count) */
  readonly colors: Uint32Array<ArrayBuffer>;
  /** (count, `HARMONIC_WORDS` of the scene's degree) */
  readonly harmonics: Uint32Array<ArrayBuffer>;
  /** Corners of the chunks that hold them, (ceil(count / 512), 8); `first` is the first splat of a chunk. */
  readonly chunks: Float32Array<ArrayBuffer>;
}

/** What of a scene to draw, and in which order. Views on memory that is written again two lists later; it may be shared. */
export interface DrawList {
  /** Splats from near to far; the first `list.count` count. */
  readonly order: Uint32Array;
  /**
   * Of every chunk of the scene: splats drawn, not whole, so that the last ones fade; and the factor on σ² that lets them cover what
   * all did. (chunkCount, 2)
   */
  readonly chunks: Float32Array;
  /** Content level 1..4 of every tile of 32 × 32 pixels, eye by eye (`contentLevels`). */
  readonly content: Uint8Array;
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

/** What became of the workers, a sentence for the log. */
export interface WorkerEvent {
  readonly kind: 'restarted' | 'off' | 'remark';
  /** `loader`, or `splats` for the render workers, which are restarted together. */
  readonly worker: 'loader' | 'splats';
  readonly text: string;
  /** From the worker's last sign of life to its successor being ready, ms; NaN where that means nothing. */
  readonly recoveryMs: number;
}

export type { WorkerFault };

/**
 * Facade of the splat workers. Control calls are asynchronous; per frame the page publishes `view`, polls `frame` with
 * `readNew` and takes the picture with `picture`, none of which waits or allocates.
 */
export interface SplatClient {
  readonly capabilities: SplatCapabilities;
  readonly view: Mailbox<ViewFields>;
  readonly frame: Mailbox<FrameFields>;
  /** Newest draw list; one comes for every view with `product` = lists. */
  readonly list: Mailbox<ListFields>;
  /** The scene that pictures or lists come of from now on; null before the first. */
  readonly gpuScene: GpuScene | null;
  /** Opens a scene and shows it; on failure the scene before stays. @throws SplatFileError with one clear sentence. */
  load(
    source: SceneSource,
    options: OpenOptions,
    onProgress: (progress: LoadProgress) => void,
  ): Promise<SceneInfo>;
  /** The open scene as a file, as it was placed. @throws SplatFileError with one clear sentence. */
  save(format: ExportFormat, onProgress: (progress: LoadProgress) => void): Promise<Blob>;
  /** Picture of one eye in a slot named by a frame record, or null after a resize. */
  picture(slot: number, eye: number): EyePicture | null;
  /** Draw list in a slot named by a list record, or null where its scene is gone. */
  drawList(slot: number): DrawList | null;
  /**
   * Splats for the GPU, some ten thousand at a time so that the workers go on drawing. @param first a multiple of 512
   * @returns null when the scene is no longer the present one
   */
  packSplats(scene: number, first: number, count: number): Promise<PackedSplats | null>;
  /** Lets workers sleep and wakes them, e.g. when the tab is hidden. */
  setRunning(running: boolean): void;
  /** Test switch. @param worker `loader`, or the number of a render worker, 0 = the one that leads. */
  breakWorker(worker: 'loader' | number, fault: WorkerFault): void;
  /** Tries again what was switched off after too many failures; without effect on what works. */
  revive(): void;
  dispose(): void;
}
