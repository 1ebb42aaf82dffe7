import type { BandFoveation, LevelPair, Plane, VdpBand, VdpModel } from '../../shared/vdp-passes.ts';

/** Fields of the band block in `assembly/band-block.ts`, in order; a test compares both. Words of 32 bits. */
export const BAND_FIELDS = [
  'width', 'height', 'channels', 'logGain', 'luminanceFirst', 'luminancePerUnit', 'luminanceSize', 'rhoSize', 'eccentricityFirst',
  'eccentricityPerUnit', 'eccentricitySize', 'logMaskerGain', 'differencePower', 'logDifferenceLimit', 'poolingPower',
  'backgroundFloor', 'contrastLimit', 'rho', 'rhoPlane', 'columns', 'rows', 'gazeX', 'gazeY', 'channelBlocks', 'sums', 'scratch',
] as const; // biome-ignore format: one table

/** Fields of a channel's block. */
export const CHANNEL_FIELDS = [
  'testFine', 'testCoarse', 'referenceFine', 'referenceCoarse', 'table', 'maskerPower', 'difference',
] as const; // biome-ignore format: one table

/** Fields that hold a float; all others hold a 32-bit integer. */
export const FLOAT_FIELDS: ReadonlySet<string> = new Set([
  ...[
    'logGain',
    'luminanceFirst',
    'luminancePerUnit',
    'eccentricityFirst',
    'eccentricityPerUnit',
    'logMaskerGain',
  ],
  ...[
    'differencePower',
    'logDifferenceLimit',
    'poolingPower',
    'backgroundFloor',
    'contrastLimit',
    'rho',
    'gazeX',
    'gazeY',
  ],
  'maskerPower',
]);

const BAND_BYTES = 4 * BAND_FIELDS.length;
const CHANNEL_BYTES = 4 * CHANNEL_FIELDS.length;
const SUMS_BYTES = 16;
export const BAND_BLOCK_BYTES = SUMS_BYTES + BAND_BYTES + 2 * CHANNEL_BYTES;

type Field = (typeof BAND_FIELDS)[number] | (typeof CHANNEL_FIELDS)[number];

/** The parameters of `bandErrors` in linear memory: two sums, the band's block and those of two channels. */
export class BandParameters {
  /** Byte offset of the band's block. */
  readonly band: number;
  private readonly sums: number;
  /** Of the memory as it is now: where a shared memory grows, views of it stay valid. */
  private readonly words: DataView;

  /** @param at byte offset of BAND_BLOCK_BYTES bytes, a multiple of eight */
  constructor(memory: WebAssembly.Memory, at: number) {
    this.sums = at;
    this.band = at + SUMS_BYTES;
    this.words = new DataView(memory.buffer);
    this.set('sums', at);
    this.set('channelBlocks', this.band + BAND_BYTES);
  }

  /** @param tables byte offsets of the two tables of sensitivity */
  setModel(model: VdpModel, tables: readonly [number, number]): void {
    const { luminance, rho, eccentricity } = model;
    this.set('luminanceFirst', luminance.first);
    this.set('luminancePerUnit', 1 / luminance.step);
    this.set('luminanceSize', luminance.size);
    this.set('rhoSize', rho.size);
    this.set('eccentricityFirst', eccentricity.first);
    this.set('eccentricityPerUnit', 1 / eccentricity.step);
    this.set('eccentricitySize', eccentricity.size);
    this.set('logMaskerGain', Math.log2(model.maskerGain));
    this.set('differencePower', model.differencePower);
    this.set('logDifferenceLimit', Math.log2(model.differenceLimit));
    this.set('poolingPower', model.poolingPower);
    this.set('backgroundFloor', model.backgroundFloor);
    this.set('contrastLimit', model.contrastLimit);
    for (const channel of [0, 1] as const) {
      this.set('table', tables[channel], channel);
      this.set('maskerPower', model.maskerPowers[channel], channel);
    }
  }

  /** @param scratch byte offset of what `bandErrors` asks for */
  setBand(band: VdpBand, scratch: number): void {
    const channels = Math.min(band.test.length, band.reference.length);
    this.set('width', band.width);
    this.set('height', band.height);
    this.set('channels', channels);
    this.set('logGain', Math.log2(band.gain));
    this.set('rho', band.rho);
    this.set('scratch', scratch);
    this.setFoveation(band.foveation);
    for (let c = 0; c < channels; c++) {
      this.setChannel(c, band.test[c]!, band.reference[c]!, band.difference?.[c]);
    }
  }

  readSums(sums: Float64Array): void {
    sums[0] = this.words.getFloat64(this.sums, true);
    if (sums.length > 1) sums[1] = this.words.getFloat64(this.sums + 8, true);
  }

  private setFoveation(foveation: BandFoveation | null): void {
    this.set('rhoPlane', foveation ? foveation.rho : 0);
    if (!foveation) return;
    this.set('columns', foveation.columns);
    this.set('rows', foveation.rows);
    this.set('gazeX', foveation.gaze[0]!);
    this.set('gazeY', foveation.gaze[1]!);
  }

  private setChannel(index: number, test: LevelPair, reference: LevelPair, difference?: Plane): void {
    this.set('testFine', test.fine, index);
    this.set('testCoarse', test.coarse, index);
    this.set('referenceFine', reference.fine, index);
    this.set('referenceCoarse', reference.coarse, index);
    this.set('difference', difference ?? 0, index);
  }

  private set(field: Field, value: number, channel?: number): void {
    const at = channel === undefined ? this.band : this.band + BAND_BYTES + channel * CHANNEL_BYTES;
    const place = at + 4 * OFFSETS[field];
    if (FLOAT_FIELDS.has(field)) this.words.setFloat32(place, value, true);
    else this.words.setUint32(place, value, true);
  }
}

const OFFSETS = Object.fromEntries(
  [BAND_FIELDS, CHANNEL_FIELDS].flatMap((fields) => fields.map((field, i) => [field, i])),
) as Record<Field, number>;
