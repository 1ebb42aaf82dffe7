import type { Plane, VdpBand, VdpModel, VdpPasses } from '../../shared/vdp-passes.ts';
import { BandGeometry } from './band-geometry.ts';
import { type SensitivityTable, sensitivityTable } from './csf/sensitivity.ts';
import { DifferenceMap } from './difference-map.ts';
import { columnDirection, pixelsPerDegree, rowDirection } from './display-geometry.ts';
import { type DisplayModel, displayNamed } from './displays.ts';
import { FrameLuminance } from './frame-luminance.ts';
import { checkFrame, checkSize, type FramePixels } from './frame-pixels.ts';
import { FrameWindow, TEMPORAL_PADDINGS, type TemporalPadding } from './frame-window.ts';
import { createReferencePasses } from './passes-reference.ts';
import { bandError, frameError, jodOf } from './pooling.ts';
import { type PyramidBand, pyramidBands } from './pyramid-bands.ts';
import { PyramidPlanes } from './pyramid-planes.ts';
import { axisCoordinate } from './sensitivity-lookup.ts';
import { type TemporalFilters, temporalFilters } from './temporal-filters.ts';
import { vdpModel } from './vdp-model.ts';

/** Frames a second that a video can have. */
const LEAST_FPS = 5;
const MOST_FPS = 1000;

export interface FovVideoVdpOptions {
  /** Name or figures of the display that the pictures are shown on. */
  readonly display: string | DisplayModel;
  readonly width: number;
  readonly height: number;
  /** Frames a second of a video; 0 (the default) = a still picture. */
  readonly fps?: number;
  /** Whether sensitivity falls with the distance from the gaze. Otherwise the eye looks straight at every pixel. Default true. */
  readonly foveated?: boolean;
  /** What comes before the first frame. Default `replicate`. */
  readonly padding?: TemporalPadding;
  /** Whether `differenceMap` will be asked for; costs memory and time. Default false. */
  readonly map?: boolean;
  /** Does the work per pixel; used by one metric at a time. Default: plain TypeScript. */
  readonly passes?: VdpPasses;
  /** Contrast sensitivity. Default: the fitted one that ships. */
  readonly sensitivity?: SensitivityTable;
}

/** What is seen of one frame. */
export interface FrameReport {
  readonly jod: number;
  /** Error by channel (sustained, then transient for video) and scored band, finest first. */
  readonly errors: readonly (readonly number[])[];
}

export interface VdpReport {
  /** Quality, 10 = no difference to be seen. */
  readonly jod: number;
  /** Scored bands, finest first; errors are means over the frames. */
  readonly bands: readonly {
    readonly frequency: number;
    readonly sustained: number;
    readonly transient: number;
  }[];
  readonly frames: readonly FrameReport[];
}

/**
 * FovVideoVDP (Mantiuk et al., ACM TOG 40(4), 2021; calibration of version 1.2.3): how different a test and a reference video
 * look to an eye that looks at a known point of a known display. One object scores any number of videos of one size, one after
 * the other: `addFrame` for each frame, then `finish`.
 */
export class FovVideoVdp {
  readonly width: number;
  readonly height: number;
  /** Pixels per degree at the centre of the display. */
  readonly ppd: number;
  /** Levels of the pyramid; the last is not scored. */
  readonly bands: readonly PyramidBand[];
  readonly filters: TemporalFilters | null;
  readonly #display: DisplayModel;
  readonly #passes: VdpPasses;
  readonly #luminance: FrameLuminance;
  readonly #window: FrameWindow | null;
  readonly #pair: readonly [Side, Side];
  readonly #vdpBands: readonly VdpBand[];
  readonly #gaze: Float64Array | null;
  readonly #map: DifferenceMap | null;
  readonly #sums = new Float64Array(2);
  readonly #slots: number[] = [];
  readonly #history: Plane[] = [];
  #directions: (readonly [number, number])[] = [];
  #reports: FrameReport[] = [];
  #count = 0;

  /** @throws RangeError on an unknown display, a size or a rate that cannot be scored */
  constructor(options: FovVideoVdpOptions) {
    const { width, height, fps = 0, foveated = true, padding = 'replicate' } = options;
    checkSize(width, height);
    if (fps !== 0 && !(fps >= LEAST_FPS && fps <= MOST_FPS)) {
      throw new RangeError(`A video must have ${LEAST_FPS} to ${MOST_FPS} frames a second, not ${fps}.`);
    }
    if (!TEMPORAL_PADDINGS.includes(padding)) throw new RangeError(`There is no padding "${padding}".`);
    const model = vdpModel(options.sensitivity ?? sensitivityTable());
    this.width = width;
    this.height = height;
    this.#display = typeof options.display === 'string' ? displayNamed(options.display) : options.display;
    this.ppd = pixelsPerDegree(this.#display);
    this.bands = pyramidBands(width, height, this.ppd);
    this.filters = fps > 0 ? temporalFilters(fps) : null;
    this.#window = this.filters ? new FrameWindow(this.filters.sustained.length, padding) : null;
    this.#passes = options.passes ?? createReferencePasses();
    this.#passes.configure(model);
    this.#luminance = new FrameLuminance(this.#passes, this.#display);
    const slots = this.#window?.slots ?? 0;
    this.#pair = [this.#side(slots), this.#side(slots)];
    this.#gaze = foveated ? new Float64Array(2) : null;
    const channels = this.filters ? 2 : 1;
    this.#map = options.map ? new DifferenceMap(this.#passes, this.bands.slice(0, -1), channels) : null;
    const geometry = new BandGeometry(this.#display);
    this.#vdpBands = this.bands.slice(0, -1).map((band, i) => this.#vdpBand(model, geometry, band, i));
  }

  /**
   * Takes the next frame of both videos.
   * @param gaze column and row of the pixel that the eye looks at, 0, 0 = the centre of the upper left one; default the middle
   * of the picture. Not used where nothing is foveated
   * @throws RangeError when a picture does not fit, a value is no number, or the gaze lies outside
   */
  addFrame(test: FramePixels, reference: FramePixels, gaze?: readonly [number, number]): void {
    checkFrame(test, this.width, this.height, 'test');
    checkFrame(reference, this.width, this.height, 'reference');
    const direction = this.#directionOf(gaze ?? [this.width / 2, this.height / 2]);
    if (!this.#window && this.#count > 0) {
      throw new RangeError('A still picture has one frame; a video needs its frames per second.');
    }
    const slot = this.#window?.slotOf(this.#count);
    for (const [side, frame] of [[this.#pair[0], test] as const, [this.#pair[1], reference] as const]) {
      this.#luminance.write(frame, slot === undefined ? side.channels[0]!.levels[0]! : side.frames[slot]!);
    }
    this.#directions.push(direction);
    this.#count++;
    const [from, to] = this.#window?.readyAfter(this.#count) ?? [0, 1];
    for (let frame = from; frame < to; frame++) this.#score(frame);
  }

  /** Ends the video; the next `addFrame` begins another. @throws RangeError when there was no frame */
  finish(): VdpReport {
    if (this.#count === 0) throw new RangeError('There is no frame to compare.');
    const [from, to] = this.#window?.readyAtEnd(this.#count) ?? [0, 0];
    for (let frame = from; frame < to; frame++) this.#score(frame);
    const frames = this.#reports;
    this.#reports = [];
    this.#directions = [];
    this.#count = 0;
    const mean = (value: (frame: FrameReport) => number) =>
      frames.reduce((sum, frame) => sum + value(frame), 0) / frames.length;
    return {
      jod: jodOf(mean(({ errors }) => frameError(errors.map(total)))),
      bands: this.bands.slice(0, -1).map(({ frequency }, i) => ({
        frequency,
        sustained: mean(({ errors }) => errors[0]![i]!),
        transient: mean(({ errors }) => errors[1]?.[i] ?? 0),
      })),
      frames,
    };
  }

  /**
   * Quality lost at each pixel, JOD, mean over the frames since the last call; (height, width).
   * @throws Error unless made with `map`
   */
  differenceMap(): Float32Array {
    if (!this.#map) throw new Error('The metric was not made with a difference map.');
    const loss = this.#map.loss();
    this.#map.clear();
    return loss;
  }

  /** Gives the memory of the passes back. */
  dispose(): void {
    this.#passes.release();
  }

  #side(slots: number): Side {
    const { width, height } = this;
    return {
      frames: Array.from({ length: slots }, () => this.#passes.allocate(width * height)),
      channels: Array.from(
        { length: this.filters ? 2 : 1 },
        () => new PyramidPlanes(this.#passes, this.bands),
      ),
    };
  }

  #vdpBand(model: VdpModel, geometry: BandGeometry, band: PyramidBand, i: number): VdpBand {
    const [test, reference] = this.#pair;
    return {
      width: band.width,
      height: band.height,
      test: test.channels.map((pyramid) => pyramid.pair(i)),
      reference: reference.channels.map((pyramid) => pyramid.pair(i)),
      // A band-pass level's peak response is half of what went in; the finest one's is not.
      gain: i === 0 ? 1 : 2,
      rho: axisCoordinate(model.rho, Math.log2(band.frequency)),
      foveation: this.#gaze && geometry.foveation(this.#passes, band, model.rho, this.#gaze),
      difference: this.#map?.planes[i] ?? null,
    };
  }

  #directionOf([x, y]: readonly [number, number]): readonly [number, number] {
    const { width, height } = this;
    if (!(x >= -0.5 && x <= width - 0.5 && y >= -0.5 && y <= height - 0.5)) {
      throw new RangeError(`The gaze ${x}, ${y} lies outside of a picture of ${width} × ${height} pixels.`);
    }
    return [columnDirection(this.#display, x + 0.5, width), rowDirection(this.#display, y + 0.5, height)];
  }

  /** Scores a frame whose neighbours in time have come. */
  #score(frame: number): void {
    this.#gaze?.set(this.#directions[frame]!);
    for (const side of this.#pair) {
      if (this.#window && this.filters) this.#filter(side, this.#window, this.filters, frame);
      for (const pyramid of side.channels) pyramid.build();
    }
    const errors: number[][] = this.#pair[0].channels.map(() => []);
    for (const band of this.#vdpBands) {
      this.#passes.bandErrors(band, this.#sums);
      for (const [channel, ofBands] of errors.entries()) {
        ofBands.push(bandError(this.#sums[channel]!, band.width * band.height));
      }
    }
    this.#map?.add();
    this.#reports[frame] = { jod: jodOf(frameError(errors.map(total))), errors };
  }

  #filter(side: Side, window: FrameWindow, { sustained, transient }: TemporalFilters, frame: number): void {
    window.slotsAt(frame, this.#count, this.#slots);
    for (const [tap, slot] of this.#slots.entries()) this.#history[tap] = side.frames[slot]!;
    const [slow, fast] = side.channels;
    const count = this.width * this.height;
    this.#passes.temporal(this.#history, sustained, transient, count, slow!.levels[0]!, fast!.levels[0]!);
  }
}

/** Memory of one of the two videos. */
interface Side {
  /** Luminance of the frames that the temporal filters see; none for a still picture. */
  readonly frames: readonly Plane[];
  readonly channels: readonly PyramidPlanes[];
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
