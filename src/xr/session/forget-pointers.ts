import type { SaccadeXRStore } from './xr-store.ts';

/**
 * @pmndrs/pointer-events 6 enters every pointer into a global table and takes none out again: some kilobytes a session,
 * with raycasters and all that they have hit. This takes out what a session has entered once it is over.
 * @returns a function that ends it
 */
export function forgetPointers(xr: Pick<SaccadeXRStore, 'subscribe'>): () => void {
  let before: ReadonlySet<number> = new Set();
  return xr.subscribe(({ session }, { session: last }) => {
    if (session === last) return;
    const pointers: unknown = Reflect.get(globalThis, 'pointerEventspointerMap');
    if (!(pointers instanceof Map)) return;
    if (session) before = new Set(pointers.keys());
    else for (const id of pointers.keys()) if (!before.has(id)) pointers.delete(id);
  });
}
