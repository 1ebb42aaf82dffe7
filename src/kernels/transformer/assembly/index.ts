// Operations of a transformer on matrices in linear memory, row by row; pointers are byte offsets and multiples of 16. What each
// computes stands in ../reference. Matrices are float32 unless a quantized one is named; see quantize.ts for its form.

export { addRows } from './add-rows';
export { attention } from './attention';
export { dense } from './dense';
export { fineGemm, quantizeRowsFinely } from './fine-gemm';
export { floatGemm } from './float-gemm';
export { gelu } from './gelu';
export { gemm, gemmSplit, INPUT_BYTES } from './gemm';
export { layerNorm } from './layer-norm';
export { patchRows } from './patch-rows';
export { quantizeRows } from './quantize';
export { keepTokens, meanOfChannels, meanOfTokens } from './tokens';
