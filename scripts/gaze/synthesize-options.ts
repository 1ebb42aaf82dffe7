import { parseArgs } from 'node:util';
import { CONDITION_KINDS, type ConditionKind } from '../../src/workers/gaze/eye-camera/eye-conditions.ts';
import { CAMERA_NAMES, type CameraName } from './named-camera.ts';
import { UsageError } from './usage-error.ts';

export interface SynthesizeOptions {
  /** Images to draw. */
  readonly count: number;
  readonly seed: number;
  readonly out: string;
  /** One file for all images and one for all labels, for training. */
  readonly raw: boolean;
  /** Seeds of the first and the last person. */
  readonly people: readonly [number, number];
  readonly camera: CameraName;
  readonly conditions: ConditionKind;
  readonly threads: number;
}

export const SYNTHESIZE_USAGE = `npm run gaze -- --synthesize N --out DIR [options]

Draws N eye images. Without --raw, DIR gets NNNNNN.png and labels.jsonl, a line for each; with it images.u8 (N, height, width),
labels.f32 (N, columns) and layout.json, which names sizes and columns.

  --seed S            other seeds give other gazes and conditions (0)
  --people A-B        seeds of the people, who take turns in equal shares (0-99)
  --camera NAME       ${CAMERA_NAMES.join(', ')} (headset)
  --conditions NAME   ${CONDITION_KINDS.join(', ')} (default)
  --raw               as training reads them
  --threads T         threads that draw, 1 to 64 (2)`;

/** Parses the command line of `--synthesize`. @throws UsageError */
export function parseSynthesizeOptions(args: readonly string[]): SynthesizeOptions {
  const values = parse(args);
  if (values.out === undefined || values.out === '') throw new UsageError('Name a folder with --out.');
  const camera = CAMERA_NAMES.find((name) => name === values.camera);
  if (!camera) throw new UsageError(`--camera wants ${CAMERA_NAMES.join(', ')}, not "${values.camera}".`);
  const conditions = CONDITION_KINDS.find((kind) => kind === values.conditions);
  if (!conditions)
    throw new UsageError(`--conditions wants ${CONDITION_KINDS.join(', ')}, not "${values.conditions}".`);
  return {
    count: wholeNumber('--synthesize', values.synthesize ?? '', 1, 10_000_000),
    seed: wholeNumber('--seed', values.seed, 0, 2 ** 31 - 1),
    out: values.out,
    raw: values.raw,
    people: peopleOf(values.people),
    camera,
    conditions,
    threads: wholeNumber('--threads', values.threads, 1, 64),
  };
}

function wholeNumber(name: string, text: string, least: number, most: number): number {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= least && value <= most))
    throw new UsageError(`${name} wants a whole number from ${least} to ${most}, not "${text}".`);
  return value;
}

function peopleOf(text: string): [number, number] {
  const match = /^(\d{1,7})(?:-(\d{1,7}))?$/.exec(text);
  const first = Number(match?.[1]);
  const last = Number(match?.[2] ?? match?.[1]);
  if (!(first <= last)) throw new UsageError(`--people wants a range such as 0-99, not "${text}".`);
  return [first, last];
}

function parse(args: readonly string[]) {
  const text = (fallback: string) => ({ type: 'string', default: fallback }) as const;
  const optional = { type: 'string' } as const;
  try {
    return parseArgs({
      args: [...args],
      options: {
        synthesize: optional,
        out: optional,
        seed: text('0'),
        people: text('0-99'),
        camera: text('headset'),
        conditions: text('default'),
        threads: text('2'),
        raw: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
