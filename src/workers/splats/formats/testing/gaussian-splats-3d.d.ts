/** The part of @mkkellogg/gaussian-splats-3d 0.4.7 that writes .ksplat; the package brings no types. */
declare module '@mkkellogg/gaussian-splats-3d' {
  export const PlyParser: { parseToUncompressedSplatArray(ply: ArrayBuffer, shDegree: number): object };
  export const SplatBufferGenerator: {
    getStandardGenerator(
      alphaRemovalThreshold: number,
      compressionLevel: 0 | 1 | 2,
      sectionSize: number,
    ): { generateFromUncompressedSplatArray(splats: object): { readonly bufferData: ArrayBuffer } };
  };
}
