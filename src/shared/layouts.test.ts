import { describe, expect, it } from 'vitest';
import { GAZE_SOURCES, gazeSourceCode, gazeSourceOf } from './gaze.ts';
import { defineLayout, type Fields, f32, f64, i32, type Layout } from './layout.ts';
import * as table from './layouts.ts';

const BYTES = { f32: 4, f64: 8, i32: 4 } as const;

function isLayout(value: unknown): value is Layout<Fields> {
  return typeof value === 'object' && value !== null && 'wordCount' in value;
}

const layouts = Object.values<unknown>(table).filter(isLayout);

describe.each(layouts.map((layout) => [layout.name, layout] as const))('layout %s', (_, layout) => {
  const spans = Object.entries(layout.fields).map(([name, { type, length }]) => {
    const start = layout.offsets[name]!;
    return { name, start, end: start + BYTES[type] * length, size: BYTES[type] };
  });

  it('aligns every field to its size', () => {
    for (const { name, start, size } of spans) expect(start % size, name).toBe(0);
  });

  it('has no field that overlaps another or leaves the record', () => {
    let end = 0;
    for (const span of spans.toSorted((a, b) => a.start - b.start)) {
      expect(span.start, span.name).toBeGreaterThanOrEqual(end);
      end = span.end;
    }
    expect(end).toBeLessThanOrEqual(layout.wordCount * 4);
    expect(layout.wordCount % 2).toBe(0);
  });

  it('gives records whose views cover exactly the fields', () => {
    const record = layout.record();
    for (const { name, start, end } of spans) {
      const view = record[name]!;
      expect([view.byteOffset, view.byteOffset + view.byteLength], name).toEqual([start, end]);
    }
    expect(record.words.length).toBe(layout.wordCount);
  });
});

describe('layout table', () => {
  it('has a name for every layout that no other has: bridges tell messages apart by it', () => {
    expect(new Set(layouts.map(({ name }) => name)).size).toBe(layouts.length);
  });

  it('stays as it is: recorded traces and compiled kernels rely on these offsets', () => {
    const offsets = layouts.map(({ name, wordCount, offsets }) => ({ name, wordCount, ...offsets }));
    expect(offsets).toMatchInlineSnapshot(`
      [
        {
          "captureMs": 0,
          "confidence": 36,
          "direction": 8,
          "exit": 40,
          "filtered": 20,
          "flags": 48,
          "image": 52,
          "name": "gaze",
          "sigmaDeg": 32,
          "source": 44,
          "wordCount": 14,
        },
        {
          "captureMs": 0,
          "direction": 8,
          "glasses": 48,
          "name": "eye",
          "openness": 20,
          "person": 40,
          "pupilMm": 24,
          "serial": 44,
          "slipMm": 28,
          "wordCount": 14,
        },
        {
          "cameraMs": 32,
          "captureMs": 8,
          "crop": 16,
          "exitAngles": 60,
          "exitMs": 36,
          "exitTokens": 108,
          "name": "eye-image",
          "serial": 0,
          "slot": 4,
          "topK": 132,
          "wordCount": 34,
        },
        {
          "ambient": 16,
          "calibration": 20,
          "name": "tracker-control",
          "noise": 12,
          "reuseBelow": 8,
          "switches": 4,
          "topK": 0,
          "wordCount": 18,
        },
        {
          "captureMs": 0,
          "contribution": 264,
          "deadlineMs": 232,
          "exitSigmaDeg": 240,
          "eyeCount": 36,
          "eyeOrientation": 72,
          "eyePosition": 48,
          "eyeTangents": 104,
          "farDeg": 200,
          "floorDeg": 196,
          "gazeDirection": 136,
          "gazeFlags": 224,
          "gazeMs": 152,
          "gazeSigmaDeg": 160,
          "headOrientation": 20,
          "headPosition": 8,
          "height": 44,
          "lod": 204,
          "mode": 168,
          "name": "view",
          "product": 164,
          "quantiles": 184,
          "radii": 172,
          "schedule": 220,
          "splatBudget": 216,
          "width": 40,
          "wordCount": 70,
        },
        {
          "captureMs": 24,
          "exit": 228,
          "eyeCount": 12,
          "eyeOrientation": 100,
          "eyePosition": 76,
          "eyeTangents": 132,
          "finishedMs": 40,
          "gazeBasis": 240,
          "gazeDirection": 164,
          "gazeImage": 232,
          "gazeMs": 32,
          "headOrientation": 60,
          "headPosition": 48,
          "height": 20,
          "idleMs": 224,
          "name": "frame",
          "passMs": 216,
          "pixelsShaded": 184,
          "pixelsTotal": 188,
          "rounds": 236,
          "scene": 4,
          "serial": 0,
          "slot": 8,
          "splatsProjected": 180,
          "splatsTotal": 176,
          "stageMs": 192,
          "width": 16,
          "wordCount": 62,
        },
        {
          "captureMs": 16,
          "count": 12,
          "eyeCount": 80,
          "finishedMs": 32,
          "gazeDirection": 68,
          "gazeMs": 24,
          "headOrientation": 52,
          "headPosition": 40,
          "height": 88,
          "name": "list",
          "scene": 4,
          "serial": 0,
          "slot": 8,
          "splatsInView": 96,
          "splatsTotal": 92,
          "stageMs": 100,
          "visibilityKnown": 116,
          "width": 84,
          "wordCount": 30,
        },
      ]
    `);
  });
});

describe('defineLayout', () => {
  it('pads before f64 and up to an even number of words', () => {
    const layout = defineLayout('padded', { a: f32(), b: f64(), c: i32(3) });
    expect(layout.offsets).toEqual({ a: 0, b: 8, c: 16 });
    expect(layout.wordCount).toBe(8);
  });

  it('refuses empty fields, broken lengths and the reserved name', () => {
    expect(() => defineLayout('x', { a: f32(0) })).toThrow(RangeError);
    expect(() => defineLayout('x', { a: f32(1.5) })).toThrow(RangeError);
    expect(() => defineLayout('x', { words: i32() })).toThrow('"words"');
  });
});

describe('gaze source codes', () => {
  it('keep their order, because recorded traces hold them', () => {
    expect(GAZE_SOURCES).toEqual(['none', 'webxr', 'pointer', 'head', 'replay', 'camera', 'custom']);
  });

  it('go there and back, and unknown ones read as none', () => {
    for (const kind of GAZE_SOURCES) expect(gazeSourceOf(gazeSourceCode(kind))).toBe(kind);
    expect(gazeSourceOf(99)).toBe('none');
    expect(gazeSourceOf(-1)).toBe('none');
  });
});
