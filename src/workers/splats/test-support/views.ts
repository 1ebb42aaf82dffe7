import type { EyeView } from '../../../kernels/splats/reference/splat-cloud.ts';
import type { RecordOf } from '../../../shared/layout.ts';
import { VIEW_LAYOUT, type ViewFields } from '../../../shared/layouts.ts';
import { presetNamed } from '../foveation/default-presets.ts';
import type { FoveationSwitches } from '../foveation/presets.ts';
import { writePreset } from '../foveation/presets.ts';
import { DEFAULT_QUANTILES } from '../foveation/regions.ts';
import { VIEW_PRODUCT } from '../foveation/view-options.ts';

export interface ViewChoices {
  /** Metres; default: midway between the eyes. */
  readonly head?: readonly number[];
  /** `VIEW_MODE`; default full. */
  readonly mode?: number;
  /** Name of a preset; default `narrow`. */
  readonly preset?: string;
  /** What of it is on; default: nothing but the radii. */
  readonly switches?: Partial<FoveationSwitches>;
  /** Viewer space; default straight ahead. */
  readonly gaze?: readonly number[];
  readonly splatBudget?: number;
  /** `VIEW_PRODUCT`; default pictures. */
  readonly product?: number;
  readonly captureMs?: number;
  /** By increments, until then; default around `gaze`, at once. */
  readonly deadlineMs?: number;
}

/** Errors of a tracker's exits, degrees. */
export const EXIT_SIGMAS = [7.5, 2.25, 1, 0.75, 0.5, 0.5] as const;

/** Midway between the eyes. */
export function headOf(eyes: readonly EyeView[]): number[] {
  return [0, 1, 2].map((axis) => eyes.reduce((sum, eye) => sum + eye.position[axis]!, 0) / eyes.length);
}

/** A view of one or two eyes, the head turned as the first eye is. */
export function viewOf(eyes: readonly EyeView[], choices: ViewChoices = {}): RecordOf<ViewFields> {
  const view = VIEW_LAYOUT.record();
  view.headPosition.set(choices.head ?? headOf(eyes));
  view.headOrientation.set(eyes[0]!.orientation);
  view.eyeCount[0] = eyes.length;
  view.width[0] = eyes[0]!.width;
  view.height[0] = eyes[0]!.height;
  eyes.forEach((eye, i) => {
    view.eyePosition.set(eye.position, 3 * i);
    view.eyeOrientation.set(eye.orientation, 4 * i);
    view.eyeTangents.set([eye.left, eye.right, eye.up, eye.down], 4 * i);
  });
  view.gazeDirection.set(choices.gaze ?? [0, 0, -1]);
  view.mode[0] = choices.mode ?? 0;
  const off = { lod: false, sixteenth: false, foveaFloor: false };
  writePreset(presetNamed(choices.preset ?? 'narrow'), view, { ...off, ...choices.switches });
  view.quantiles.set(DEFAULT_QUANTILES);
  view.splatBudget[0] = choices.splatBudget ?? 0;
  view.product[0] = choices.product ?? VIEW_PRODUCT.pictures;
  view.captureMs[0] = choices.captureMs ?? 0;
  view.exitSigmaDeg.set(EXIT_SIGMAS);
  view.schedule[0] = choices.deadlineMs === undefined ? 0 : 1;
  view.deadlineMs[0] = choices.deadlineMs ?? 0;
  return view;
}
