import { parseArgs } from 'node:util';
import type { KernelVariant } from '../../src/kernels/module.ts';
import { UP_AXES, type UpChoice } from '../../src/workers/splats/formats/raw-splats.ts';
import { FOVEATION_PRESETS } from '../../src/workers/splats/foveation/default-presets.ts';
import type { FoveationPreset, FoveationSwitches } from '../../src/workers/splats/foveation/presets.ts';
import { DEFAULT_QUANTILES } from '../../src/workers/splats/foveation/regions.ts';
import { VIEW_MODE } from '../../src/workers/splats/foveation/view-options.ts';

export interface RenderOptions {
  readonly scene: string;
  readonly out: string;
  readonly width: number;
  readonly height: number;
  readonly position: readonly [number, number, number];
  readonly look: readonly [number, number, number];
  /** Vertical field of view, degrees. */
  readonly fovDeg: number;
  /** Where the eye looks, fractions of the picture from its upper left corner. */
  readonly gaze: readonly [number, number];
  readonly mode: keyof typeof VIEW_MODE;
  readonly preset: FoveationPreset;
  readonly quantiles: readonly number[];
  readonly switches: FoveationSwitches;
  readonly up: UpChoice;
  /** 0 = chosen from the scene's size. */
  readonly metresPerUnit: number;
  /** 0 = as many splats as memory takes. */
  readonly residentBudget: number;
  readonly threads: number;
  /** Build of the kernels; null = the best that this Node accepts. */
  readonly kernels: KernelVariant | null;
  readonly repeat: number;
  readonly json: boolean;
}

export const USAGE = `npm run render -- SCENE [options]

  --out FILE          picture to write (render.png)
  --width N --height N  even numbers of pixels (1280 × 960)
  --position X,Y,Z    where the camera stands, metres, y up (0,1.6,3)
  --look X,Y,Z        what it looks at (0,1,0)
  --fov DEG           vertical field of view (60)
  --mode full|a3fr    all pixels, or foveated around the gaze (full)
  --gaze X,Y          where the eye looks, 0..1 from the upper left (0.5,0.5)
  --preset NAME         foveation preset, see assets/foveation/presets.json
  --quantiles A,B,C   content quantiles (0.25,0.5,0.9)
  --no-lod --no-sixteenth --no-floor  switch off peripheral level of detail, one pixel in sixteen, the full fovea
  --up auto|y-up|y-down|z-up|z-down  which way is up in the file (auto: as its format has it)
  --unit METRES       length of a unit of the file (0: chosen from the scene's size)
  --budget N          most splats that are held (0: as many as memory takes)
  --threads N         render threads (one a core)
  --kernels relaxed|simd|scalar  build of the kernels (the best that this Node accepts)
  --repeat N          draw N times and report the median (1)
  --json              print timings as JSON

SCENE is a .ply, .compressed.ply, .splat, .ksplat, .spz, .sog, .glb or .gltf, the meta.json of an unbundled SOG, the
lod-meta.json of a streamed one, or a folder with one of these.`;

/** A wrong command line, in one sentence. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

function numbers(name: string, text: string, count: number): number[] {
  const values = text.split(',').map(Number);
  if (values.length !== count || text.trim() === '' || !values.every(Number.isFinite)) {
    throw new UsageError(
      `--${name} wants ${count === 1 ? 'a number' : `${count} numbers with commas`}, not "${text}".`,
    );
  }
  return values;
}

/** Parses a command line. @throws UsageError */
export function parseRenderOptions(args: readonly string[], cores: number): RenderOptions {
  const { values, positionals } = parse(args);
  const number = (name: string, text: string, least: number, most: number): number => {
    const [value] = numbers(name, text, 1);
    if (value! < least || value! > most)
      throw new UsageError(`--${name} wants ${least} to ${most}, not ${text}.`);
    return value!;
  };
  const size = (name: string, text: string) => {
    const value = number(name, text, 8, 8192);
    if (value % 2) throw new UsageError(`--${name} wants an even number, not ${text}.`);
    return value;
  };
  if (positionals.length !== 1) throw new UsageError('Name exactly one scene file.');
  if (!(values.mode in VIEW_MODE)) throw new UsageError(`--mode wants full or a3fr, not "${values.mode}".`);
  const { presets } = FOVEATION_PRESETS;
  const preset = presets.find(({ name }) => name === values.preset);
  if (!preset) {
    const names = presets.map(({ name }) => name).join(', ');
    throw new UsageError(`--preset wants ${names}, not "${values.preset}".`);
  }
  return {
    scene: positionals[0]!,
    out: values.out,
    width: size('width', values.width),
    height: size('height', values.height),
    position: numbers('position', values.position, 3) as [number, number, number],
    look: numbers('look', values.look, 3) as [number, number, number],
    fovDeg: number('fov', values.fov, 1, 170),
    gaze: numbers('gaze', values.gaze, 2) as [number, number],
    mode: values.mode as keyof typeof VIEW_MODE,
    preset,
    quantiles: numbers('quantiles', values.quantiles, 3),
    switches: {
      lod: !values['no-lod'],
      sixteenth: !values['no-sixteenth'],
      foveaFloor: !values['no-floor'],
    },
    up: upChoice(values.up),
    metresPerUnit: number('unit', values.unit, 0, 1e6),
    residentBudget: Math.floor(number('budget', values.budget, 0, 50_000_000)),
    threads: number('threads', values.threads ?? String(cores), 1, 64),
    kernels: kernelsOf(values.kernels),
    repeat: number('repeat', values.repeat, 1, 10_000),
    json: values.json,
  };
}

function kernelsOf(name: string | undefined): KernelVariant | null {
  if (name === undefined) return null;
  if (name === 'relaxed' || name === 'simd' || name === 'scalar') return name;
  throw new UsageError(`--kernels wants relaxed, simd or scalar, not "${name}".`);
}

function upChoice(text: string): UpChoice {
  const choices: readonly UpChoice[] = ['auto', ...UP_AXES];
  const choice = choices.find((name) => name === text);
  if (!choice) throw new UsageError(`--up wants ${choices.join(', ')}, not "${text}".`);
  return choice;
}

function parse(args: readonly string[]) {
  const text = (fallback: string) => ({ type: 'string', default: fallback }) as const;
  const flag = { type: 'boolean', default: false } as const;
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        out: text('render.png'),
        width: text('1280'),
        height: text('960'),
        position: text('0,1.6,3'),
        look: text('0,1,0'),
        fov: text('60'),
        gaze: text('0.5,0.5'),
        mode: text('full'),
        preset: text('narrow'),
        quantiles: text(DEFAULT_QUANTILES.join(',')),
        up: text('auto'),
        unit: text('0'),
        budget: text('0'),
        threads: { type: 'string' },
        kernels: { type: 'string' },
        repeat: text('1'),
        json: flag,
        'no-lod': flag,
        'no-sixteenth': flag,
        'no-floor': flag,
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
