import { folder, Leva, useControls } from 'leva';
import { useEffect } from 'react';
import { useStore } from 'zustand';
import { FOVEATION_PRESETS } from '../workers/splats/foveation/default-presets.ts';
import { GAZE_CHOICES } from '../xr/gaze/gaze-choice.ts';
import { RENDER_MODES } from '../xr/scene/display-settings.ts';
import { RENDERER_WISHES } from '../xr/scene/renderer/renderer-names.ts';
import {
  LEAST_TOP_K,
  MOST_SLIP_MM,
  PUPIL_MM,
  SCHEDULE_CHOICES,
  TRUTH_CHOICES,
} from './eye-camera/eye-settings.ts';
import { useServices } from './services.ts';
import { GAZE_TRACES, type GazeTraceChoice, type Settings, UNIT_METRES, UP_CHOICES } from './settings.ts';

interface FromPanel {
  readonly fromPanel: boolean;
  /** Set when controls are made, with the values that they were described with. */
  readonly initial: boolean;
}

const THEME = {
  colors: {
    elevation1: '#10141ce6',
    elevation2: '#10141ccc',
    elevation3: '#232a37',
    accent1: '#b8741f',
    accent2: '#d68a2c',
    accent3: '#f0a64a',
    highlight1: '#8b95a7',
    highlight2: '#c6cdd9',
    highlight3: '#f4f6fa',
  },
  fontSizes: { root: '12px' },
  sizes: { rootWidth: '310px', controlWidth: '150px' },
} as const;

/** The part of the settings that the panel edits, as plain values under the settings' own names. */
function panelValues(settings: Settings) {
  const { renderer, mode, preset, lod, sixteenth, foveaFloor, budget, width, scale, margin, gaze, trace } =
    settings;
  const { rings, tiles, trail, meshes, stats, quantiles, up, unit, resident } = settings;
  const { truth, person, glasses, pupil, slip, topK, schedule } = settings;
  const [p2, p3, p4] = quantiles;
  const [slipRight, slipUp, slipForward] = slip;
  return {
    renderer,
    mode,
    preset,
    lod,
    sixteenth,
    foveaFloor,
    budget,
    width,
    scale,
    margin,
    gaze,
    trace,
    rings,
    tiles,
    trail,
    meshes,
    stats,
    up,
    unit,
    resident,
    truth,
    person,
    glasses,
    pupil,
    slip: { x: slipRight, y: slipUp, z: slipForward },
    topK,
    schedule,
    p2,
    p3,
    p4,
  };
}

/** Every switch as a control. The settings store is the truth: the panel follows it and writes to it. */
export function SettingsPanel() {
  const { settings, traceFile } = useServices();
  const hasTraceFile = useStore(traceFile, (state) => state.opened !== null);

  const [, set] = useControls(() => {
    const start = panelValues(settings.getState());
    const write = (change: Partial<Settings>, { fromPanel, initial }: FromPanel) => {
      if (fromPanel && !initial) settings.setState(change);
    };
    /** A control of one setting. */
    const control = <K extends keyof Settings & keyof typeof start>(
      key: K,
      label: string,
      options: object = {},
    ) => ({
      value: start[key],
      label,
      ...options,
      onChange: (value: Settings[K], _path: string, context: FromPanel) => write({ [key]: value }, context),
    });
    const quantile = (key: 'p2' | 'p3' | 'p4', index: 0 | 1 | 2) => ({
      value: start[key],
      min: 0,
      max: 1,
      step: 0.01,
      onChange: (value: number, _path: string, context: FromPanel) =>
        write({ quantiles: withQuantile(settings.getState().quantiles, index, value) }, context),
    });
    const traces: readonly GazeTraceChoice[] = hasTraceFile ? [...GAZE_TRACES, 'file'] : GAZE_TRACES;
    return {
      Scene: folder({
        up: control('up', 'Up in the file', { options: UP_CHOICES }),
        unit: {
          ...control('unit', 'Unit, m, 0 auto', { min: 0, step: 0.01 }),
          onChange: (value: number, _path: string, context: FromPanel) =>
            write({ unit: usableUnit(value) }, context),
        },
        resident: control('resident', 'Held, 0 all', { min: 0, max: 5_000_000, step: 50_000 }),
      }),
      Foveation: folder({
        mode: control('mode', 'Mode', { options: RENDER_MODES }),
        preset: control('preset', 'Preset', { options: FOVEATION_PRESETS.presets.map(({ name }) => name) }),
        gaze: control('gaze', 'Gaze', { options: GAZE_CHOICES }),
        trace: control('trace', 'Replay of', { options: traces }),
        lod: control('lod', 'Less far away'),
        sixteenth: control('sixteenth', '1 pixel in 16'),
        foveaFloor: control('foveaFloor', 'Full fovea'),
        p2: quantile('p2', 0),
        p3: quantile('p3', 1),
        p4: quantile('p4', 2),
      }),
      'Eye camera': folder({
        truth: control('truth', 'Eye follows', { options: TRUTH_CHOICES }),
        person: {
          ...control('person', 'Person', { min: 1, step: 1 }),
          onChange: (value: number, _path: string, context: FromPanel) =>
            write({ person: Math.max(1, Math.round(value)) }, context),
        },
        glasses: control('glasses', 'Glasses'),
        pupil: {
          ...control('pupil', 'Pupil, mm, 0 auto', { min: 0, max: PUPIL_MM[1], step: 0.1 }),
          onChange: (value: number, _path: string, context: FromPanel) =>
            write({ pupil: zeroOrAtLeast(value, PUPIL_MM[0]) }, context),
        },
        slip: {
          value: start.slip,
          label: 'Slippage, mm',
          step: 0.1,
          ...{ min: -MOST_SLIP_MM, max: MOST_SLIP_MM },
          onChange: ({ x, y, z }: typeof start.slip, _path: string, context: FromPanel) =>
            write({ slip: [x, y, z] }, context),
        },
        topK: {
          ...control('topK', 'Tokens kept, 0 auto', { min: 0, max: 1, step: 0.05 }),
          onChange: (value: number, _path: string, context: FromPanel) =>
            write({ topK: zeroOrAtLeast(value, LEAST_TOP_K) }, context),
        },
        schedule: control('schedule', 'Exits used', { options: SCHEDULE_CHOICES }),
      }),
      Picture: folder({
        renderer: control('renderer', 'Renderer', { options: RENDERER_WISHES }),
        width: control('width', 'Width, 0 auto', { min: 0, max: 2048, step: 16 }),
        scale: control('scale', 'Scale', { min: 0.25, max: 2, step: 0.05 }),
        margin: control('margin', 'Margin, deg', { min: 0, max: 20, step: 0.5 }),
        budget: control('budget', 'Splats, 0 all', { min: 0, max: 2_000_000, step: 10_000 }),
      }),
      Overlays: folder({
        rings: control('rings', 'Fovea rings'),
        tiles: control('tiles', 'Tile levels'),
        trail: control('trail', 'Gaze trail'),
        meshes: control('meshes', 'Sample meshes'),
        stats: control('stats', 'Measurements'),
      }),
    };
  }, [hasTraceFile]);

  useEffect(() => {
    const follow = (state: Settings) => {
      const { trace, ...others } = panelValues(state);
      // The panel learns of a trace file a moment after it is chosen.
      set((trace === 'file' && !hasTraceFile ? others : { ...others, trace }) as object);
    };
    follow(settings.getState());
    return settings.subscribe(follow);
  }, [settings, set, hasTraceFile]);
  return <Leva collapsed theme={THEME} titleBar={{ title: 'Settings', filter: false }} />;
}

/** 0, or what is not below the least; what is nearer to 0 becomes 0. */
function zeroOrAtLeast(value: number, least: number): number {
  return value < least / 2 ? 0 : Math.max(least, value);
}

/** The nearest unit that a file may have; 0 = chosen. */
function usableUnit(value: number): number {
  return value <= 0 ? 0 : Math.min(Math.max(value, UNIT_METRES[0]), UNIT_METRES[1]);
}

/** Replaces one quantile and keeps the three in rising order. */
function withQuantile(old: Settings['quantiles'], index: 0 | 1 | 2, value: number): Settings['quantiles'] {
  const [p2, p3, p4] = old;
  if (index === 0) return [value, Math.max(p3, value), Math.max(p4, value)];
  if (index === 1) return [Math.min(p2, value), value, Math.max(p4, value)];
  return [Math.min(p2, value), Math.min(p3, value), value];
}
