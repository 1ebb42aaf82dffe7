// Splat kernels: every step of a frame from world-space splats to pixels. Exports take byte offsets into shared memory.

export { countTiles, fillTiles, offsetTiles } from './bin';
export { blendTile } from './blend';
export { BLEND_SCRATCH } from './blend-scratch';
export { chunkKeys } from './keys';
export { project } from './project';
export { reconstructAnchors, reconstructTile } from './reconstruct';
export { closeBlocks, openBlocks, raiseCodes, seeSplats } from './see';
export { countKeys, offsetsOf, scatterKeys } from './sort';
