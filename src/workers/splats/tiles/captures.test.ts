import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { EyeView } from '../../../kernels/splats/reference/splat-cloud.ts';
import { VARIANTS } from '../../../kernels/splats/reference/test-support/kernel-modules.ts';
import { fovealPsnr } from '../../../metrics/foveal-psnr.ts';
import { psnr } from '../../../metrics/psnr.ts';
import { decodeSplats } from '../formats/decode.ts';
import { orient } from '../formats/orient.ts';
import type { RawSplats } from '../formats/raw-splats.ts';
import { ALL_ON } from '../foveation/presets.ts';
import { VIEW_MODE } from '../foveation/view-options.ts';
import { InlineRenderer } from '../test-support/inline-renderer.ts';
import { depthMismatch, referenceBytes } from '../test-support/reference-bytes.ts';
import { viewOf } from '../test-support/views.ts';

const CAPTURE = '../shared/data/splats/narcissus-101k/narcissus-101k.compressed.ply';
const [WIDTH, HEIGHT] = [320, 240];

/** An eye in front of the middle 90 % of the splats, looking along -z with 60° from top to bottom. */
function eyeBefore(raw: RawSplats): EyeView {
  const range = [0, 1, 2].map((axis) => {
    const values = Float32Array.from({ length: raw.count }, (_, i) => raw.positions[3 * i + axis]!).sort();
    return [values[Math.floor(0.05 * raw.count)]!, values[Math.floor(0.95 * raw.count)]!] as const;
  });
  const size = Math.hypot(...range.map(([low, high]) => high - low));
  const [x, y, z] = range.map(([low, high]) => (low + high) / 2);
  const up = Math.tan(Math.PI / 6);
  const left = (up * WIDTH) / HEIGHT;
  return {
    position: [x!, y!, z! + 0.8 * size],
    orientation: [0, 0, 0, 1],
    ...{ left, right: left, up, down: up, width: WIDTH, height: HEIGHT },
  };
}

describe.skipIf(!existsSync(CAPTURE))('a real capture (narcissus-101k, where ../shared/data has it)', () => {
  it('is within 50 dB of the reference, and its fovea within 40 dB of that', {
    timeout: 60_000,
  }, async () => {
    const { raw: decoded } = await decodeSplats(CAPTURE, new Uint8Array(readFileSync(CAPTURE)));
    const raw = orient(decoded, 'auto');
    const eye = eyeBefore(raw);
    const expected = referenceBytes(raw, eye, eye.position);
    for (const variant of VARIANTS) {
      const renderer = new InlineRenderer(raw, WIDTH * HEIGHT, variant);
      const full = renderer.draw(viewOf([eye])).eyes[0]!;
      expect(psnr(full.color, expected.color, { channels: 4 }), variant).toBeGreaterThan(50);
      expect(depthMismatch(full.depth, expected.depth)).toBeLessThan(0.02);
      const a3fr = renderer.draw(viewOf([eye], { mode: VIEW_MODE.a3fr, switches: ALL_ON })).eyes[0]!;
      expect(fovealPsnr(a3fr.color, full.color, eye, [0, 0, -1], 10, { channels: 4 })).toBeGreaterThan(40);
    }
  });
});
