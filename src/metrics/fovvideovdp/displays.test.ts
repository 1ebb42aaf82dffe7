import { describe, expect, it } from 'vitest';
import {
  columnDirection,
  pixelsPerDegree,
  resolutionMagnification,
  rowDirection,
} from './display-geometry.ts';
import { DISPLAY_NAMES, displayNamed, stretchedOver } from './displays.ts';
import { blackLevel, codeToLuminance, luminanceTable } from './photometry.ts';

describe('displays', () => {
  it('are known by name, and by nothing else', () => {
    for (const name of DISPLAY_NAMES) expect(displayNamed(name).peakLuminance).toBeGreaterThan(0);
    expect(() => displayNamed('quest4')).toThrow(/no display "quest4"; there are quest3,/);
    expect(() => displayNamed('toString')).toThrow(RangeError);
  });

  it('span what their makers say', () => {
    const field = (name: string) => {
      const display = displayNamed(name);
      return [2 * columnDirection(display, 1, 1), 2 * rowDirection(display, 0, 1)].map(Math.round);
    };
    expect(field('quest3')).toEqual([92, 96]);
    expect(field('questPro')).toEqual([92, 96]);
    expect(field('metaVRGlasses')).toEqual([74, 70]);
  });

  it('have the density of the picture that is stretched over them', () => {
    const quest3 = displayNamed('quest3');
    const half = stretchedOver(quest3, 1032, 1104);
    expect(pixelsPerDegree(half)).toBeCloseTo(pixelsPerDegree(quest3) / 2, 3);
    const narrow = stretchedOver(quest3, 1000, 1000, [1, 0.5, 1, 1]);
    expect(narrow.widthMetres).toBeCloseTo(1.5 * narrow.distanceMetres);
  });

  it('show a degree with more pixels off their axis', () => {
    const display = displayNamed('standard_hmd');
    expect(resolutionMagnification(display, 0)).toBeCloseTo(1, 6);
    expect(resolutionMagnification(display, 45)).toBeCloseTo(2, 2);
    expect(Number.isFinite(resolutionMagnification(display, 120))).toBe(true);
  });
});

describe('photometry', () => {
  it('goes from the black level to the peak', () => {
    const display = displayNamed('standard_4k');
    expect(blackLevel(display)).toBeCloseTo(0.2 + (250 / Math.PI) * 0.005, 9);
    expect(codeToLuminance(display, 0)).toBeCloseTo(blackLevel(display), 9);
    expect(codeToLuminance(display, 1)).toBeCloseTo(200, 9);
  });

  it('knows gamma, PQ and linear codes', () => {
    const gamma = { ...displayNamed('standard_hmd'), transfer: { gamma: 2 } };
    expect(codeToLuminance(gamma, 0.5)).toBeCloseTo(0.25 * 99.9 + 0.1, 9);
    const pq = displayNamed('standard_hdr_pq');
    // SMPTE ST 2084: code 0.5081 stands for 100 cd/m².
    expect(codeToLuminance(pq, 0.5081) - blackLevel(pq)).toBeCloseTo(100, 1);
    const linear = displayNamed('standard_hdr_linear');
    expect(codeToLuminance(linear, 80) - blackLevel(linear)).toBeCloseTo(80, 9);
    expect(codeToLuminance(linear, 9000) - blackLevel(linear)).toBeCloseTo(1500, 9);
  });

  it('weighs red, green and blue to one', () => {
    const display = displayNamed('desk');
    const table = luminanceTable(display, 256);
    expect(table[255]! + table[511]! + table[767]!).toBeCloseTo(display.peakLuminance, 3);
    expect(table[511]!).toBeGreaterThan(table[255]!);
  });
});
