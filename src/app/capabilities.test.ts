import { describe, expect, it } from 'vitest';
import type { RendererState } from '../xr/scene/renderer/renderer-choice.ts';
import { type CapabilityFacts, capabilityRows, limitsOf } from './capabilities.ts';

const QUADS: RendererState = {
  wish: 'auto',
  measure: { renderer: 'quads', splatsPerMs: 9000 },
  failure: null,
  running: 'quads',
  why: 'draws 9,000 splats/ms: splats are drawn by the GPU',
};
const TILES: RendererState = { ...QUADS, running: 'tiles', why: 'draws 90 splats/ms: too slow' };

const GOOD: CapabilityFacts = {
  isolated: true,
  splats: { shared: true, simd: true, relaxedSimd: true, workers: 3, degraded: [] },
  cores: 8,
  xr: 'native',
  flatReason: null,
  gazeGranted: true,
  renderer: 'Adreno 740',
  choice: QUADS,
  off: [],
};

/** Names of the rows that tell of a limit. */
function limits(change: Partial<CapabilityFacts>): string[] {
  return limitsOf(capabilityRows({ ...GOOD, ...change })).map(({ name }) => name);
}

describe('capabilityRows', () => {
  it('is all good on a full machine', () => {
    expect(capabilityRows(GOOD).filter(({ state }) => state !== 'good')).toEqual([]);
  });

  it('gives a reason for everything that is missing', () => {
    const rows = capabilityRows({
      isolated: false,
      splats: { shared: false, simd: false, relaxedSimd: false, workers: 1, degraded: ['one worker only'] },
      cores: 2,
      xr: { reason: 'There is no headset here.' },
      flatReason: 'This browser offers no WebGL2.',
      gazeGranted: false,
      renderer: 'no WebGL 2',
      choice: TILES,
      off: ['The loader is switched off.'],
    });
    expect(rows.filter(({ state }) => state === 'good')).toEqual([]);
    expect(rows.map(({ text }) => text).join(' ')).toMatch(
      /^The loader is switched off\..*COOP and COEP.*no headset.*no WebGL2\..*one worker only$/,
    );
    for (const { text } of rows) expect(text.length).toBeGreaterThan(5);
  });

  it.each<[string, Partial<CapabilityFacts>, string[]]>([
    ['no SIMD', { splats: { ...GOOD.splats, simd: false, relaxedSimd: false } }, ['WebAssembly SIMD']],
    ['no relaxed SIMD', { splats: { ...GOOD.splats, relaxedSimd: false } }, ['Relaxed SIMD']],
    ['one core', { cores: 1, splats: { ...GOOD.splats, workers: 1 } }, ['Render workers']],
    ['software GL', { renderer: 'ANGLE (Mesa, llvmpipe)' }, ['Graphics']],
    ['no WebGL2', { flatReason: 'none' }, ['WebGL2']],
    ['slow graphics', { choice: TILES }, ['Splat renderer: tiles']],
    ['a GPU that failed', { choice: { ...TILES, failure: 'It broke.' } }, ['Splat renderer: tiles']],
    ['graphics not yet measured', { choice: { ...TILES, measure: null } }, []],
    ['a renderer chosen by hand', { choice: { ...TILES, wish: 'tiles' } }, []],
    ['a worker that is off', { off: ['The loader is off.'] }, ['Switched off']],
  ])('counts %s by its limits', (_what, change, names) => {
    expect(limits(change)).toEqual(names);
  });

  it('tells once what the renderer also tells', () => {
    const degraded = ['The page is not cross-origin isolated: pictures are copied.', 'Half the scene fits.'];
    expect(limits({ isolated: false, splats: { ...GOOD.splats, degraded } })).toEqual([
      'Cross-origin isolation',
      'Splat renderer',
    ]);
  });

  it('counts an emulated headset as no limit, and claims nothing about gaze before a session', () => {
    const change = { xr: 'emulated', gazeGranted: null } as const;
    expect(limits(change)).toEqual([]);
    const row = capabilityRows({ ...GOOD, ...change }).find(({ name }) => name === 'Eye gaze');
    expect(row).toMatchObject({ state: 'note', text: 'known once VR is entered' });
  });
});
