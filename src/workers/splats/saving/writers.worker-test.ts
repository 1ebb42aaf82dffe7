import { expect, it } from 'vitest';
import { decodeSplats } from '../formats/decode.ts';
import { orient } from '../formats/orient.ts';
import { beyond, differences, syntheticSplats } from '../formats/testing/synthetic-splats.ts';
import { loadWebpWasm } from '../formats/webp-wasm-vite.ts';
import { createWebpEncoder } from './webp-encoder.ts';
import { loadWebpEncoderWasm } from './webp-encoder-wasm-vite.ts';
import { writeSog } from './write-sog.ts';
import { writeSpz } from './write-spz.ts';

const BOUNDS = {
  positions: 2e-4,
  scales: 0.04,
  rotations: 0.01,
  colors: 0.004,
  opacities: 2e-3,
  shRest: 5e-3,
};

it('writes .spz and .sog in the browser, which read back', async () => {
  const raw = syntheticSplats(800, 2, 'y-up', 3);
  const files = {
    'a.spz': await writeSpz(raw),
    'a.sog': await writeSog(raw, createWebpEncoder(loadWebpEncoderWasm)),
  };
  for (const [name, bytes] of Object.entries(files)) {
    const { raw: back } = await decodeSplats(name, bytes, undefined, { loadWebpWasm });
    expect(beyond(differences(orient(back, 'auto'), raw), BOUNDS), name).toEqual({});
  }
});
