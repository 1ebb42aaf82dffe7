/** Exports of the transformer module; see `assembly/` for what each reads and writes. Pointers are byte offsets. */
export interface TransformerKernels {
  /** Bytes of a quantized input. */
  readonly INPUT_BYTES: WebAssembly.Global;
  addRows(to: number, from: number, count: number): void;
  attention(from: number, tokens: number, dim: number, heads: number, to: number, scratch: number): void;
  dense(
    from: number,
    weights: number,
    bias: number,
    inputs: number,
    outputs: number,
    rectify: number,
    to: number,
  ): void;
  fineGemm(inputs: number, scales: number, rows: number, layer: number, out: number): void;
  floatGemm(
    from: number,
    rows: number,
    weights: number,
    bias: number,
    inputs: number,
    outputs: number,
    to: number,
  ): void;
  gelu(at: number, count: number): void;
  gemm(inputs: number, parameters: number, rows: number, layer: number, out: number): void;
  gemmSplit(inputs: number, parameters: number, rows: number, layer: number, out: number): void;
  keepTokens(rows: number, tokens: number, dim: number, scores: number, keep: number): void;
  layerNorm(
    from: number,
    rows: number,
    width: number,
    weight: number,
    bias: number,
    epsilon: number,
    to: number,
  ): void;
  meanOfChannels(from: number, tokens: number, dim: number, to: number): void;
  meanOfTokens(from: number, tokens: number, dim: number, to: number): void;
  patchRows(
    pixels: number,
    width: number,
    patch: number,
    left: number,
    top: number,
    columns: number,
    rows: number,
    to: number,
  ): void;
  quantizeRows(from: number, rows: number, width: number, to: number, parameters: number): void;
  quantizeRowsFinely(from: number, rows: number, width: number, to: number, scales: number): void;
}
