/** Which build of a kernel module this engine can run. */
export type KernelVariant = 'simd' | 'relaxed';

/** (module (func (result v128) (i8x16.splat (i32.const 0)))) */
const SIMD_PROBE = [
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 8, 1, 6, 0, 65, 0, 253, 15, 11,
];
/** The same with `f32x4.relaxed_madd` of three zero vectors. */
const RELAXED_PROBE = [
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 19, 1, 17, 0, 65, 0, 253, 15, 65, 0, 253, 15, 65, 0, 253,
  15, 253, 133, 2, 11,
]; // biome-ignore format: bytes

/**
 * Best variant that this engine accepts, or null when it has no SIMD at all. Decided by validating a tiny module, never by
 * the browser's name.
 */
export function detectVariant(): KernelVariant | null {
  if (!WebAssembly.validate(new Uint8Array(SIMD_PROBE))) return null;
  return WebAssembly.validate(new Uint8Array(RELAXED_PROBE)) ? 'relaxed' : 'simd';
}

/**
 * Binds a compiled kernel module to a memory.
 * @throws WebAssembly.LinkError when the memory is not shared or larger than the module allows.
 */
export function bindKernels<K extends object>(module: WebAssembly.Module, memory: WebAssembly.Memory): K {
  const instance = new WebAssembly.Instance(module, { env: { memory } });
  return instance.exports as unknown as K;
}
