// Splat kernels: every step of a frame from world-space splats to pixels. Exports take byte offsets into shared memory.

export { countTiles, fillTiles, offsetTiles } from './bin';
export { BLEND_SCRATCH, blendTile } from './blend';
export { project } from './project';
export { reconstructAnchors, reconstructTile } from './reconstruct';
export { countHigh, countLow, offsetsOf, scatterHigh, scatterLow } from './sort';
