// Splat kernels without SIMD: the same exports, blocks, records and lists as ../index, one number at a time.

export { countTiles, fillTiles, offsetTiles } from '../bin';
export { reconstructAnchors, reconstructTile } from '../reconstruct';
export { closeBlocks, openBlocks, raiseCodes, seeSplats } from '../see';
export { countKeys, offsetsOf, scatterKeys } from '../sort';
export { blendTile } from './blend';
export { BLEND_SCRATCH } from './blend-scratch';
export { chunkKeys } from './keys';
export { project } from './project';
