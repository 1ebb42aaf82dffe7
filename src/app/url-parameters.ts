import { FOVEATION_PRESETS } from '../workers/splats/foveation/default-presets.ts';
import { GAZE_CHOICES } from '../xr/gaze/gaze-choice.ts';
import { RENDER_MODES } from '../xr/scene/display-settings.ts';
import { RENDERER_WISHES } from '../xr/scene/renderer/renderer-names.ts';
import { EMULATED_DEVICES } from '../xr/session/emulator.ts';
import {
  LEAST_TOP_K,
  MOST_SLIP_MM,
  PUPIL_MM,
  SCHEDULE_CHOICES,
  TRUTH_CHOICES,
} from './eye-camera/eye-settings.ts';
import { DEFAULT_SETTINGS, GAZE_TRACES, type Settings, UNIT_METRES, UP_CHOICES } from './settings.ts';

/** One URL parameter: how a text becomes settings and back. */
export interface Parameter {
  readonly key: string;
  /** What a usable value looks like, as the end of "mode must be …". */
  readonly expects: string;
  /** @returns null when the text cannot be used. */
  read(text: string, pageUrl: string): Partial<Settings> | null;
  write(settings: Settings): string;
}

type KeysOf<T> = { [K in keyof Settings]: Settings[K] extends T ? K : never }[keyof Settings];

function choice<K extends KeysOf<string>>(key: K, options: readonly Settings[K][]): Parameter {
  return {
    key,
    expects: options.join(', ').replace(/, ([^,]*)$/, ' or $1'),
    read: (text) => ((options as readonly string[]).includes(text) ? { [key]: text } : null),
    write: (settings) => settings[key],
  };
}

function flag(key: KeysOf<boolean>): Parameter {
  return {
    key,
    expects: '0 or 1',
    read: (text) => (text === '0' || text === '1' ? { [key]: text === '1' } : null),
    write: (settings) => (settings[key] ? '1' : '0'),
  };
}

function numeric(key: KeysOf<number>, kind: 'integer' | 'number', low: number, high: number): Parameter {
  return {
    key,
    expects: `${kind === 'integer' ? 'a whole number' : 'a number'} from ${low} to ${high}`,
    read: (text) => {
      const value = text.trim() === '' ? Number.NaN : Number(text);
      const usable = value >= low && value <= high && (kind === 'number' || Number.isInteger(value));
      return usable ? { [key]: value } : null;
    },
    write: (settings) => String(settings[key]),
  };
}

const OVERLAYS = ['rings', 'tiles', 'trail', 'meshes'] as const;

const overlays: Parameter = {
  key: 'overlays',
  expects: 'a list of rings, tiles, trail and meshes, separated by commas',
  read: (text) => {
    const names = text === '' ? [] : text.split(',');
    if (!names.every((name) => (OVERLAYS as readonly string[]).includes(name))) return null;
    return Object.fromEntries(OVERLAYS.map((name) => [name, names.includes(name)]));
  },
  write: (settings) => OVERLAYS.filter((name) => settings[name]).join(','),
};

const quantiles: Parameter = {
  key: 'quantiles',
  expects: 'three rising numbers from 0 to 1, separated by commas',
  read: (text) => {
    const values = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
    const [p2, p3, p4] = values;
    if (values.length !== 3 || !(p2! >= 0 && p2! <= p3! && p3! <= p4! && p4! <= 1)) return null;
    return { quantiles: [p2!, p3!, p4!] };
  },
  write: (settings) => settings.quantiles.join(','),
};

const scene: Parameter = {
  key: 'scene',
  expects: 'an address on this site',
  read: (text, pageUrl) => {
    const url = URL.parse(text, pageUrl);
    return text !== '' && url?.origin === new URL(pageUrl).origin ? { scene: text } : null;
  },
  write: (settings) => settings.scene ?? '',
};

const emulate: Parameter = {
  key: 'emulate',
  expects: EMULATED_DEVICES.join(', ').replace(/, ([^,]*)$/, ' or $1'),
  read: (text) => {
    const device =
      text === '' || text === '1' ? EMULATED_DEVICES[0] : EMULATED_DEVICES.find((d) => d === text);
    return device ? { emulate: device } : null;
  },
  write: (settings) => settings.emulate ?? '',
};

/** A number in a range, or 0 for what the app chooses. */
function zeroOr(key: KeysOf<number>, low: number, high: number): Parameter {
  return {
    key,
    expects: `0 or a number from ${low} to ${high}`,
    read: (text) => {
      const value = text.trim() === '' ? Number.NaN : Number(text);
      return value === 0 || (value >= low && value <= high) ? { [key]: value } : null;
    },
    write: (settings) => String(settings[key]),
  };
}

const slip: Parameter = {
  key: 'slip',
  expects: `three numbers of millimetres from -${MOST_SLIP_MM} to ${MOST_SLIP_MM}, separated by commas`,
  read: (text) => {
    const values = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
    const [right, up, forward] = values;
    const usable = values.length === 3 && values.every((value) => Math.abs(value) <= MOST_SLIP_MM);
    return usable ? { slip: [right!, up!, forward!] } : null;
  },
  write: (settings) => settings.slip.join(','),
};

/** A trace that the person opened is gone with the page, so an address can neither name it nor ask for its replay. */
function isTraceFile({ gaze, trace }: Settings): boolean {
  return gaze === 'replay' && trace === 'file';
}

/** The same for a trace that the simulated eye follows. */
const truth: Parameter = {
  ...choice('truth', TRUTH_CHOICES),
  write: (settings) =>
    settings.truth === 'replay' && settings.trace === 'file' ? DEFAULT_SETTINGS.truth : settings.truth,
};

const gaze: Parameter = {
  ...choice('gaze', GAZE_CHOICES),
  write: (settings) => (isTraceFile(settings) ? DEFAULT_SETTINGS.gaze : settings.gaze),
};

const trace: Parameter = {
  ...choice('trace', GAZE_TRACES),
  write: (settings) => (settings.trace === 'file' ? DEFAULT_SETTINGS.trace : settings.trace),
};

/** Every switch, in the order in which a canonical address names them. */
export const PARAMETERS: readonly Parameter[] = [
  scene,
  choice('up', UP_CHOICES),
  zeroOr('unit', UNIT_METRES[0], UNIT_METRES[1]),
  numeric('resident', 'integer', 0, 50_000_000),
  gaze,
  trace,
  truth,
  numeric('person', 'integer', 1, 2 ** 31 - 1),
  flag('glasses'),
  zeroOr('pupil', PUPIL_MM[0], PUPIL_MM[1]),
  slip,
  zeroOr('topK', LEAST_TOP_K, 1),
  choice('schedule', SCHEDULE_CHOICES),
  choice('renderer', RENDERER_WISHES),
  choice('mode', RENDER_MODES),
  choice(
    'preset',
    FOVEATION_PRESETS.presets.map((preset) => preset.name),
  ),
  quantiles,
  flag('lod'),
  flag('sixteenth'),
  flag('foveaFloor'),
  numeric('budget', 'integer', 0, 50_000_000),
  numeric('width', 'integer', 0, 2048),
  numeric('scale', 'number', 0.25, 2),
  numeric('margin', 'number', 0, 20),
  overlays,
  flag('stats'),
  emulate,
  numeric('rate', 'number', 0, 240),
  numeric('workers', 'integer', 0, 64),
  numeric('bench', 'number', 0, 3600),
];

export interface ParsedUrl {
  readonly settings: Settings;
  /** One sentence for each thing in the address that could not be used. */
  readonly complaints: readonly string[];
}

/** Reads all settings from an address. What is missing or cannot be used takes its default. */
export function parseUrl(pageUrl: string): ParsedUrl {
  const search = new URL(pageUrl).searchParams;
  const complaints: string[] = [];
  let settings = DEFAULT_SETTINGS;
  for (const parameter of PARAMETERS) {
    const text = search.get(parameter.key);
    if (text === null) continue;
    const change = parameter.read(text, pageUrl);
    if (change) settings = { ...settings, ...change };
    else {
      const used = parameter.write(DEFAULT_SETTINGS) || 'the default';
      complaints.push(
        `The address says ${parameter.key}=${text}, but ${parameter.key} must be ${parameter.expects}; using ${used}.`,
      );
    }
  }
  for (const key of new Set(search.keys())) {
    if (!PARAMETERS.some((parameter) => parameter.key === key)) {
      complaints.push(`The address has “${key}”, which is not a setting; it is ignored.`);
    }
  }
  return { settings, complaints };
}

/** The shortest address of the same page that gives these settings: only what differs from the defaults. */
export function canonicalUrl(settings: Settings, pageUrl: string): string {
  const parts: string[] = [];
  for (const parameter of PARAMETERS) {
    const text = parameter.write(settings);
    if (text !== parameter.write(DEFAULT_SETTINGS)) parts.push(`${parameter.key}=${encodeValue(text)}`);
  }
  const { origin, pathname, hash } = new URL(pageUrl);
  return `${origin}${pathname}${parts.length > 0 ? `?${parts.join('&')}` : ''}${hash}`;
}

/** Keeps the characters readable that a query may hold as they are. */
function encodeValue(text: string): string {
  return encodeURIComponent(text).replace(/%2C/g, ',').replace(/%2F/g, '/').replace(/%3A/g, ':');
}
