/**
 * Vitest's reporter calls `Map.groupBy` when a test fails. Node 20 does not have it yet, and the reporter would fall
 * over instead of telling what failed.
 */
if (!('groupBy' in Map)) {
  Object.defineProperty(Map, 'groupBy', {
    configurable: true,
    writable: true,
    /**
     * @template T, K
     * @param {Iterable<T>} items
     * @param {(item: T, index: number) => K} keyOf
     */
    value(items, keyOf) {
      /** @type {Map<K, T[]>} */
      const groups = new Map();
      let index = 0;
      for (const item of items) {
        const key = keyOf(item, index++);
        const group = groups.get(key);
        if (group) group.push(item);
        else groups.set(key, [item]);
      }
      return groups;
    },
  });
}
