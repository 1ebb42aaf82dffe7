import {
  FACTOR_BIAS,
  FACTOR_BITS,
  FACTOR_STEPS,
  HARMONIC_WORDS,
  PACKED_CHUNK,
  PACKED_CHUNK_FLOATS,
  PACKED_WORDS,
} from '../../../shared/packed-splat.ts';
import { ARRAY, type SplatScene } from '../scene/splat-scene.ts';
import type { PackedSplats } from '../splat-client.ts';

const POSITION_STEPS = 65535;
const [LOW, MIDDLE, HIGH] = FACTOR_BITS;
const UNSIGNED = FACTOR_BITS.map((bits) => 2 ** bits - 1);
const ZERO = FACTOR_BITS.map((bits) => 2 ** (bits - 1));
const SIGNED = ZERO.map((zero) => zero - 1);
const UNITS = Float64Array.from({ length: 256 }, (_, code) => 2 ** ((code - FACTOR_BIAS) / FACTOR_STEPS));
const MOST_FLOAT = 3.4028234663852886e38;

/**
 * Packs consecutive splats of a scene for the GPU; the bits are described in `packed-splat.ts`. A splat whose centre or covariance
 * is no number gets opacity 0; one that is larger than the largest unit keeps its shape at that size.
 * @param first a multiple of 512
 * @param beat called once a chunk
 * @throws RangeError when the scene has no such splats
 */
export function packSplats(scene: SplatScene, first: number, count: number, beat = () => {}): PackedSplats {
  const within = Number.isInteger(count) && count > 0 && first + count <= scene.count;
  if (!(first >= 0 && first % PACKED_CHUNK === 0 && within)) {
    throw new RangeError(`Splats ${first} to ${first + count} of ${scene.count} cannot be packed.`);
  }
  const packer = new Packer(scene, first, count);
  for (let start = 0; start < count; start += PACKED_CHUNK) {
    beat();
    packer.packChunk(start, Math.min(start + PACKED_CHUNK, count));
  }
  return packer.packed;
}

class Packer {
  readonly packed: PackedSplats;
  private readonly floats: Float32Array;
  private readonly stride: number;
  private readonly box = new Float64Array(6);

  constructor(
    scene: SplatScene,
    private readonly first: number,
    count: number,
  ) {
    const { buffer } = scene.memory;
    this.stride = scene.stride / 4;
    this.floats = new Float32Array(buffer, scene.arrays, ARRAY.color * this.stride);
    const colors = new Uint32Array(buffer, scene.arrays + ARRAY.color * scene.stride + 4 * first, count);
    const words = HARMONIC_WORDS[scene.shDegree];
    const harmonics = new Uint32Array(
      buffer,
      scene.harmonics + first * scene.harmonicBytes,
      scene.shDegree > 0 ? words * count : 0,
    );
    this.packed = {
      first,
      count,
      words: new Uint32Array(PACKED_WORDS * count),
      colors: new Uint32Array(colors),
      harmonics: new Uint32Array(harmonics),
      chunks: new Float32Array(PACKED_CHUNK_FLOATS * Math.ceil(count / PACKED_CHUNK)),
    };
  }

  /** @param begin, end places from `first` on */
  packChunk(begin: number, end: number): void {
    const { box, floats, stride } = this;
    const chunk = (begin / PACKED_CHUNK) * PACKED_CHUNK_FLOATS;
    for (let axis = 0; axis < 3; axis++) {
      let low = Number.POSITIVE_INFINITY;
      let high = Number.NEGATIVE_INFINITY;
      const from = axis * stride + this.first;
      for (let i = begin; i < end; i++) {
        const at = floats[from + i]!;
        if (!Number.isFinite(at)) continue;
        if (at < low) low = at;
        if (at > high) high = at;
      }
      if (low > high) {
        low = 0;
        high = 0;
      }
      this.packed.chunks[chunk + axis] = low;
      this.packed.chunks[chunk + 4 + axis] = Math.min(MOST_FLOAT, high - low);
      box[axis] = low;
      // What the shader multiplies by: rounded.
      box[3 + axis] = this.packed.chunks[chunk + 4 + axis]!;
    }
    for (let i = begin; i < end; i++) this.packSplat(i);
  }

  private packSplat(i: number): void {
    const { floats, stride, box, first } = this;
    const { words } = this.packed;
    const from = first + i;
    const x = floats[from]!;
    const y = floats[stride + from]!;
    const z = floats[2 * stride + from]!;
    const to = PACKED_WORDS * i;
    const alpha = 2 ** floats[ARRAY.logOpacity * stride + from]!;
    const placed = Number.isFinite(x) && Number.isFinite(y) && Number.isFinite(z);
    const shaped = this.packFactor(from, to);
    const opacity = placed && shaped && alpha > 0 ? Math.min(255, Math.round(alpha * 255)) : 0;
    words[to] = step(x, box[0]!, box[3]!) | (step(y, box[1]!, box[4]!) << 16);
    words[to + 1] = words[to + 1]! | step(z, box[2]!, box[5]!) | (opacity << 16);
  }

  /**
   * Writes the factor's words and the unit.
   * @returns false when the covariance is none
   */
  private packFactor(from: number, to: number): boolean {
    const { floats, stride } = this;
    const { words } = this.packed;
    const at = ARRAY.covariance * stride + from;
    const xx = floats[at]!;
    const xy = floats[at + stride]!;
    const xz = floats[at + 2 * stride]!;
    const yy = floats[at + 3 * stride]!;
    const yz = floats[at + 4 * stride]!;
    const zz = floats[at + 5 * stride]!;
    const sum = xx + yy + zz + xy + xz + yz;
    if (!(Math.abs(sum) < Number.POSITIVE_INFINITY)) return false;
    // Rounding may leave a flat splat a little less than none: no entry leaves the bounds that a covariance sets it.
    const sx = Math.sqrt(Math.max(0, xx));
    const sy = Math.sqrt(Math.max(0, yy));
    const sz = Math.sqrt(Math.max(0, zz));
    const l10 = sx > 0 ? bounded(xy / sx, sy) : 0;
    const l20 = sx > 0 ? bounded(xz / sx, sz) : 0;
    const l11 = Math.sqrt(Math.max(0, yy - l10 * l10));
    const room = Math.sqrt(Math.max(0, zz - l20 * l20));
    const l21 = l11 > 0 ? bounded((yz - l10 * l20) / l11, room) : 0;
    const l22 = Math.sqrt(Math.max(0, zz - l20 * l20 - l21 * l21));
    const largest = Math.max(sx, sy, sz);
    const code = unitCode(largest);
    const scale = 1 / Math.max(largest, UNITS[code]!);
    words[to + 1] = code << 24;
    words[to + 2] =
      unsigned(sx * scale, 0) |
      (unsigned(l11 * scale, 1) << LOW) |
      (unsigned(l22 * scale, 2) << (LOW + MIDDLE));
    words[to + 3] =
      signed(l10 * scale, 0) | (signed(l20 * scale, 1) << LOW) | (signed(l21 * scale, 2) << (32 - HIGH));
    return true;
  }
}

/** Place in a chunk's box, 0..65535. */
function step(at: number, low: number, size: number): number {
  if (!(size > 0)) return 0;
  return Math.min(POSITION_STEPS, Math.max(0, Math.round(((at - low) / size) * POSITION_STEPS)));
}

const bounded = (value: number, most: number) => Math.min(most, Math.max(-most, value));

/** Code of the smallest unit that is no smaller than a length, or the nearest that there is. */
function unitCode(length: number): number {
  if (!(length > 0)) return 0;
  const code = Math.ceil(Math.log2(length) * FACTOR_STEPS + FACTOR_BIAS);
  return Math.min(255, Math.max(0, code));
}

const unsigned = (value: number, entry: 0 | 1 | 2) => Math.round(value * UNSIGNED[entry]!);

const signed = (value: number, entry: 0 | 1 | 2) => Math.round(value * SIGNED[entry]!) + ZERO[entry]!;
