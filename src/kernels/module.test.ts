import { describe, expect, it, vi } from 'vitest';
import { bindKernels, detectVariant } from './module.ts';
import { kernelModule, VARIANTS } from './splats/reference/test-support/kernel-modules.ts';
import type { SplatKernels } from './splats/splat-kernels.ts';

const memoryOf = (options: Partial<WebAssembly.MemoryDescriptor> = {}) =>
  new WebAssembly.Memory({ initial: 1, maximum: 16, shared: true, ...options });

describe('kernel modules', () => {
  it('detects the best variant that the engine can compile', () => {
    expect(VARIANTS).toContain('simd');
    expect(detectVariant()).toBe(VARIANTS.at(-1));
    expect(VARIANTS).toContain('scalar');
    // Node 20 and later can be told to accept relaxed SIMD; without it, a third of the kernel tests would be left out.
    expect(VARIANTS).toContain('relaxed');
  });

  it('steps down where instructions are refused', () => {
    const { validate } = WebAssembly;
    // Opcodes of SIMD have the prefix 0xfd; those of relaxed SIMD are above 0xff.
    const has = (bytes: BufferSource, ...code: number[]) =>
      Buffer.from(bytes as Uint8Array).includes(Buffer.from(code));
    try {
      WebAssembly.validate = (bytes) => validate(bytes) && !has(bytes, 0xfd, 0x85, 0x02);
      expect(detectVariant()).toBe('simd');
      WebAssembly.validate = (bytes) => validate(bytes) && !has(bytes, 0xfd);
      expect(detectVariant()).toBe('scalar');
      WebAssembly.validate = () => false;
      expect(detectVariant()).toBeNull();
    } finally {
      WebAssembly.validate = validate;
    }
  });

  it('reports no variant where there is no WebAssembly', () => {
    vi.stubGlobal('WebAssembly', undefined);
    try {
      expect(detectVariant()).toBeNull();
    } finally {
      vi.unstubAllGlobals();
    }
  });

  it.each(VARIANTS)('binds the %s build to a memory of the caller', (variant) => {
    const kernels = bindKernels<SplatKernels>(kernelModule(variant), memoryOf());
    const functions = Object.entries(kernels).filter(([, value]) => typeof value === 'function');
    expect(functions.map(([name]) => name).sort()).toEqual([
      'blendTile',
      'chunkKeys',
      'closeBlocks',
      'countKeys',
      'countTiles',
      'fillTiles',
      'offsetTiles',
      'offsetsOf',
      'openBlocks',
      'project',
      'raiseCodes',
      'reconstructAnchors',
      'reconstructTile',
      'scatterKeys',
      'seeSplats',
    ]);
  });

  it.each(VARIANTS)('the %s build uses relaxed instructions only where it says so', (variant) => {
    const imports = WebAssembly.Module.imports(kernelModule(variant));
    expect(imports).toEqual([{ module: 'env', name: 'memory', kind: 'memory' }]);
  });

  it('refuses a memory that other threads cannot see', () => {
    const plain = new WebAssembly.Memory({ initial: 1, maximum: 16 });
    expect(() => bindKernels(kernelModule('simd'), plain)).toThrow(WebAssembly.LinkError);
  });
});
