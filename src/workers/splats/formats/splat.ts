import type { DecodeProgress } from './decode.ts';
import { checkSplatCount, fileError } from './limits.ts';
import type { RawSplats } from './raw-splats.ts';
import { allocateSplats, finishSplats } from './splat-arrays.ts';

const SPLAT_BYTES = 32;
/** Beyond it a coordinate or scale in metres is taken for bytes that mean something else. */
const PLAUSIBLE = 1e8;

/**
 * Decodes an antimatter15 .splat: a row of 32 bytes a splat, position and linear scale as float32, colour and opacity
 * as 8 bits, quaternion w, x, y, z as 8 bits around 128. The type has no magic, so rows that cannot be splats give it away,
 * and no count, so a file that was cut off between two rows is a shorter sound file: that cannot be noticed.
 * @throws SplatFileError
 */
export function decodeSplat(name: string, bytes: Uint8Array, onProgress: DecodeProgress): RawSplats {
  if (bytes.length % SPLAT_BYTES !== 0) {
    throw fileError(
      name,
      `is truncated or no .splat: its ${bytes.length} bytes are no multiple of ${SPLAT_BYTES}`,
    );
  }
  const count = bytes.length / SPLAT_BYTES;
  checkSplatCount(name, count, 0);
  const arrays = allocateSplats(count, 0);
  const { positions, scales, rotations, colors, opacities } = arrays;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let plausible = 0;
  for (let i = 0; i < count; i++) {
    const row = i * SPLAT_BYTES;
    const p = i * 3;
    let fits = true;
    for (let k = 0; k < 3; k++) {
      const position = view.getFloat32(row + k * 4, true);
      const scale = view.getFloat32(row + 12 + k * 4, true);
      fits &&= Math.abs(position) < PLAUSIBLE && scale >= 0 && scale < PLAUSIBLE;
      positions[p + k] = position;
      scales[p + k] = scale;
      colors[p + k] = bytes[row + 24 + k]! / 255;
    }
    if (fits) plausible++;
    opacities[i] = bytes[row + 27]! / 255;
    rotations[i * 4] = (bytes[row + 29]! - 128) / 128;
    rotations[i * 4 + 1] = (bytes[row + 30]! - 128) / 128;
    rotations[i * 4 + 2] = (bytes[row + 31]! - 128) / 128;
    rotations[i * 4 + 3] = (bytes[row + 28]! - 128) / 128;
    if ((i & 0xffff) === 0) onProgress(i / count);
  }
  if (plausible < count / 2)
    throw fileError(name, 'is no .splat: most of its rows are not positions and scales');
  return finishSplats(name, arrays, 'y-down');
}
