import type { TokenBox } from '../tracker.ts';
import type { TrackerConfig } from '../tracker-config.ts';

/**
 * Checks what a tracker is given.
 * @throws RangeError when the image's size is not the network's, the box leaves its grid, or `topK` is outside 0..1
 */
export function checkRun(config: TrackerConfig, image: Uint8Array, box: TokenBox | null, topK: number): void {
  const { width, height, patch } = config;
  if (image.length !== width * height) {
    throw new RangeError(
      `An eye image must have ${width} × ${height} = ${width * height} pixels, not ${image.length}.`,
    );
  }
  if (!(topK > 0 && topK <= 1)) throw new RangeError(`The share of tokens to keep is ${topK}, not in 0..1.`);
  if (box && !isInside(box, width / patch, height / patch)) {
    const { left, top, columns, rows } = box;
    throw new RangeError(
      `The box of ${columns} × ${rows} patches at ${left}, ${top} leaves the grid of ${width / patch} × ${height / patch}.`,
    );
  }
}

function isInside({ left, top, columns, rows }: TokenBox, width: number, height: number): boolean {
  return (
    [left, top, columns, rows].every(Number.isInteger) &&
    left >= 0 &&
    top >= 0 &&
    columns >= 1 &&
    rows >= 1 &&
    left + columns <= width &&
    top + rows <= height
  );
}

/** Tokens that go on after a block, 0 the first: fewer after every `pruneEvery`, but not after the last. */
export function tokensAfter(config: TrackerConfig, block: number, tokens: number, topK: number): number {
  const prunes = (block + 1) % config.pruneEvery === 0 && block + 1 < config.blocks;
  return prunes ? Math.max(1, Math.floor(topK * tokens)) : tokens;
}
