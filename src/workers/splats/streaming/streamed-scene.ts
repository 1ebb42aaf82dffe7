import { copySplats } from '../formats/copy-splats.ts';
import { fileError, MAX_DECODED_BYTES } from '../formats/limits.ts';
import type { RawSplats } from '../formats/raw-splats.ts';
import { allocateSplats, finishSplats, type SplatArrays } from '../formats/splat-arrays.ts';
import type { WasmLoader } from '../formats/webp-decoder.ts';
import type { ReadProgress, SceneFile } from '../sources/scene-file.ts';
import { chooseLevels, type LevelChoice, type LevelWish, NO_LEVEL } from './choose-levels.ts';
import { readLodMeta } from './lod-meta.ts';
import { finestLevel, type LodRange, type LodTree } from './lod-tree.ts';
import { splatBytes } from './part-cache.ts';
import { PartStore, sentenceOf } from './part-store.ts';
import { placesByFile, shareOut } from './share-out.ts';

/** Splats and their bytes that are held where nothing is said of a budget. */
const DEFAULT_SPLATS = 2_000_000;
const DEFAULT_BYTES = 2 ** 28;
/** Files that a first step reads; each further one reads twice as many, so that there are few scenes to build. */
const STEP_FILES = 6;
/** Share of the splats that must change for a new scene to be built. */
const LEAST_CHANGE = 0.02;

/** What of a streamed scene is held. */
export interface ResidentSplats {
  /** In the file's frame. */
  readonly raw: RawSplats;
  /** Sentences about what was left out. */
  readonly remarks: readonly string[];
}

export interface StreamedOptions {
  /** Most splats held; 0 = chosen. */
  readonly residentBudget: number;
  readonly loadWebpWasm: WasmLoader;
}

/**
 * A scene in many files at several levels of detail, of which as much is held as a budget takes: all of it coarse, and fine
 * where the person is. Calls must not overlap.
 */
export class StreamedScene {
  /** Splats of the finest levels, without the environment. */
  private readonly finestSplats: number;
  private readonly store: PartStore;
  private budget = 0;
  private stepFiles = STEP_FILES;
  private shDegree: RawSplats['shDegree'] = 0;
  private environment: SplatArrays | null = null;
  private environmentTrouble: string | null = null;
  private shown: LevelChoice | null = null;

  /**
   * @param index the file that `bytes` are of
   * @throws SplatFileError when the table cannot be read
   */
  constructor(
    index: SceneFile,
    bytes: Uint8Array,
    private readonly options: StreamedOptions,
  ) {
    this.name = index.name;
    this.tree = readLodMeta(index.name, bytes);
    this.store = new PartStore(index, this.tree.files, options.loadWebpWasm);
    this.finestSplats = this.tree.leaves.reduce(
      (sum, leaf) => sum + leaf.levels[finestLevel(leaf)]!.count,
      0,
    );
  }

  readonly name: string;
  readonly tree: LodTree;

  /** Splats of the finest levels and of the environment, which is known once the first splats are. */
  get splatsInFile(): number {
    return this.finestSplats + (this.environment?.count ?? 0);
  }

  /** Most splats held. */
  get residentBudget(): number {
    return this.budget;
  }

  /** Level of each leaf that is held, or `NO_LEVEL`. */
  get levels(): Uint8Array | null {
    return this.shown?.levels ?? null;
  }

  /** Reads the coarsest levels. @throws SplatFileError when nothing can be had */
  async first(onProgress: ReadProgress): Promise<ResidentSplats> {
    this.store.begin();
    await this.readEnvironment(onProgress);
    const wish = { budget: 0, head: null, shown: null };
    for (;;) {
      const choice = await this.settle(wish, () => true, onProgress);
      // The budget is known when the degree of the harmonics is.
      const wanted = this.options.residentBudget || DEFAULT_SPLATS;
      const bytes = this.options.residentBudget ? MAX_DECODED_BYTES : DEFAULT_BYTES;
      this.budget = Math.max(1, Math.min(wanted, Math.floor(bytes / splatBytes(1, this.shDegree))));
      const resident = await this.show(choice, onProgress);
      if (resident) return resident;
    }
  }

  /**
   * What should be held for a head at this place, in the file's frame and units; null while that is what is held. Reads some
   * files at a time, so a next call may bring more.
   */
  async next(
    head: readonly [number, number, number],
    onProgress: ReadProgress = () => {},
  ): Promise<ResidentSplats | null> {
    const { shown } = this;
    if (!shown || !head.every(Number.isFinite)) return null;
    this.store.begin();
    const wish = { budget: this.treeBudget, head, shown: shown.levels };
    const target = chooseLevels(this.tree, { ...wish, usable: (file) => this.store.usable(file) });
    const missing = target.files.filter((file) => !this.store.has(file));
    const change = compareLevels(this.tree, shown.levels, target);
    // What only becomes finer ends by itself; an exchange of fine for coarse must be worth building a scene.
    if (change.share === 0 || (change.coarser && change.share < LEAST_CHANGE)) return null;
    const partly = missing.length > this.stepFiles;
    const now = new Set(missing.slice(0, this.stepFiles));
    this.stepFiles = partly ? 2 * this.stepFiles : STEP_FILES;
    const held = new Set(shown.files);
    const within = (file: number) => now.has(file) || held.has(file) || this.store.has(file);
    const choice = await this.settle(wish, partly ? within : () => true, onProgress);
    return compareLevels(this.tree, shown.levels, choice).share === 0 ? null : this.show(choice, onProgress);
  }

  /** What is held, once more. @throws SplatFileError */
  async again(onProgress: ReadProgress): Promise<ResidentSplats> {
    this.store.begin();
    const resident = this.shown && (await this.show(this.shown, onProgress));
    if (!resident) throw this.nothing();
    return resident;
  }

  private get treeBudget(): number {
    return Math.max(0, this.budget - this.environmentShare());
  }

  /** Splats of the environment that are held: half the budget at most. */
  private environmentShare(): number {
    return Math.min(this.environment?.count ?? 0, this.budget >> 1);
  }

  private async readEnvironment(onProgress: ReadProgress): Promise<void> {
    const path = this.tree.environment;
    if (path === null) return;
    try {
      this.environment = await this.store.read(path, onProgress);
      this.shDegree = this.environment.shDegree;
    } catch (error) {
      this.environmentTrouble = sentenceOf(path, error);
    }
  }

  /** Chooses levels and reads their files until all that is chosen can be had. */
  private async settle(
    wish: Omit<LevelWish, 'usable'>,
    allowed: (file: number) => boolean,
    onProgress: ReadProgress,
  ): Promise<LevelChoice> {
    for (;;) {
      const choice = chooseLevels(this.tree, {
        ...wish,
        usable: (file) => allowed(file) && this.store.usable(file),
      });
      if (choice.files.length === 0) throw this.nothing();
      const places = placesByFile(this.tree, choice.levels);
      let failed = false;
      for (const [done, file] of choice.files.entries()) {
        const part = await this.store.load(file, (progress) =>
          onProgress({ ...progress, fraction: done / choice.files.length }),
        );
        if (!part || !this.fits(places.get(file)!, file, part)) failed = true;
        else if (!this.shown && part.shDegree > this.shDegree) this.shDegree = part.shDegree;
      }
      if (!failed) return choice;
    }
  }

  private nothing(): Error {
    const [reason] = this.store.reasons;
    return fileError(
      this.name,
      `has no part that could be read${reason ? `: ${reason.replace(/\.$/, '')}` : ''}`,
    );
  }

  /** Whether a file has the splats that the table says; if not, it is not used. */
  private fits(places: readonly { range: LodRange }[], file: number, part: SplatArrays): boolean {
    if (places.every(({ range }) => range.offset + range.count <= part.count)) return true;
    const path = this.tree.files[file]!;
    this.store.fail(
      file,
      fileError(path, `holds ${part.count} splats, fewer than the scene’s table says`).message,
    );
    return false;
  }

  /** Puts the chosen ranges together; null when a file that was dropped from memory can no longer be had. */
  private async show(choice: LevelChoice, onProgress: ReadProgress): Promise<ResidentSplats | null> {
    const environment = this.environmentShare();
    const places = placesByFile(this.tree, choice.levels);
    const shares = shareOut(this.tree, choice.levels, this.budget - environment);
    const arrays = allocateSplats(environment + shares.total, this.shDegree);
    if (this.environment && environment > 0) {
      copySplats(this.environment, 0, this.environment.count, arrays, 0, environment);
    }
    for (const [done, file] of choice.files.entries()) {
      const part = await this.store.load(file, onProgress);
      if (!part) return null;
      for (const { leaf, range } of places.get(file)!) {
        const at = environment + shares.starts[leaf]!;
        copySplats(part, range.offset, range.count, arrays, at, shares.counts[leaf]!);
      }
      onProgress({ stage: 'decode', fraction: (done + 1) / choice.files.length, bytes: this.store.bytes });
    }
    const raw = finishSplats(this.name, arrays, 'y-down');
    this.shown = choice;
    return { raw, remarks: this.remarks(choice, shares.total) };
  }

  private remarks({ levels, splats }: LevelChoice, held: number): string[] {
    const { leaves, dropped } = this.tree;
    const remarks: string[] = [];
    if (dropped > 0)
      remarks.push(`${dropped} of ${leaves.length + dropped} places have damaged entries and are left out.`);
    const out = levels.filter((level) => level === NO_LEVEL).length;
    if (out > 0)
      remarks.push(
        `${out} of ${leaves.length} places are left out, because no file of theirs could be read.`,
      );
    if (this.environmentTrouble) remarks.push(this.environmentTrouble);
    const { reasons } = this.store;
    remarks.push(...reasons.slice(0, 3));
    if (reasons.length > 3) remarks.push(`${reasons.length - 3} more files could not be read.`);
    if (held < splats) remarks.push(`The coarsest level has ${splats} splats, of which ${held} are held.`);
    return remarks;
  }
}

/** Splats of leaves that change their level, as a share of all that are shown then, and whether a leaf becomes coarser. */
function compareLevels(
  { leaves }: LodTree,
  shown: Uint8Array,
  { levels, splats }: LevelChoice,
): { share: number; coarser: boolean } {
  let changed = 0;
  let coarser = false;
  for (let leaf = 0; leaf < leaves.length; leaf++) {
    if (shown[leaf] === levels[leaf]) continue;
    changed += Math.max(1, leaves[leaf]!.levels[levels[leaf]!]?.count ?? 0);
    coarser ||= levels[leaf]! > shown[leaf]!;
  }
  return { share: changed / Math.max(1, splats), coarser };
}
