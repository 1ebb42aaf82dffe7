import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { psnr } from '../../../metrics/psnr.ts';
import { decodeSplats } from '../formats/decode.ts';
import { orient } from '../formats/orient.ts';
import type { RawSplats } from '../formats/raw-splats.ts';
import { loadWebpWasm } from '../formats/webp-wasm-node.ts';
import { eyeAt, eyesAround, picturesOf } from '../test-support/pictures.ts';
import { createWebpEncoder } from './webp-encoder.ts';
import { loadWebpEncoderWasm } from './webp-encoder-wasm-node.ts';
import { writeSog } from './write-sog.ts';
import { writeSpz } from './write-spz.ts';

const encodeWebp = createWebpEncoder(loadWebpEncoderWasm);
const WRITERS: Record<string, (raw: RawSplats) => Promise<Uint8Array>> = {
  spz: (raw) => writeSpz(raw),
  sog: (raw) => writeSog(raw, encodeWebp),
};

async function read(name: string, bytes: Uint8Array): Promise<RawSplats> {
  const { raw } = await decodeSplats(name, bytes, undefined, { loadWebpWasm });
  return orient(raw, 'auto');
}

const CAPTURES = '../shared/data/splats/';
/** The default scene from its start, a capture from three sides. */
const SCENES = [
  ['assets/scenes/default.spz', [eyeAt([0, 1.6, 0])]],
  [`${CAPTURES}playbot-31k/playbot-31k.ply`, null],
] as const;

describe.each(SCENES)('%s, saved (left out where the file is not here)', (file, given) => {
  it.skipIf(!existsSync(file)).each(Object.keys(WRITERS))(
    'shows the same picture as .%s',
    { timeout: 60_000 },
    async (format) => {
      const raw = await read(file, new Uint8Array(readFileSync(file)));
      const saved = await read(`saved.${format}`, await WRITERS[format]!(raw));
      expect(saved.count).toBe(raw.count);
      const eyes = given ?? eyesAround(raw, 3);
      const before = picturesOf(raw, eyes);
      picturesOf(saved, eyes).forEach((picture, k) => {
        expect(psnr(picture, before[k]!, { channels: 4 })).toBeGreaterThan(35);
      });
    },
  );
});
