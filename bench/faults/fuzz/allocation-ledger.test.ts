import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { installAllocationLedger } from './allocation-ledger.ts';

const { grow } = WebAssembly.Memory.prototype;

function globals<Name extends keyof typeof globalThis>(...names: Name[]): Pick<typeof globalThis, Name> {
  return Object.fromEntries(names.map((name) => [name, globalThis[name]])) as Pick<typeof globalThis, Name>;
}

/** Constructors of the global scope, to be replaced without a trace. */
function makeScope() {
  return {
    ...globals('Int8Array', 'Uint8Array', 'Uint8ClampedArray', 'Int16Array', 'Uint16Array', 'Int32Array'),
    ...globals('Uint32Array', 'Float32Array', 'Float64Array', 'BigInt64Array', 'BigUint64Array'),
    ...globals('ArrayBuffer', 'SharedArrayBuffer'),
    WebAssembly: { Memory: WebAssembly.Memory, Instance: WebAssembly.Instance },
  };
}

describe('installAllocationLedger', () => {
  let scope = makeScope();
  beforeEach(() => {
    scope = makeScope();
  });
  afterEach(() => {
    WebAssembly.Memory.prototype.grow = grow;
  });

  it('counts lengths in bytes, and views and copies not at all', () => {
    const ledger = installAllocationLedger(scope);
    const floats = new scope.Float32Array(100);
    expect(ledger.bytes()).toBe(400);
    new scope.Uint8Array(floats.buffer, 4, 8);
    floats.subarray(1);
    new scope.ArrayBuffer(50);
    expect(ledger.bytes()).toBe(450);
    scope.Float64Array.from([1, 2, 3]);
    expect(ledger.bytes()).toBe(474);
    ledger.clear();
    expect(ledger.bytes()).toBe(0);
  });

  it('makes what the original makes', () => {
    installAllocationLedger(scope);
    const made = new scope.Uint8Array(3);
    expect(made).toBeInstanceOf(globalThis.Uint8Array);
    expect(made).toBeInstanceOf(scope.Uint8Array);
    expect(Object.getPrototypeOf(made)).toBe(globalThis.Uint8Array.prototype);
    expect(scope.Uint8Array.BYTES_PER_ELEMENT).toBe(1);
    class Derived extends scope.Uint8Array {}
    expect(new Derived(2)).toBeInstanceOf(Derived);
    expect(() => new scope.Uint8Array(-1)).toThrow(RangeError);
  });

  it('counts WebAssembly memories and their growth', () => {
    const ledger = installAllocationLedger(scope);
    const memory = new scope.WebAssembly.Memory({ initial: 2, maximum: 10 });
    memory.grow(3);
    expect(ledger.bytes()).toBe(5 * 65536);
  });
});
