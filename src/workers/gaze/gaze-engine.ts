import { GAZE_FLAG, gazeSourceCode } from '../../shared/gaze.ts';
import type { RecordOf } from '../../shared/layout.ts';
import {
  EYE_IMAGE_LAYOUT,
  type EyeFields,
  type EyeImageFields,
  GAZE_LAYOUT,
  type GazeFields,
} from '../../shared/layouts.ts';
import { directionOfAngles } from './angles.ts';
import { calibratedVisual } from './calibration/calibration-map.ts';
import { DarkMap } from './crop/dark-map.ts';
import { TokenCrop } from './crop/token-crop.ts';
import { GazeEvents } from './events/gaze-events.ts';
import type { SaccadeNet } from './events/saccade-net.ts';
import type { EyeLens } from './eye-lens.ts';
import { isOn, LEAST_EXIT, TRACKER_SWITCH, type TrackerControl } from './gaze-control.ts';
import type { ExitEstimate, ExitVerdict, TokenBox, Tracker } from './tracker.ts';
import { EXITS } from './tracker-config.ts';
import type { TrackerFacts } from './tracker-facts.ts';

export interface GazeEngineParts extends Pick<TrackerFacts, 'exitSigmaDeg' | 'exitSigmaUncalibratedDeg'> {
  readonly tracker: Tracker;
  readonly lens: EyeLens;
  /** Finds saccades from the images themselves; null = by velocity alone. */
  readonly saccadeNet: SaccadeNet | null;
  /** Where images are put, in turn: (slots, height × width). An image is valid until its slot comes round again. */
  readonly slots: readonly Uint8Array[];
  /** Number of the last image that a forerunner has made; 0 = none. */
  readonly lastImage: number;
}

/** Where results go. The records are the engine's own and change with the next result. */
export interface GazeEngineOutput {
  /** Every exit of every image, in order; also null samples, which always count as the last exit. */
  sample(record: RecordOf<GazeFields>): void;
  /** Every image, after its last sample. */
  image(record: RecordOf<EyeImageFields>): void;
  /** Whether the eye has moved on, so that an image may be left. */
  newer(): boolean;
}

/** An image whose cells differ by less shows nothing: the lamp is off, the lens covered, the sensor stuck. Grey levels. */
const LEAST_CONTRAST = 10;
/** Below this the next image is looked at whole. */
const SURE = 0.6;
/** Openness from which on the lid takes nothing off the confidence. */
const WELL_OPEN = 0.6;
/** Confidence of a null sample. */
const NULL_CONFIDENCE = 0.05;

/**
 * One eye in, up to six gazes out: takes the image, runs the network on it and publishes each exit at once, calibrated, with its
 * measured error. Where no gaze can be had (closed eye, image dropped or without content) it publishes a null sample: the last safe
 * direction without the `valid` flag. Synchronous; allocates nothing per image; keeps nothing but the last image and direction.
 */
export class GazeEngine {
  readonly events: GazeEvents;
  private readonly record = GAZE_LAYOUT.record();
  private readonly imageRecord = EYE_IMAGE_LAYOUT.record();
  private readonly visual = new Float64Array(2);
  private readonly map: DarkMap;
  private readonly mapBefore: DarkMap;
  /** Map of the image that the last gaze was estimated from. */
  private readonly mapKey: DarkMap;
  private readonly crop: TokenCrop;
  private control!: TrackerControl;
  private number: number;
  /** Direction and filtered direction of the last image with a usable gaze. */
  private readonly safe = new Float32Array([0, 0, -1]);
  private readonly safeFiltered = new Float32Array([0, 0, -1]);
  private startMs = 0;
  private openness = 0;
  /** The next image is looked at whole: there is no gaze yet, or no sure one. */
  private lost = true;
  /** Optical angles of the last finished image. */
  private yawDeg = 0;
  private pitchDeg = 0;

  constructor(
    private readonly parts: GazeEngineParts,
    private readonly output: GazeEngineOutput,
  ) {
    const { config } = parts.tracker;
    this.map = new DarkMap(config.width, config.height);
    this.mapBefore = new DarkMap(config.width, config.height);
    this.mapKey = new DarkMap(config.width, config.height);
    this.crop = new TokenCrop(config);
    this.events = new GazeEvents(parts.saccadeNet);
    this.number = parts.lastImage;
    this.record.direction[2] = -1;
    this.record.filtered[2] = -1;
    this.record.source[0] = gazeSourceCode('camera');
  }

  /** Forgets the eye that was there; the next one may be another's. */
  reset(): void {
    this.lost = true;
    this.events.reset();
  }

  /** Takes one eye. With serial 0 there is none, and nothing is published. */
  process(eye: RecordOf<EyeFields>, control: TrackerControl): void {
    if (eye.serial[0] === 0) {
      this.reset();
      return;
    }
    const { record, imageRecord, parts } = this;
    this.control = control;
    this.number++;
    const slot = this.number % parts.slots.length;
    const pixels = parts.slots[slot]!;
    record.image[0] = this.number;
    record.captureMs[0] = eye.captureMs[0]!;
    imageRecord.serial[0] = this.number;
    imageRecord.slot[0] = slot;
    imageRecord.captureMs[0] = eye.captureMs[0]!;
    imageRecord.topK[0] = control.topK[0]!;
    imageRecord.exitMs.fill(0);
    imageRecord.exitAngles.fill(Number.NaN);
    imageRecord.exitTokens.fill(0);
    imageRecord.crop.fill(0);
    const before = performance.now();
    const taken = parts.lens.shoot(eye, control, this.number, pixels);
    this.startMs = performance.now();
    imageRecord.cameraMs[0] = this.startMs - before;
    if (!taken) {
      this.giveUp();
      return;
    }
    this.look(pixels);
    this.output.image(imageRecord);
  }

  private look(pixels: Uint8Array): void {
    const { map, events, control } = this;
    map.take(pixels);
    if (map.contrast < LEAST_CONTRAST) {
      this.giveUp();
      return;
    }
    events.see(pixels, this.record.captureMs[0]!);
    const unchanged = !this.lost && map.difference(this.mapKey) < control.reuseBelow[0]!;
    if (unchanged) this.reuse();
    else this.estimate(pixels);
    this.mapBefore.copy(map);
  }

  private estimate(pixels: Uint8Array): void {
    const { map, control, lost } = this;
    const { tracker } = this.parts;
    const cropped = isOn(control, TRACKER_SWITCH.crop) && !lost;
    const box = cropped ? this.crop.choose(map, map.difference(this.mapBefore)) : null;
    if (!box) this.crop.reset();
    this.noteCrop(box);
    this.mapKey.copy(map);
    tracker.run(pixels, box, control.topK[0]!, this.onExit);
  }

  private readonly onExit = (estimate: ExitEstimate): ExitVerdict => {
    const { record, events } = this;
    const captureMs = record.captureMs[0]!;
    const { exit } = estimate;
    const { imageRecord } = this;
    imageRecord.exitMs[exit - 1] = performance.now() - this.startMs;
    imageRecord.exitAngles[2 * exit - 2] = estimate.yawDeg;
    imageRecord.exitAngles[2 * exit - 1] = estimate.pitchDeg;
    imageRecord.exitTokens[exit - 1] = estimate.tokens;
    this.openness = estimate.openness;
    this.yawDeg = estimate.yawDeg;
    this.pitchDeg = estimate.pitchDeg;
    const leave =
      exit < EXITS &&
      exit >= LEAST_EXIT &&
      isOn(this.control, TRACKER_SWITCH.leaveForNewer) &&
      this.output.newer();
    const usable =
      Number.isFinite(estimate.yawDeg + estimate.pitchDeg) && !events.blink.judge(this.openness, captureMs);
    if (usable) this.publish(exit, exit === EXITS || leave);
    else this.publishNull(exit, 0);
    if (exit === EXITS || leave) this.conclude(usable);
    return leave ? 'stop' : 'continue';
  };

  /** An image that shows what the one before did has its gaze. */
  private reuse(): void {
    this.noteExit(EXITS, 0);
    this.publish(EXITS, true);
    this.conclude(true);
  }

  /** @param last whether it is the image's last word, which events and filter go by */
  private publish(exit: number, last: boolean): void {
    const { record, control, events, visual } = this;
    const captureMs = record.captureMs[0]!;
    calibratedVisual(control.calibration, this.yawDeg, this.pitchDeg, visual);
    directionOfAngles(visual[0]!, visual[1]!, record.direction);
    const { exitSigmaDeg, exitSigmaUncalibratedDeg } = this.parts;
    const sigma = exitSigmaDeg[exit - 1]!;
    const calibrated = isOn(control, TRACKER_SWITCH.calibrated);
    record.sigmaDeg[0] = calibrated ? sigma : exitSigmaUncalibratedDeg[exit - 1]!;
    record.confidence[0] = Math.min(1, this.openness / WELL_OPEN);
    record.exit[0] = exit;
    if (last) events.push(record.direction, captureMs, sigma);
    record.filtered.set(events.saccade ? record.direction : events.filter.value);
    record.flags[0] = GAZE_FLAG.valid | (events.saccade ? GAZE_FLAG.saccade : 0);
    this.output.sample(record);
  }

  private publishNull(exit: number, flags: number): void {
    const { record } = this;
    record.direction.set(this.safe);
    record.filtered.set(this.safeFiltered);
    record.confidence[0] = NULL_CONFIDENCE;
    record.sigmaDeg[0] = this.parts.exitSigmaDeg[0]!;
    record.exit[0] = exit;
    record.flags[0] = flags;
    this.output.sample(record);
  }

  private conclude(usable: boolean): void {
    const { events, record } = this;
    events.blink.push(this.openness, record.captureMs[0]!);
    if (usable) {
      this.safe.set(record.direction);
      this.safeFiltered.set(record.filtered);
    } else events.interrupt();
    this.lost = !usable || record.confidence[0]! < SURE;
  }

  /** No image, or one that shows nothing. */
  private giveUp(): void {
    this.lost = true;
    this.events.interrupt();
    this.publishNull(EXITS, GAZE_FLAG.blind);
  }

  private noteExit(exit: number, tokens: number): void {
    const { exitMs, exitAngles, exitTokens } = this.imageRecord;
    exitMs[exit - 1] = performance.now() - this.startMs;
    exitAngles[2 * (exit - 1)] = this.yawDeg;
    exitAngles[2 * (exit - 1) + 1] = this.pitchDeg;
    exitTokens[exit - 1] = tokens;
  }

  private noteCrop(box: TokenBox | null): void {
    const { crop } = this.imageRecord;
    const { width, height, patch } = this.parts.tracker.config;
    crop[0] = box ? box.left * patch : 0;
    crop[1] = box ? box.top * patch : 0;
    crop[2] = box ? box.columns * patch : width;
    crop[3] = box ? box.rows * patch : height;
  }
}
