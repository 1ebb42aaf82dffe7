import { encodePly } from '../src/workers/splats/formats/testing/encode-ply.ts';
import { syntheticSplats } from '../src/workers/splats/formats/testing/synthetic-splats.ts';

const SIDE = 48;
const STEP = 0.04;
/** Where the box of the sample meshes stands, metres. */
const BOX = [0.5, 1.05, -2] as const;
const HEIGHT = 0.4;

/** A level sheet of red splats above the left half of the sample box, and one at the same distance below the right half. */
function halfHidden(): Uint8Array {
  const raw = syntheticSplats(SIDE * SIDE, 0, 'y-up', 3);
  for (let i = 0; i < raw.count; i++) {
    const right = ((i % SIDE) - SIDE / 2 + 0.5) * STEP;
    const back = (Math.floor(i / SIDE) - SIDE / 2 + 0.5) * STEP;
    raw.positions.set([BOX[0] + right, BOX[1] + (right < 0 ? HEIGHT : -HEIGHT), BOX[2] + back], 3 * i);
    raw.rotations.set([0, 0, 0, 1], 4 * i);
  }
  raw.scales.fill(0.03);
  raw.opacities.fill(0.99);
  for (let i = 0; i < raw.count; i++) raw.colors.set([0.9, 0.1, 0.1], 3 * i);
  return encodePly(raw);
}

export const HALF_HIDDEN_PLY = halfHidden();

/** A cloud of small splats: large ones would take a software GL long. */
function fineCloud(): Uint8Array {
  const raw = syntheticSplats(3000, 0, 'y-up', 11);
  for (let i = 0; i < raw.scales.length; i++) raw.scales[i] = Math.min(raw.scales[i]!, 0.08);
  for (let i = 0; i < raw.count; i++) raw.opacities[i] = Math.max(raw.opacities[i]!, 0.6);
  return encodePly(raw);
}

export const FINE_CLOUD_PLY = fineCloud();
