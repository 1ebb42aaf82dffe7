import { describe, expect, it } from 'vitest';
import { type CapabilityFacts, capabilityRows } from './capabilities.ts';

const GOOD: CapabilityFacts = {
  isolated: true,
  splats: { shared: true, simd: true, relaxedSimd: true, workers: 3, degraded: [] },
  cores: 8,
  xr: 'native',
  gazeGranted: true,
  renderer: 'Adreno 740',
};

describe('capabilityRows', () => {
  it('is all good on a full machine', () => {
    expect(capabilityRows(GOOD).filter(({ state }) => state !== 'good')).toEqual([]);
  });

  it('gives a reason for everything that is missing', () => {
    const rows = capabilityRows({
      isolated: false,
      splats: { shared: false, simd: false, relaxedSimd: false, workers: 1, degraded: ['one worker only'] },
      cores: 2,
      xr: 'emulated',
      gazeGranted: false,
      renderer: 'ANGLE (Mesa, llvmpipe)',
    });
    expect(rows.filter(({ state }) => state === 'good')).toEqual([]);
    expect(rows.map(({ text }) => text).join(' ')).toMatch(/COOP and COEP.*one worker only/);
    for (const { text } of rows) expect(text.length).toBeGreaterThan(5);
  });

  it('claims nothing about gaze before a session', () => {
    const row = capabilityRows({ ...GOOD, gazeGranted: null }).find(({ name }) => name === 'Eye gaze');
    expect(row?.text).toContain('once VR is entered');
  });
});
