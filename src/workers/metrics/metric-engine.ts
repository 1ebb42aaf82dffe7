import {
  type CompareOptions,
  compareImages,
  type ImageReport,
} from '../../metrics/fovvideovdp/compare-images.ts';
import {
  FovVideoVdp,
  type FovVideoVdpOptions,
  type VdpReport,
} from '../../metrics/fovvideovdp/fovvideovdp.ts';
import type { FramePixels } from '../../metrics/fovvideovdp/frame-pixels.ts';
import type { VdpPasses } from '../../shared/vdp-passes.ts';

/** What can be posted to a worker: everything but the passes, which are its own. */
export type PictureOptions = Omit<CompareOptions, 'passes'>;
export type VideoOptions = Omit<FovVideoVdpOptions, 'passes'>;

export interface VideoReport extends VdpReport {
  /** Quality lost at each pixel, JOD, mean over the frames, (height, width); null unless `map` was asked for. */
  readonly loss: Float32Array | null;
}

/** Scores pictures, and one video at a time beside them. Calls take effect in the order in which they are made. */
export class MetricEngine {
  readonly #load: () => Promise<VdpPasses>;
  #picturePasses: Promise<VdpPasses> | null = null;
  #videoPasses: Promise<VdpPasses> | null = null;
  #video: Promise<FovVideoVdp> | null = null;
  #map = false;

  /** @param load makes passes with a memory of their own */
  constructor(load: () => Promise<VdpPasses>) {
    this.#load = load;
  }

  /** @throws RangeError as `compareImages` */
  async compare(test: FramePixels, reference: FramePixels, options: PictureOptions): Promise<ImageReport> {
    this.#picturePasses ??= this.#load();
    return compareImages(test, reference, { ...options, passes: await this.#picturePasses });
  }

  /** Begins a video; one that was not finished is forgotten. @throws RangeError as `FovVideoVdp` */
  async begin(options: VideoOptions): Promise<void> {
    const before = this.#video;
    this.#videoPasses ??= this.#load();
    const passes = this.#videoPasses;
    this.#map = options.map ?? false;
    this.#video = (async () => {
      (await before?.catch(() => null))?.dispose();
      return new FovVideoVdp({ ...options, passes: await passes });
    })();
    await this.#video;
  }

  /** @throws RangeError as `FovVideoVdp.addFrame`, or when no video was begun */
  async addFrame(test: FramePixels, reference: FramePixels, gaze?: readonly [number, number]): Promise<void> {
    (await this.#begun()).addFrame(test, reference, gaze);
  }

  /** Ends the video; further frames begin another one of the same kind. @throws RangeError when there was no frame */
  async finish(): Promise<VideoReport> {
    const video = await this.#begun();
    return { ...video.finish(), loss: this.#map ? video.differenceMap() : null };
  }

  #begun(): Promise<FovVideoVdp> {
    if (!this.#video) throw new RangeError('No video has been begun.');
    return this.#video;
  }
}
