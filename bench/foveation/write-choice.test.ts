import { describe, expect, it } from 'vitest';
import { FOVEATION_PRESETS } from '../../src/workers/splats/foveation/default-presets.ts';
import { choiceText, withChoice } from './write-choice.ts';

const record = {
  preset: 'wide',
  cost: 0.12345,
  points: 3,
  worstAt: 'tiles, a, quest3',
  jodLoss: 0.4,
  foveaJodLoss: 0,
  foveaPsnrDb: 100,
};

describe('the choice of a preset', () => {
  it('changes the default, adds the figures and keeps the presets', () => {
    const changed = withChoice(FOVEATION_PRESETS, 'wide', [record]);
    expect(changed.default).toBe('wide');
    expect(changed.presets).toBe(FOVEATION_PRESETS.presets);
    expect(changed).toMatchObject({
      measured: [{ preset: 'wide', cost: 0.123, worstAt: 'tiles, a, quest3' }],
    });
  });

  it('refuses a preset that is not in the file', () => {
    expect(() => withChoice(FOVEATION_PRESETS, 'none', [])).toThrow('no preset "none"');
  });

  it('is written so that it reads back the same, with short lists on one line', () => {
    const changed = withChoice(FOVEATION_PRESETS, 'wide', [record]);
    const text = choiceText(changed);
    expect(JSON.parse(text)).toEqual(changed);
    expect(text).toMatch(/"maxStdDev": \[[\d.]+, [\d.]+\]/);
  });
});

describe('the presets that ship', () => {
  it('hold the default, and the radii of the papers under their names', () => {
    const named = new Map(FOVEATION_PRESETS.presets.map((preset) => [preset.name, preset]));
    expect(named.size).toBe(FOVEATION_PRESETS.presets.length);
    expect(named.has(FOVEATION_PRESETS.default)).toBe(true);
    expect(named.get('narrow')?.radii).toEqual({ r4: 4, r3: 9, r2: 30 });
    expect(named.get('wide')?.radii).toEqual({ r4: 18, r3: 26, r2: 33 });
  });

  it('step down outwards only', () => {
    for (const { radii, farDeg, grade } of FOVEATION_PRESETS.presets) {
      expect(radii.r4).toBeLessThan(radii.r3);
      expect(radii.r3).toBeLessThan(radii.r2);
      expect(radii.r2).toBeLessThan(farDeg);
      expect(grade.startDeg).toBeLessThan(grade.endDeg);
      expect(grade.maxStdDev[1]).toBeLessThanOrEqual(grade.maxStdDev[0]);
      expect(grade.minAlpha[1]).toBeGreaterThanOrEqual(grade.minAlpha[0]);
    }
  });
});
