import { proxy } from 'comlink';
import { type LoadProgress, type RawSplats, SplatFileError } from '../formats/raw-splats.ts';
import type { BuildTarget, LoadResult } from '../loader-engine.ts';
import type { Head } from '../scene-pager.ts';
import type { ExportFormat, OpenOptions, SceneInfo, SceneSource } from '../splat-client.ts';
import type { LoaderKeeper } from './loader-keeper.ts';
import type { RenderCrew, ShownScene } from './render-crew.ts';
import { fileErrorFrom } from './sentences.ts';

interface OpenScene {
  readonly source: SceneSource;
  readonly options: OpenOptions;
  readonly info: SceneInfo;
  /** Whether more of it can be brought. */
  readonly streamed: boolean;
  /** The loader that knows how far it was brought. */
  readonly generation: number;
}

type OnProgress = (progress: LoadProgress) => void;

/**
 * The way of a scene from its source through the loader to the render workers, one at a time. Keeps the source, from which
 * everything that a dead worker took with it can be had again.
 */
export class SceneOpener {
  private open: OpenScene | null = null;
  private queue: Promise<unknown> = Promise.resolve();
  private scenes = 0;

  constructor(
    private readonly loader: LoaderKeeper,
    private readonly crew: RenderCrew,
    private readonly target: Omit<BuildTarget, 'id'>,
    /** Told when another part of the open scene is shown. */
    private readonly onScene: (info: SceneInfo) => void,
  ) {}

  /** Whether more of the open scene can be brought. */
  get streamed(): boolean {
    return this.open?.streamed ?? false;
  }

  /** Whether the loader that knew how far a streamed scene was brought is gone. */
  get stale(): boolean {
    return this.open !== null && this.open.generation !== this.loader.generation;
  }

  /** Opens a scene and shows it; the one before stays on failure. @throws SplatFileError */
  load(source: SceneSource, options: OpenOptions, onProgress: OnProgress): Promise<SceneInfo> {
    return this.next(async () => {
      const result = await this.read(source, options, onProgress);
      await this.show(result, source, options);
      onProgress({ stage: 'ready', fraction: 1, bytes: 0 });
      return result.info;
    });
  }

  /** The open scene as a file. @throws SplatFileError */
  save(format: ExportFormat, onProgress: OnProgress): Promise<Blob> {
    return this.next(async () => {
      if (!this.open) throw new SplatFileError('There is no open scene that could be saved.');
      const { source, options, info } = this.open;
      const blob = await this.loader.run(info.name, 'could not be saved', (loader) =>
        loader.save(source, options, format, proxy(onProgress)),
      );
      onProgress({ stage: 'ready', fraction: 1, bytes: blob.size });
      return blob;
    });
  }

  /**
   * Brings what of the open streamed scene a head at this place needs.
   * @returns whether there may be more
   * @throws SplatFileError
   */
  page(head: Head): Promise<boolean> {
    return this.next(async () => {
      const { open } = this;
      if (!open?.streamed) return false;
      const { source, options } = open;
      if (this.stale) {
        // What is shown is finer than what a new loader begins with, so it stays.
        await this.read(source, options, () => {});
        this.open = { ...open, generation: this.loader.generation };
      }
      const target = this.nextTarget();
      const result = await this.loader.run<LoadResult | null>(
        open.info.name,
        'could not be brought nearer',
        (loader) => loader.page(head, target),
      );
      if (!result) return this.stale;
      await this.show(result, source, options);
      this.onScene(result.info);
      return true;
    });
  }

  private read(source: SceneSource, options: OpenOptions, onProgress: OnProgress): Promise<LoadResult> {
    const target = this.nextTarget();
    return this.loader.run<LoadResult>(nameOf(source), 'could not be opened', (loader) =>
      loader.load(source, options, target, proxy(onProgress)),
    );
  }

  private async show(result: LoadResult, source: SceneSource, options: OpenOptions): Promise<void> {
    const { generation } = this.loader;
    const { info, streamed } = result;
    await this.crew.show(this.shown(result, source, options)).catch((error: unknown) => {
      throw fileErrorFrom(error, info.name, 'could not be shown');
    });
    this.open = { source, options, info, streamed, generation };
  }

  private shown(result: LoadResult, source: SceneSource, options: OpenOptions): ShownScene {
    if (result.kind === 'built') return { kind: 'planned', planned: result.planned };
    const { threads, maxPixels, product = 'pictures' } = this.target;
    let splats: RawSplats | null = result.raw;
    return {
      kind: 'raw',
      options: { id: this.scenes, name: result.info.name, threads, maxPixels, product },
      raw: async () => {
        // They are given away, so that they serve once.
        const held = splats;
        splats = null;
        if (held) return held;
        const again = await this.read(source, options, () => {});
        if (again.kind !== 'raw') throw new SplatFileError('The scene came in another form.');
        return again.raw;
      },
    };
  }

  private nextTarget(): BuildTarget {
    return { ...this.target, id: ++this.scenes };
  }

  private next<T>(job: () => Promise<T>): Promise<T> {
    const result = this.queue.then(job);
    this.queue = result.catch(() => {});
    return result;
  }
}

/** Name for sentences; the loader finds a better one. */
function nameOf(source: SceneSource): string {
  return source.kind === 'url' ? source.url.replace(/[?#].*$/, '').replace(/^.*\/(?=.)/, '') : source.name;
}
