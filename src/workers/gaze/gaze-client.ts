import type { Remote } from 'comlink';
import { allocateMailbox, forwardMailbox, receiveMailbox } from '../../shared/bridge.ts';
import type { RecordOf } from '../../shared/layout.ts';
import {
  EYE_IMAGE_LAYOUT,
  EYE_LAYOUT,
  type EyeFields,
  type EyeImageFields,
  GAZE_LAYOUT,
  type GazeFields,
  TRACKER_CONTROL_LAYOUT,
} from '../../shared/layouts.ts';
import type { Mailbox } from '../../shared/mailbox.ts';
import { HEALTHY_MS } from '../supervision/limits.ts';
import type { WorkerFault } from '../supervision/worker-fault.ts';
import type { Calibration } from './calibration/fit-calibration.ts';
import { type GazeAssets, type GazeParts, loadGazeParts } from './gaze-assets.ts';
import { isOn, TRACKER_SWITCH, trackerControl } from './gaze-control.ts';
import { GazeKeeper } from './gaze-keeper.ts';
import type { EyeImageMessage, GazeBuffers, GazeWorkerApi } from './gaze-service.ts';
import { imageRingBytes, imageSlots } from './image-ring.ts';
import { HEADSET, type TrackerConfig } from './tracker-config.ts';
import type { TrackerProgress, TrackerStatus } from './tracker-status.ts';

export interface GazeClientOptions {
  /** Where the tracker's files are. */
  readonly assets: GazeAssets;
  /** Network that they hold; default `HEADSET`. */
  readonly config?: TrackerConfig;
  /** False = as where memory cannot be shared, although it could. */
  readonly shared?: boolean;
  /** Work without a failure after which earlier failures are forgotten, ms. */
  readonly healthyMs?: number;
  /** Told of every change: loaded, died, replaced, given up. */
  readonly onStatus?: (status: TrackerStatus) => void;
  /** Makes the worker, for tests; default the tracker's own. */
  readonly makeWorker?: () => Worker;
}

/** What can be switched while the tracker runs. */
export interface TrackerSwitches {
  /** Only patches around the pupil are looked at; default as the network was measured (`TrackerFacts.cropped`). */
  readonly crop: boolean;
  /**
   * `finish` = every image to its last exit, newer eyes wait and overtake each other (default); `newest` = after exit 2 an image is left
   * as soon as there is a newer eye.
   */
  readonly policy: 'finish' | 'newest';
  /** The last gaze is used again for an image that differs in fewer 4 × 4 cells than this; 0 = never (default). */
  readonly reuseBelow: number;
  /** Noise of the simulated camera, grey levels; strength of ambient light, 0..1. */
  readonly noise: number;
  readonly ambient: number;
}

/**
 * Facade of the tracker's worker. Per frame the page publishes `eye` and polls `tracked` and `image`, none of which waits or
 * allocates. Nothing of it is stored or sent: eyes, images and gazes live in the memory of page and worker until the next overwrites
 * them.
 */
export interface GazeClient {
  readonly config: TrackerConfig;
  /** Whether memory is shared; else everything travels as messages, and is later and dearer. */
  readonly shared: boolean;
  /** Why something runs on a lower step here, for people to read. Empty when all is well. */
  readonly degraded: readonly string[];
  /** What the eye does; the page is the only writer. Serial 0 = no eye. */
  readonly eye: Mailbox<EyeFields>;
  /** Every exit of every image as it comes. Over shared memory where `shared`: other workers may read it. */
  readonly tracked: Mailbox<GazeFields>;
  /** The newest image, after its last exit. */
  readonly image: Mailbox<EyeImageFields>;
  readonly status: TrackerStatus;
  /** Measured error of each exit with the calibration in use, or without one, standard deviation per axis, degrees (6); null before `load`. */
  readonly exitSigmaDeg: readonly number[] | null;
  /** Fetches the network and starts the worker. @throws Error with one clear sentence */
  load(onProgress?: (progress: TrackerProgress) => void): Promise<void>;
  /** Image of a slot named by an image record, (height, width) 8-bit grey; valid until two images later. */
  pixels(slot: number): Uint8Array;
  /** Share of tokens that each pruning keeps; kept within 0.05..1. */
  setTopK(share: number): void;
  readonly topK: number;
  setSwitches(switches: Partial<TrackerSwitches>): void;
  /** Uses a person's calibration from the next image on; null = the population's kappa. Kept in memory only. */
  calibrate(calibration: Pick<Calibration, 'coefficients'> | null): void;
  /** Lets the worker sleep and wakes it, e.g. when the tab is hidden. */
  setRunning(running: boolean): void;
  /** Test switch. */
  breakWorker(fault: WorkerFault): void;
  /** Tries again what was switched off after too many failures; without effect on what works. */
  revive(): void;
  dispose(): void;
}

/** Time between two looks at the worker's pulse. */
const LOOK_MS = 50;
const LEAST_TOP_K = 0.05;

/** Makes the tracker's mailboxes; nothing is fetched or started before `load`. */
export function createGazeClient(options: GazeClientOptions): GazeClient {
  const { config = HEADSET, healthyMs = HEALTHY_MS, onStatus = () => {} } = options;
  const shared = globalThis.crossOriginIsolated === true && options.shared !== false;
  const makeWorker = options.makeWorker ?? makeGazeWorker;
  const { width, height } = config;
  const eye = allocateMailbox(EYE_LAYOUT, shared);
  const tracked = allocateMailbox(GAZE_LAYOUT, shared);
  const image = allocateMailbox(EYE_IMAGE_LAYOUT, shared);
  const controls = allocateMailbox(TRACKER_CONTROL_LAYOUT, shared);
  const ring = shared ? new SharedArrayBuffer(imageRingBytes(width, height)) : undefined;
  const slots = imageSlots(width, height, ring);
  const imageRecord = EYE_IMAGE_LAYOUT.record();
  const sample = GAZE_LAYOUT.record();
  const control = trackerControl();
  controls.publish(control);
  let parts: GazeParts | null = null;
  let cropChosen = false;

  const keeper = new GazeKeeper<GazeParts>({
    ...{ shared, healthyMs, makeWorker, onStatus },
    begin({ worker, remote, lifeline }) {
      if (!shared) {
        receiveMailbox(tracked, worker);
        receiveImages(worker, image, imageRecord, slots);
        eye.afterPublish = forwardMailbox(eye, worker);
        controls.afterPublish = forwardMailbox(controls, worker);
      }
      const buffers = shared ? buffersOf({ eye, tracked, image, control: controls }, ring!) : null;
      const lastImage = tracked.read(sample) ? sample.image[0]! : 0;
      const api = remote as unknown as Remote<GazeWorkerApi<GazeParts>>;
      const started = api.start({ parts: parts!, width, height, lifeline, buffers, lastImage });
      return started.then((locked) => {
        // For a worker that listens only now.
        if (!shared) controls.publish(control);
        return locked;
      });
    },
  });
  let clock: ReturnType<typeof setInterval> | undefined;
  let loading: Promise<void> | null = null;

  async function load(onProgress: (progress: TrackerProgress) => void): Promise<void> {
    keeper.report('loading', 'The gaze tracker is being loaded.');
    try {
      parts ??= await loadGazeParts(options.assets, config, onProgress);
      if (!cropChosen) turn(control.switches, TRACKER_SWITCH.crop, parts.facts.cropped);
      controls.publish(control);
      onProgress({ stage: 'start', bytes: parts.bytes, fraction: 1 });
      clock ??= setInterval(() => keeper.look(performance.now()), LOOK_MS);
      await keeper.start();
      onProgress({ stage: 'ready', bytes: parts.bytes, fraction: 1 });
    } catch (error) {
      loading = null;
      if (keeper.status.kind !== 'off') {
        keeper.report('off', error instanceof Error ? error.message : String(error));
      }
      throw error;
    }
  }

  return {
    config,
    shared,
    degraded: shared
      ? []
      : ['The page is not cross-origin isolated: eye images and gazes travel as messages, later and slower.'],
    eye,
    tracked,
    image,
    get status() {
      return keeper.status;
    },
    get exitSigmaDeg() {
      if (!parts) return null;
      const { exitSigmaDeg, exitSigmaUncalibratedDeg } = parts.facts;
      return isOn(control, TRACKER_SWITCH.calibrated) ? exitSigmaDeg : exitSigmaUncalibratedDeg;
    },
    load(onProgress = () => {}) {
      loading ??= load(onProgress);
      return loading;
    },
    pixels: (slot) => slots[slot]!,
    setTopK(share) {
      const topK = Math.fround(Math.max(LEAST_TOP_K, Math.min(1, share)));
      if (topK === control.topK[0] || Number.isNaN(topK)) return;
      control.topK[0] = topK;
      controls.publish(control);
    },
    get topK() {
      return control.topK[0]!;
    },
    setSwitches({ crop, policy, reuseBelow, noise, ambient }) {
      cropChosen ||= crop !== undefined;
      if (crop !== undefined) turn(control.switches, TRACKER_SWITCH.crop, crop);
      if (policy !== undefined) turn(control.switches, TRACKER_SWITCH.leaveForNewer, policy === 'newest');
      if (reuseBelow !== undefined) control.reuseBelow[0] = reuseBelow;
      if (noise !== undefined) control.noise[0] = noise;
      if (ambient !== undefined) control.ambient[0] = ambient;
      controls.publish(control);
    },
    calibrate(calibration) {
      turn(control.switches, TRACKER_SWITCH.calibrated, calibration !== null);
      if (calibration) control.calibration.set(calibration.coefficients);
      else control.calibration.fill(0);
      controls.publish(control);
    },
    setRunning: (running) => keeper.setRunning(running),
    breakWorker: (fault) => keeper.break(fault),
    revive() {
      // What is wrong is said by the status.
      keeper.revive().catch(() => {});
    },
    dispose() {
      clearInterval(clock);
      keeper.dispose();
    },
  };
}

function makeGazeWorker(): Worker {
  return new Worker(new URL('./gaze.worker.ts', import.meta.url), { type: 'module', name: 'gaze' });
}

function buffersOf(
  mailboxes: Readonly<Record<'eye' | 'tracked' | 'image' | 'control', { readonly buffer: ArrayBufferLike }>>,
  pixels: SharedArrayBuffer,
): GazeBuffers {
  const { eye, tracked, image, control } = mailboxes;
  return {
    eye: eye.buffer as SharedArrayBuffer,
    tracked: tracked.buffer as SharedArrayBuffer,
    image: image.buffer as SharedArrayBuffer,
    control: control.buffer as SharedArrayBuffer,
    pixels,
  };
}

/** Without shared memory images are copied into the page's own ring. */
function receiveImages(
  worker: Worker,
  image: Mailbox<EyeImageFields>,
  record: RecordOf<EyeImageFields>,
  slots: readonly Uint8Array[],
): void {
  worker.addEventListener('message', (event: MessageEvent) => {
    const message = (event.data as Partial<EyeImageMessage> | null)?.eyeImage;
    if (!message) return;
    record.words.set(message.words);
    slots[record.slot[0]!]?.set(message.pixels);
    image.publish(record);
  });
}

function turn(switches: Int32Array, bit: number, on: boolean): void {
  switches[0] = on ? switches[0]! | bit : switches[0]! & ~bit;
}
