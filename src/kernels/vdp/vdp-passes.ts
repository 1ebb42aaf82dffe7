import type { VdpModel, VdpPasses } from '../../shared/vdp-passes.ts';
import { bindKernels } from '../module.ts';
import { BAND_BLOCK_BYTES, BandParameters } from './band-block.ts';
import { PlaneMemory } from './plane-memory.ts';
import type { VdpKernels } from './vdp-kernels.ts';

/** Entries of each table of sensitivity that fit, 32³ in the metric. */
const MOST_ENTRIES = 32 ** 3;
const MOST_TAPS = 1024;
/** Pixels that are brought into linear memory at once. */
const BATCH = 16_384;

const LAYOUT = layout({
  // The first bytes stay free, so that no plane has the handle 0, which stands for none.
  unused: 64,
  band: BAND_BLOCK_BYTES,
  sustainedTable: 4 * MOST_ENTRIES,
  transientTable: 4 * MOST_ENTRIES,
  luminanceTable: 4 * 3 * 256,
  frames: 4 * MOST_TAPS,
  sustained: 4 * MOST_TAPS,
  transient: 4 * MOST_TAPS,
  pixels: 4 * BATCH,
});

/**
 * The passes of FovVideoVDP on WebAssembly, with a memory of their own that grows with the pictures. What is NaN in a picture
 * makes the sums of its band NaN. Pictures of one pixel's width or height cannot be reduced.
 * @param module a build of the vdp kernels, see `detectVariant`: there is none for `scalar`, where the reference serves
 * @param name for reports
 */
export function createVdpPasses(module: WebAssembly.Module, name: string): VdpPasses {
  const planes = new PlaneMemory(LAYOUT.end);
  const { memory } = planes;
  const kernels = bindKernels<VdpKernels>(module, memory);
  const parameters = new BandParameters(memory, LAYOUT.at.band);
  const tables = [LAYOUT.at.sustainedTable, LAYOUT.at.transientTable] as const;
  const batch = new Uint8Array(memory.buffer, LAYOUT.at.pixels, 4 * BATCH);
  const luminanceTable = planes.floats(LAYOUT.at.luminanceTable, 3 * 256);
  const list = new Uint32Array(memory.buffer, LAYOUT.at.frames, MOST_TAPS);
  const slow = planes.floats(LAYOUT.at.sustained, MOST_TAPS);
  const fast = planes.floats(LAYOUT.at.transient, MOST_TAPS);
  let configured = false;

  return {
    name,
    allocate: (length) => planes.allocate(length),
    release: () => planes.release(),
    view: (plane, length) => planes.floats(plane, length),

    configure(model) {
      checkModel(model);
      for (const channel of [0, 1] as const) {
        const table = model.sensitivity[channel];
        planes.floats(tables[channel], table.length).set(table);
      }
      parameters.setModel(model, tables);
      configured = true;
    },

    luminance(pixels, channels, table, count, to) {
      luminanceTable.set(table);
      for (let first = 0; first < count; first += BATCH) {
        const some = Math.min(BATCH, count - first);
        // `subarray` makes a small object, but a loop over bytes would take longer than the kernel.
        batch.set(pixels.subarray(first * channels, (first + some) * channels));
        kernels.luminance(LAYOUT.at.pixels, channels, LAYOUT.at.luminanceTable, some, to + 4 * first);
      }
    },

    temporal(frames, sustained, transient, count, toSustained, toTransient) {
      const taps = frames.length;
      if (taps > MOST_TAPS)
        throw new RangeError(`${taps} frames are more than the ${MOST_TAPS} that a filter may span`);
      for (let k = 0; k < taps; k++) {
        list[k] = frames[k]!;
        slow[k] = sustained[k]!;
        fast[k] = transient[k]!;
      }
      const { at } = LAYOUT;
      kernels.temporal(at.frames, at.sustained, at.transient, taps, count, toSustained, toTransient);
    },

    reduce(from, width, height, to) {
      if (width < 2 || height < 2)
        throw new RangeError(`a picture of ${width} × ${height} cannot be reduced`);
      kernels.reduce(from, width, height, to, planes.scratch(rowScratch(width)));
    },

    expand(from, width, height, to) {
      kernels.expand(from, width, height, to, planes.scratch(rowScratch(width)));
    },

    bandErrors(band, sums) {
      if (!configured) throw new Error('The passes have not been configured.');
      parameters.setBand(band, planes.scratch(bandScratch(band.width)));
      kernels.bandErrors(parameters.band);
      parameters.readSums(sums);
    },
  };
}

/** One row with its margins. */
function rowScratch(width: number): number {
  return 4 * (width + 16);
}

/** Two lines of sensitivities, the sums of a row, and five rows. */
function bandScratch(width: number): number {
  return 2 * 64 * 4 + 32 + 5 * rowScratch(width);
}

function checkModel({ luminance, rho, eccentricity, sensitivity }: VdpModel): void {
  const entries = luminance.size * rho.size * eccentricity.size;
  const fits = entries <= MOST_ENTRIES && luminance.size <= 64;
  if (!fits || [luminance, rho, eccentricity].some(({ size }) => size < 2)) {
    throw new RangeError(
      'A table of sensitivities has at most 32 × 32 × 32 entries, and at least two on each axis.',
    );
  }
  if (sensitivity.some((table) => table.length !== entries)) {
    throw new RangeError(`A table of sensitivities needs ${entries} entries.`);
  }
}

/** Byte offsets of blocks that lie one after the other, each on a multiple of 16. */
function layout<K extends string>(
  bytes: Record<K, number>,
): { at: Readonly<Record<K, number>>; end: number } {
  const at = {} as Record<K, number>;
  let end = 0;
  for (const key of Object.keys(bytes) as K[]) {
    at[key] = end;
    end += 16 * Math.ceil(bytes[key] / 16);
  }
  return { at, end };
}
