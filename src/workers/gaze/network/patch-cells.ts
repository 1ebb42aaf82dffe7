import type { TrackerConfig } from '../tracker-config.ts';

/** How a patch is cut before it is embedded. */
export interface PatchCells {
  /** Edge of a cell, pixels. */
  readonly edge: number;
  /** Cells along the edge of a patch. */
  readonly across: number;
  /** Cells along the edge of a group: those that the second layer joins. */
  readonly span: 1 | 2;
  /** Groups of cells, in cells from the patch's corner, so that four groups in a row are joined next, and so on. */
  readonly groups: readonly { readonly column: number; readonly row: number }[];
}

/** The cells of a patch, one halving of its edge for each layer between pixels and token. */
export function patchCells({ patch, embed }: Pick<TrackerConfig, 'patch' | 'embed'>): PatchCells {
  const levels = embed.length;
  const across = 2 ** levels;
  const edge = patch / across;
  if (levels === 0) return { edge, across, span: 1, groups: [{ column: 0, row: 0 }] };
  const groups = Array.from({ length: 4 ** (levels - 1) }, (_, i) => ({
    column: 2 * everySecondBit(i),
    row: 2 * everySecondBit(i >> 1),
  }));
  return { edge, across, span: 2, groups };
}

function everySecondBit(value: number): number {
  let bits = 0;
  for (let i = 0; value >> (2 * i) !== 0; i++) bits |= ((value >> (2 * i)) & 1) << i;
  return bits;
}
