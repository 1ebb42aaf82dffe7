/**
 * Counts the bytes that a thread asks for outside of the JS heap: buffers, typed arrays of a length, WebAssembly memories
 * and their growth. What is asked for is an upper bound of what is held at once, and, unlike the resident size, does not depend
 * on when garbage is collected. Copies made by `slice` and `map` are not seen: they are no larger than what they copy.
 */
export interface AllocationLedger {
  /** Forgets what was asked for until now. */
  clear(): void;
  /** Bytes asked for since then. */
  bytes(): number;
}

type Constructor = new (...args: never[]) => object;

const TYPED_ARRAYS = [
  'Int8Array',
  'Uint8Array',
  'Uint8ClampedArray',
  'Int16Array',
  'Uint16Array',
  'Int32Array',
  'Uint32Array',
  'Float32Array',
  'Float64Array',
  'BigInt64Array',
  'BigUint64Array',
] as const;

const PAGE = 65536;

/** Where constructors are found. */
type Scope = Pick<typeof globalThis, (typeof TYPED_ARRAYS)[number] | 'ArrayBuffer' | 'SharedArrayBuffer'> & {
  readonly WebAssembly: Pick<typeof WebAssembly, 'Memory' | 'Instance'>;
};

/**
 * Puts counting constructors in place of the global ones. Modules that keep a constructor must be loaded after it.
 * @param scope another one for tests
 */
export function installAllocationLedger(scope: Scope = globalThis): AllocationLedger {
  let bytes = 0;
  let memories: WebAssembly.Memory[] = [];
  for (const name of TYPED_ARRAYS) {
    const size = scope[name].BYTES_PER_ELEMENT;
    count(scope, name, ([length]) => {
      if (typeof length === 'number') bytes += length * size;
    });
  }
  for (const name of ['ArrayBuffer', 'SharedArrayBuffer'] as const) {
    count(scope, name, ([length]) => {
      bytes += Number(length ?? 0);
    });
  }
  count(scope.WebAssembly, 'Memory', ([descriptor]) => {
    bytes += (descriptor as WebAssembly.MemoryDescriptor).initial * PAGE;
  });
  const { prototype } = scope.WebAssembly.Memory;
  const { grow } = prototype;
  prototype.grow = function (this: WebAssembly.Memory, pages: number) {
    bytes += pages * PAGE;
    return grow.call(this, pages);
  };
  // Memories that a module makes for itself grow unseen; they are measured at the end.
  count(
    scope.WebAssembly,
    'Instance',
    () => {},
    (instance) => {
      const exported = Object.values((instance as WebAssembly.Instance).exports);
      memories.push(...exported.filter((value) => value instanceof WebAssembly.Memory));
    },
  );
  return {
    clear() {
      bytes = 0;
      memories = [];
    },
    bytes: () => memories.reduce((sum, { buffer }) => sum + buffer.byteLength, bytes),
  };
}

function count(
  holder: object,
  name: string,
  before: (args: unknown[]) => void,
  after: (made: object) => void = () => {},
): void {
  const original = Reflect.get(holder, name) as Constructor;
  // A function with the original's prototype, not a Proxy: the engine makes that fast.
  function counted(...args: never[]): object {
    before(args);
    const made =
      new.target === (counted as unknown) ? new original(...args) : derived(original, args, new.target);
    after(made);
    return made;
  }
  Object.setPrototypeOf(counted, original);
  Object.defineProperty(counted, 'prototype', { value: original.prototype });
  Object.defineProperty(holder, name, { value: counted, writable: true, configurable: true });
}

function derived(original: Constructor, args: never[], target: unknown): object {
  return Reflect.construct(original, args, target as Constructor) as object;
}
