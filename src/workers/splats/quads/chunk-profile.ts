import { ARRAY, CHUNK_FIELD, CHUNK_FIELDS, type SplatScene } from '../scene/splat-scene.ts';

/** Parts of a chunk's importance order at whose ends its coverage is known, and shares whose detail is. */
const PARTS = 16;
/** Widest that what is left grows on σ², for what is left out. */
const MOST_GROWTH = 10;
/** Fewest splats of a chunk that are looked at where it has as many. */
const SAMPLES = 128;
/** Beyond any size. */
const ENDLESS = 1e30;

/**
 * What each chunk's importance order is made of: how large its splats are, and how much of what all of them cover the first ones do.
 * Looks at all splats when it is made.
 */
export class ChunkProfile {
  /** Standard deviation of the splats around a quarter of the order, metres. (chunkCount) */
  readonly sigma: Float32Array;
  /** Share 0..1 of the area that the first k / PARTS of a chunk cover, k from 1. (chunkCount, PARTS) */
  private readonly covered: Float32Array;
  /** Needed standard deviations from which on no more than k / PARTS stay, k from 1, metres, falling. (chunkCount, PARTS) */
  private readonly detail: Float32Array;
  private readonly limits = new Float32Array(2 * SAMPLES);

  /** @param beat called now and then: a large scene takes a while */
  constructor(scene: SplatScene, beat = () => {}) {
    const { buffer } = scene.memory;
    const { chunkCount } = scene;
    const words = scene.stride / 4;
    const floats = new Float32Array(buffer, scene.arrays, ARRAY.color * words);
    const table = new Int32Array(buffer, scene.chunkTable, chunkCount * CHUNK_FIELDS);
    this.sigma = new Float32Array(chunkCount);
    this.covered = new Float32Array(chunkCount * PARTS);
    this.detail = new Float32Array(chunkCount * PARTS);
    for (let chunk = 0; chunk < chunkCount; chunk++) {
      beat();
      const start = table[chunk * CHUNK_FIELDS + CHUNK_FIELD.start]!;
      this.read(floats, words, chunk, start, table[chunk * CHUNK_FIELDS + CHUNK_FIELD.count]!);
    }
  }

  /**
   * Share 0..1 of a chunk that stays where the eye needs no standard deviation below `needed` (metres). Splat number i of n stays as
   * long as i / n is below its own share (σ / needed)², as where splats are thinned one by one; the numbers between are interpolated.
   */
  share(chunk: number, needed: number): number {
    const { detail } = this;
    const first = chunk * PARTS;
    if (!(needed > detail[first + PARTS - 1]!)) return 1;
    if (needed >= detail[first]!) return (detail[first]! / needed) ** 2 / PARTS;
    let k = 1;
    while (needed < detail[first + k]!) k++;
    const high = detail[first + k - 1]!;
    const low = detail[first + k]!;
    return (k + (high - needed) / (high - low)) / PARTS;
  }

  /** Factor 1..10 on σ² that lets the first `share` (0..1) of a chunk cover what all of it does; rises without jumps as it falls. */
  growth2(chunk: number, share: number): number {
    if (!(share < 1)) return 1;
    const at = share * PARTS;
    const part = Math.floor(at);
    const before = part > 0 ? this.covered[chunk * PARTS + part - 1]! : 0;
    const covered = before + (at - part) * (this.covered[chunk * PARTS + part]! - before);
    return Math.max(1, Math.min(MOST_GROWTH, 1 / covered));
  }

  private read(floats: Float32Array, words: number, chunk: number, start: number, count: number): void {
    const xx = ARRAY.covariance * words + start;
    const log = ARRAY.logOpacity * words + start;
    const from = Math.floor(count / 8);
    const to = Math.ceil((3 * count) / 8);
    // Every fourth splat of a whole chunk stands for its neighbours: sorting is what takes long.
    const step = Math.max(1, Math.floor(count / SAMPLES));
    const samples = Math.floor(count / step);
    const limits = this.limits.subarray(0, samples);
    let sample = 0;
    let part = 0;
    let area = 0;
    let variance = 0;
    for (let i = 0; i < count; i++) {
      // Mean variance of the two axes that one sees of a flat splat.
      const seen = (floats[xx + i]! + floats[xx + 3 * words + i]! + floats[xx + 5 * words + i]!) / 2;
      if (sample < samples && i === sample * step + (step >> 1)) {
        // Of what is no number all stays.
        const known = seen >= 0 && seen < ENDLESS;
        limits[sample++] = known ? Math.sqrt((seen * count) / (i + 0.5)) : ENDLESS;
      }
      if (seen < ENDLESS) {
        area += seen * Math.exp(Math.LN2 * floats[log + i]!);
        if (i >= from && i < to) variance += seen;
      }
      for (; part < PARTS && (i + 1) * PARTS >= (part + 1) * count; part++) {
        this.covered[chunk * PARTS + part] = area;
      }
    }
    this.sigma[chunk] = Math.sqrt(variance / Math.max(1, to - from));
    limits.sort();
    for (let k = 0; k < PARTS; k++) {
      const place = chunk * PARTS + k;
      this.detail[place] = limits[samples - Math.ceil(((k + 1) * samples) / PARTS)]!;
      // Splats without extent cover alike.
      this.covered[place] = area > 0 ? this.covered[place]! / area : (k + 1) / PARTS;
    }
  }
}
