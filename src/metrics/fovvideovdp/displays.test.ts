import { describe, expect, it } from 'vitest';
import {
  columnDirection,
  pixelsPerDegree,
  pixelTowards,
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
    const sides = (name: string) => {
      const display = displayNamed(name);
      const across = [-columnDirection(display, 0, 1), columnDirection(display, 1, 1)];
      return [...across, rowDirection(display, 0, 1), -rowDirection(display, 1, 1)].map(Math.round);
    };
    expect(sides('quest3')).toEqual([46, 46, 48, 48]);
    expect(sides('questPro')).toEqual([46, 46, 48, 48]);
    expect(sides('metaVRGlasses')).toEqual([37, 37, 25, 43]);
  });

  it('find the pixel of a direction', () => {
    const display = stretchedOver(displayNamed('quest3'), 300, 200, [2, 1, 1, 1]);
    expect(pixelTowards(display, 300, 200, [0, 0, -1])).toEqual([199.5, 99.5]);
    expect(pixelTowards(display, 300, 200, [-2, 0, -1])).toEqual([-0.5, 99.5]);
    const [x, y] = pixelTowards(display, 300, 200, [0.3, 0.4, -1]);
    expect(columnDirection(display, x + 0.5, 300)).toBeCloseTo((Math.atan(0.3) * 180) / Math.PI, 9);
    expect(rowDirection(display, y + 0.5, 200)).toBeCloseTo((Math.atan(0.4) * 180) / Math.PI, 9);
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
