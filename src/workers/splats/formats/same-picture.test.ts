import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { psnr } from '../../../metrics/psnr.ts';
import { eyesAround, picturesOf } from '../test-support/pictures.ts';
import { decodeSplats } from './decode.ts';
import { orient } from './orient.ts';
import type { RawSplats } from './raw-splats.ts';
import { loadWebpWasm } from './webp-wasm-node.ts';

const CAPTURES = '../shared/data/splats/';
const missing = existsSync(CAPTURES) ? '' : ' (skipped: the captures in ../shared/data/splats are not here)';
const VIEWS = 3;

async function read(file: string): Promise<RawSplats> {
  const bytes = new Uint8Array(readFileSync(CAPTURES + file));
  const { raw } = await decodeSplats(file, bytes, undefined, { loadWebpWasm });
  return orient(raw, 'auto');
}

/** PSNR of two series of pictures, the worst one, dB. `covered` leaves out the pixels that nothing covers in the first one. */
function worst(expected: readonly Uint8Array[], found: readonly Uint8Array[], covered: boolean): number {
  const ratios = expected.map((picture, k) => {
    const mask = Uint8Array.from({ length: picture.length / 4 }, (_, i) =>
      !covered || picture[4 * i + 3]! > 0 ? 1 : 0,
    );
    return psnr(picture, found[k]!, { channels: 4, mask });
  });
  return Math.min(...ratios);
}

const withoutHarmonics = (raw: RawSplats): RawSplats => ({ ...raw, shDegree: 0, shRest: null });

/** The file that all others were made from. */
const original = missing ? null : read('playbot-31k/playbot-31k.ply');

describe.skipIf(missing)(`playbot-31k shows the same picture from every file${missing}`, () => {
  it.each(['compressed.ply', 'level1.ksplat', 'level2.ksplat', 'spz', 'v3.spz', 'sog', 'glb'])(
    '.%s',
    { timeout: 30_000 },
    async (extension) => {
      const ply = (await original)!;
      const eyes = eyesAround(ply, VIEWS);
      const raw = await read(`playbot-31k/playbot-31k.${extension}`);
      expect(raw).toMatchObject({ count: ply.count, shDegree: ply.shDegree });
      expect(worst(picturesOf(ply, eyes), picturesOf(raw, eyes), true)).toBeGreaterThan(35);
    },
  );

  it('.splat, which has no harmonics', { timeout: 30_000 }, async () => {
    const ply = (await original)!;
    const eyes = eyesAround(ply, VIEWS);
    const splat = picturesOf(await read('playbot-31k/playbot-31k.splat'), eyes);
    expect(worst(picturesOf(ply, eyes), splat, false)).toBeGreaterThan(30);
    expect(worst(picturesOf(withoutHarmonics(ply), eyes), splat, true)).toBeGreaterThan(35);
  });
});

describe.skipIf(missing)(`narcissus-101k shows the same picture from every file${missing}`, () => {
  it('each against each', { timeout: 60_000 }, async () => {
    const raws = await Promise.all(
      ['compressed.ply', 'splat', 'spz', 'v3.spz'].map((extension) =>
        read(`narcissus-101k/narcissus-101k.${extension}`),
      ),
    );
    const eyes = eyesAround(raws[0]!, VIEWS);
    const series = raws.map((raw) => picturesOf(raw, eyes));
    for (const a of series) for (const b of series) expect(worst(a, b, true)).toBeGreaterThan(38);
  });
});
