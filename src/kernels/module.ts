/** Which build of a kernel module this engine can run, from the fastest down. */
export type KernelVariant = 'relaxed' | 'simd' | 'scalar';

/**
 * What every build takes for granted: (module (import "env" "memory" (memory 0 1 shared)) (func (memory.fill (i32.const 0)
 * (i32.const 0) (i32.trunc_sat_f32_s (f32.const 0)))))
 */
const SCALAR_PROBE = [
  0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 2, 16, 1, 3, 101, 110, 118, 6, 109, 101, 109, 111, 114, 121, 2, 3, 0, 1, 3, 2, 1,
  0, 10, 18, 1, 16, 0, 65, 0, 65, 0, 67, 0, 0, 0, 0, 252, 0, 252, 11, 0, 11,
]; // biome-ignore format: bytes
/** (module (func (result v128) (i8x16.splat (i32.const 0)))) */
const SIMD_PROBE = [
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 8, 1, 6, 0, 65, 0, 253, 15, 11,
];
/** The same with `f32x4.relaxed_madd` of three zero vectors. */
const RELAXED_PROBE = [
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 19, 1, 17, 0, 65, 0, 253, 15, 65, 0, 253, 15, 65, 0, 253,
  15, 253, 133, 2, 11,
]; // biome-ignore format: bytes

function accepts(probe: readonly number[]): boolean {
  return WebAssembly.validate(new Uint8Array(probe));
}

/**
 * Best variant that this engine accepts, or null where WebAssembly or its shared memory is missing altogether. Decided by
 * validating a tiny module, never by the browser's name.
 */
export function detectVariant(): KernelVariant | null {
  if (typeof WebAssembly === 'undefined' || !accepts(SCALAR_PROBE)) return null;
  if (!accepts(SIMD_PROBE)) return 'scalar';
  return accepts(RELAXED_PROBE) ? 'relaxed' : 'simd';
}

/**
 * Binds a compiled kernel module to a memory.
 * @throws WebAssembly.LinkError when the memory is not shared or larger than the module allows.
 */
export function bindKernels<K extends object>(module: WebAssembly.Module, memory: WebAssembly.Memory): K {
  const instance = new WebAssembly.Instance(module, { env: { memory } });
  return instance.exports as unknown as K;
}
