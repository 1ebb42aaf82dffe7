import { orient } from './formats/orient.ts';
import type { LoadProgress, RawSplats, UpAxis } from './formats/raw-splats.ts';
import type { WasmLoader } from './formats/webp-decoder.ts';
import { type DecodedScene, decodeScene } from './open-scene.ts';
import { placeScene, scaleSplats } from './scene/place-scene.ts';
import { buildSharedScene, type PlannedScene } from './scene/shared-scene.ts';
import { CHUNK_FIELDS, CHUNK_SIZE, SPLAT_ARRAYS } from './scene/splat-scene.ts';
import { openSource } from './sources/open-source.ts';
import type { SceneFile } from './sources/scene-file.ts';
import type { ExportFormat, OpenOptions, SceneInfo, SceneSource } from './splat-client.ts';
import { toFileFrame } from './streaming/file-frame.ts';
import { keepMostVisible } from './streaming/keep-most-visible.ts';
import type { ResidentSplats, StreamedScene } from './streaming/streamed-scene.ts';
import type { Product } from './tiles/frame-memory.ts';

/** For whom a scene is built. */
export interface BuildTarget {
  /** Becomes `PlannedScene.id`. */
  readonly id: number;
  readonly threads: number;
  /** Most pixels of a picture, both eyes together. */
  readonly maxPixels: number;
  /** What there should be room for; default pictures. */
  readonly product?: Product;
  /** Where memory cannot cross threads, the decoded splats are handed over instead of a built scene. */
  readonly shared: boolean;
}

/** An opened scene; `streamed` tells whether `page` may bring more of it. */
export type LoadResult =
  | {
      readonly kind: 'built';
      readonly info: SceneInfo;
      readonly planned: PlannedScene;
      readonly streamed: boolean;
    }
  | { readonly kind: 'raw'; readonly info: SceneInfo; readonly raw: RawSplats; readonly streamed: boolean };

type OnProgress = (progress: LoadProgress) => void;

/** Writes placed splats as a file. */
export type SceneWriter = (
  raw: RawSplats,
  onProgress: (fraction: number) => void,
) => Uint8Array | Promise<Uint8Array>;

export interface LoaderTools {
  readonly loadWebpWasm: WasmLoader;
  readonly writers: Readonly<Record<ExportFormat, SceneWriter>>;
}

/** A scene that was opened and placed. */
export interface OpenedScene {
  readonly info: SceneInfo;
  /** y-up, metres. */
  readonly raw: RawSplats;
  /** More of it can be had; null where all there is was read. */
  readonly paging: Paging | null;
}

/** A streamed scene with the placing that its first picture got, which later ones keep. */
export interface Paging {
  readonly scene: StreamedScene;
  readonly format: DecodedScene['format'];
  /** As the file is, not as it is shown. */
  readonly up: UpAxis;
  readonly info: SceneInfo;
  /** Remarks on the placing. */
  readonly remarks: readonly string[];
}

/**
 * Reads, decodes and places a scene; everything short of building it.
 * @throws SplatFileError with one sentence that names the file
 */
export async function openScene(
  file: SceneFile,
  options: OpenOptions,
  loadWebpWasm: WasmLoader,
  onProgress: OnProgress,
): Promise<OpenedScene> {
  const { residentBudget } = options;
  const decoded = await decodeScene(file, { residentBudget, loadWebpWasm }, onProgress);
  const { format, splatsInFile, streamed } = decoded;
  const up = options.up === 'auto' ? decoded.raw.up : options.up;
  const remarks = [...decoded.remarks];
  let kept = decoded.raw;
  tell(onProgress, 'order', kept.count);
  if (residentBudget > 0 && kept.count > residentBudget) {
    kept = keepMostVisible(kept, residentBudget);
    remarks.push(`Of ${splatsInFile} splats the ${residentBudget} that cover most are held.`);
  }
  tell(onProgress, 'order', kept.count);
  const placed = placeScene(orient(kept, up), { metresPerUnit: options.metresPerUnit, format });
  const { raw, metresPerUnit, floorY, entry, bounds } = placed;
  const info: SceneInfo = {
    name: file.name,
    format,
    splatCount: raw.count,
    shDegree: raw.shDegree,
    up,
    splatsInFile,
    metresPerUnit,
    floorY,
    entry,
    remarks: [...remarks, ...placed.remarks],
    sceneBytes: sceneBytesOf(raw.count),
    bounds,
  };
  return {
    info,
    raw,
    paging: streamed && { scene: streamed, format, up, info, remarks: placed.remarks },
  };
}

/**
 * What of a streamed scene should be held for a head at this place; null while that is what is held.
 * @param head y-up metres
 */
export async function pageScene(
  paging: Paging,
  head: readonly [number, number, number],
  onProgress: OnProgress,
): Promise<OpenedScene | null> {
  tell(onProgress, 'order', paging.info.splatCount);
  const place = toFileFrame(head, paging.up, paging.info.metresPerUnit);
  const resident = await paging.scene.next(place, onProgress);
  return resident && placeAgain(paging, resident, onProgress);
}

/** Places what is held as the first picture was. */
function placeAgain(
  paging: Paging,
  { raw: decoded, remarks }: ResidentSplats,
  onProgress: OnProgress,
): OpenedScene {
  const { info, up } = paging;
  const { metresPerUnit } = info;
  tell(onProgress, 'order', decoded.count);
  const raw = scaleSplats(orient(decoded, up), metresPerUnit);
  return {
    info: {
      ...info,
      splatCount: raw.count,
      sceneBytes: sceneBytesOf(raw.count),
      remarks: [...remarks, ...paging.remarks],
    },
    raw,
    paging,
  };
}

/** Bytes of shared memory of a scene, harmonics left out. */
function sceneBytesOf(count: number): number {
  return count * 4 * (SPLAT_ARRAYS + 1) + Math.ceil(count / CHUNK_SIZE) * CHUNK_FIELDS * 4;
}

/**
 * The loader worker's work: opens scenes, brings more of the streamed one, writes files. Calls must not overlap; a load that
 * fails leaves the scene before as it was.
 */
export class LoaderEngine {
  private paging: Paging | null = null;

  constructor(private readonly tools: LoaderTools) {}

  /** @throws SplatFileError with one sentence that names the file */
  async load(
    source: SceneSource,
    options: OpenOptions,
    build: BuildTarget,
    onProgress: OnProgress,
  ): Promise<LoadResult> {
    const opened = await openScene(openSource(source), options, this.tools.loadWebpWasm, onProgress);
    const result = buildFor(opened, build, onProgress);
    this.paging = opened.paging;
    return result;
  }

  /**
   * What of the open streamed scene should be held for a head at this place; null while that is what is held, and for scenes
   * that are there as a whole. The same call again may bring still more.
   * @param head y-up metres
   */
  async page(
    head: readonly [number, number, number],
    build: BuildTarget,
    onProgress: OnProgress = () => {},
  ): Promise<LoadResult | null> {
    const opened = this.paging && (await pageScene(this.paging, head, onProgress));
    return opened && buildFor(opened, build, onProgress);
  }

  /**
   * A scene as a file, as it was placed: of the streamed scene that is open what is held, any other source as it opens.
   * @throws SplatFileError with one sentence that names the file
   */
  async save(
    source: SceneSource,
    options: OpenOptions,
    format: ExportFormat,
    onProgress: OnProgress,
  ): Promise<Blob> {
    const { paging } = this;
    const { raw } = paging
      ? placeAgain(paging, await paging.scene.again(onProgress), onProgress)
      : await openScene(openSource(source), options, this.tools.loadWebpWasm, onProgress);
    tell(onProgress, 'write', raw.count);
    const bytes = await this.tools.writers[format](raw, (fraction) =>
      tell(onProgress, 'write', raw.count, fraction),
    );
    return new Blob([bytes as BlobPart]);
  }
}

function buildFor(
  { info, raw, paging }: OpenedScene,
  { id, threads, maxPixels, product = 'pictures', shared }: BuildTarget,
  onProgress: OnProgress,
): LoadResult {
  const streamed = paging !== null;
  if (!shared) return { kind: 'raw', info, raw, streamed };
  tell(onProgress, 'order', raw.count);
  const planned = buildSharedScene(raw, {
    name: info.name,
    id,
    threads,
    maxPixels,
    product,
    onProgress: (fraction) => tell(onProgress, 'order', raw.count, fraction),
  });
  const { count } = planned.scene;
  return {
    kind: 'built',
    info: {
      ...info,
      splatCount: count,
      sceneBytes: sceneBytesOf(count),
      remarks: [...info.remarks, ...planned.remarks],
    },
    planned,
    streamed,
  };
}

/** Fewest bytes that a splat takes in a file. */
const LEAST_SPLAT_BYTES = 8;

/** Announces work on so many splats; its length is judged by their bytes, of which a small file tells too few. */
function tell(onProgress: OnProgress, stage: LoadProgress['stage'], splats: number, fraction = 0): void {
  onProgress({ stage, fraction, bytes: splats * LEAST_SPLAT_BYTES });
}
