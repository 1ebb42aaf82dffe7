import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FOVEATION_PRESETS } from '../workers/splats/foveation/default-presets.ts';
import { DEFAULT_SETTINGS, type Settings } from './settings.ts';
import { canonicalUrl, PARAMETERS, parseUrl } from './url-parameters.ts';

const PAGE = 'https://saccade.example/app/';
const PRESETS = FOVEATION_PRESETS.presets.map(({ name }) => name);
const OTHER_PRESET = PRESETS.find((name) => name !== DEFAULT_SETTINGS.preset)!;

describe('parseUrl', () => {
  it('gives the defaults for a bare address', () => {
    expect(parseUrl(PAGE)).toEqual({ settings: DEFAULT_SETTINGS, complaints: [] });
  });

  it('reads every kind of parameter', () => {
    const { settings, complaints } = parseUrl(
      `${PAGE}?mode=full&preset=${OTHER_PRESET}&renderer=quads&quantiles=0.1,0.2,0.95&lod=0&width=512&scale=0.5&overlays=rings,trail` +
        '&emulate=metaQuestPro&rate=90&trace=reading&workers=3&gaze=replay&scene=scenes/hall.sog&stats=0&bench=30' +
        '&up=z-down&unit=0.01&resident=400000&truth=pointer&person=7&glasses=1&pupil=4&slip=0,1.5,-2&topK=0.5&schedule=last',
    );
    expect(complaints).toEqual([]);
    expect(settings).toEqual({
      ...DEFAULT_SETTINGS,
      mode: 'full',
      renderer: 'quads',
      preset: OTHER_PRESET,
      quantiles: [0.1, 0.2, 0.95],
      lod: false,
      width: 512,
      scale: 0.5,
      rings: true,
      trail: true,
      emulate: 'metaQuestPro',
      rate: 90,
      trace: 'reading',
      workers: 3,
      gaze: 'replay',
      scene: 'scenes/hall.sog',
      stats: false,
      bench: 30,
      up: 'z-down',
      unit: 0.01,
      resident: 400_000,
      truth: 'pointer',
      person: 7,
      glasses: true,
      pupil: 4,
      slip: [0, 1.5, -2],
      topK: 0.5,
      schedule: 'last',
    } satisfies Settings);
  });

  it('says in one sentence what is wrong and uses the default', () => {
    const { settings, complaints } = parseUrl(`${PAGE}?mode=fast`);
    expect(settings.mode).toBe(DEFAULT_SETTINGS.mode);
    expect(complaints).toEqual(['The address says mode=fast, but mode must be full or a3fr; using a3fr.']);
  });

  it('names the presets that there are', () => {
    const { settings, complaints } = parseUrl(`${PAGE}?preset=nosuch`);
    expect(settings.preset).toBe(FOVEATION_PRESETS.default);
    expect(complaints).toHaveLength(1);
    for (const name of PRESETS) expect(complaints[0]).toContain(name);
  });

  it.each([
    'renderer=webgpu',
    'quantiles=0.5,0.25,0.9',
    'quantiles=0.5,0.6',
    'quantiles=0.1,0.2,1.5',
    'quantiles=a,b,c',
    'width=12.5',
    'width=-1',
    'width=',
    'width=99999',
    'scale=NaN',
    'lod=yes',
    'overlays=rings,stars',
    'emulate=vive',
    'gaze=webcam',
    'truth=head',
    'person=0',
    'person=1.5',
    'glasses=yes',
    'pupil=1',
    'pupil=9',
    'slip=1,2',
    'slip=1,2,99',
    'slip=1,,2',
    'topK=0.01',
    'topK=1.1',
    'schedule=always',
    'scene=',
    'scene=https://elsewhere.example/a.ply',
    'scene=//elsewhere.example/a.ply',
    'scene=data:text/plain,a',
    'budget=1e99',
    'up=x-up',
    'unit=0.0001',
    'unit=-1',
    'unit=1001',
    'resident=1.5',
    'trace=file',
  ])('refuses %s', (query) => {
    const { settings, complaints } = parseUrl(`${PAGE}?${query}`);
    expect(settings).toEqual(DEFAULT_SETTINGS);
    expect(complaints).toHaveLength(1);
  });

  it('names unknown parameters', () => {
    expect(parseUrl(`${PAGE}?moed=full`).complaints).toEqual([
      'The address has “moed”, which is not a setting; it is ignored.',
    ]);
  });

  it('takes a bare emulate as the default headset', () => {
    expect(parseUrl(`${PAGE}?emulate=`).settings.emulate).toBe('metaVRGlasses');
  });
});

describe('canonicalUrl', () => {
  it('is the bare address for the defaults and keeps the hash', () => {
    expect(canonicalUrl(DEFAULT_SETTINGS, `${PAGE}?lod=1&junk=2#top`)).toBe(`${PAGE}#top`);
  });

  it('has a parameter for every setting', () => {
    const changed: Settings = {
      mode: 'full',
      renderer: 'quads',
      preset: OTHER_PRESET,
      quantiles: [0, 0, 1],
      lod: false,
      sixteenth: false,
      foveaFloor: false,
      budget: 5,
      width: 320,
      scale: 2,
      margin: 0,
      rings: true,
      tiles: true,
      trail: true,
      meshes: true,
      gaze: 'head',
      stats: false,
      scene: '/a b.ply?v=1&x=é',
      emulate: 'metaQuest3',
      rate: 72,
      trace: 'pursuit',
      workers: 1,
      bench: 5,
      up: 'y-down',
      unit: 0.3048,
      resident: 1000,
      truth: 'replay',
      person: 7,
      glasses: true,
      pupil: 3.5,
      slip: [1, -0.5, 0],
      topK: 0.8,
      schedule: 'last',
    };
    const url = canonicalUrl(changed, PAGE);
    expect(parseUrl(url)).toEqual({ settings: changed, complaints: [] });
    expect(new URL(url).searchParams.size).toBe(PARAMETERS.length);
  });

  it('names no trace that the person opened: it is gone with the page', () => {
    expect(canonicalUrl({ ...DEFAULT_SETTINGS, gaze: 'replay', trace: 'file' }, PAGE)).toBe(PAGE);
    expect(canonicalUrl({ ...DEFAULT_SETTINGS, gaze: 'head', trace: 'file' }, PAGE)).toBe(
      `${PAGE}?gaze=head`,
    );
    expect(canonicalUrl({ ...DEFAULT_SETTINGS, gaze: 'camera', truth: 'replay', trace: 'file' }, PAGE)).toBe(
      `${PAGE}?gaze=camera`,
    );
  });

  it('is undone by parseUrl and stable', () => {
    fc.assert(
      fc.property(
        fc.record({
          mode: fc.constantFrom('full' as const, 'a3fr' as const),
          rings: fc.boolean(),
          meshes: fc.boolean(),
          width: fc.integer({ min: 0, max: 2048 }),
          scale: fc.double({ min: 0.25, max: 2, noNaN: true }),
          budget: fc.nat({ max: 50_000_000 }),
        }),
        (change) => {
          const settings = { ...DEFAULT_SETTINGS, ...change };
          const url = canonicalUrl(settings, PAGE);
          expect(parseUrl(url).settings).toEqual(settings);
          expect(canonicalUrl(parseUrl(url).settings, url)).toBe(url);
        },
      ),
      { seed: 5 },
    );
  });
});
