import type { Plane, VdpModel, VdpPasses } from '../../shared/vdp-passes.ts';
import { type BandScratch, bandErrorsReference } from './reference-passes/band-errors.ts';
import { expandRow } from './reference-passes/expand.ts';
import { reduceReference } from './reference-passes/reduce.ts';

/** Rows of scratch hold pictures up to this width. */
const MOST_WIDTH = 16_384;

/**
 * The passes in plain TypeScript: what a faster implementation is checked against, and what runs where there is none. Planes are
 * separate arrays, a handle is the place in their list.
 */
export function createReferencePasses(): VdpPasses {
  const planes: Float32Array[] = [];
  const row = () => new Float32Array(MOST_WIDTH);
  const rows = row();
  const scratch: BandScratch = {
    mixed: row(),
    background: row(),
    test: row(),
    reference: row(),
    rho: row(),
    eccentricity: row(),
  };
  let model: VdpModel | null = null;
  const view = (plane: Plane, length: number) => planes[plane]!.subarray(0, length);

  return {
    name: 'reference',
    allocate(length) {
      return (planes.push(new Float32Array(length)) - 1) as Plane;
    },
    release() {
      planes.length = 0;
    },
    view,
    configure(next) {
      model = next;
    },
    luminance(pixels, channels, table, count, to) {
      const target = view(to, count);
      const [green, blue] = channels === 1 ? [0, 0] : [1, 2];
      for (let i = 0, at = 0; i < count; i++, at += channels) {
        target[i] =
          table[pixels[at]!]! + table[256 + pixels[at + green]!]! + table[512 + pixels[at + blue]!]!;
      }
    },
    temporal(frames, sustained, transient, count, toSustained, toTransient) {
      const slow = view(toSustained, count).fill(0);
      const fast = view(toTransient, count).fill(0);
      for (const [k, frame] of frames.entries()) {
        const source = view(frame, count);
        const [slowTap, fastTap] = [sustained[k]!, transient[k]!];
        for (let i = 0; i < count; i++) {
          slow[i] = slow[i]! + slowTap * source[i]!;
          fast[i] = fast[i]! + fastTap * source[i]!;
        }
      }
    },
    reduce(from, width, height, to) {
      const size = Math.ceil(width / 2) * Math.ceil(height / 2);
      reduceReference(view(from, width * height), width, height, rows, view(to, size));
    },
    expand(from, width, height, to) {
      const coarse = view(from, Math.ceil(width / 2) * Math.ceil(height / 2));
      const fine = view(to, width * height);
      for (let y = 0; y < height; y++) {
        expandRow(coarse, width, height, y, rows, fine.subarray(y * width, (y + 1) * width));
      }
    },
    bandErrors(band, sums) {
      if (!model) throw new Error('The passes have not been configured.');
      bandErrorsReference(model, band, view, scratch, sums);
    },
  };
}
