import { Pointer } from '@pmndrs/pointer-events';
import { expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { forgetPointers } from './forget-pointers.ts';
import type { SaccadeXRStore } from './xr-store.ts';

type Intersector = ConstructorParameters<typeof Pointer>[2];

function pointers(): Map<number, unknown> {
  return Reflect.get(globalThis, 'pointerEventspointerMap') as Map<number, unknown>;
}

it('takes a session’s pointers out of the library’s table when it is over, and no others', () => {
  const store = createStore<{ session: object | undefined }>(() => ({ session: undefined }));
  const end = forgetPointers(store as unknown as Pick<SaccadeXRStore, 'subscribe'>);
  const make = (id: number) =>
    new Pointer(id, 'ray', {}, undefined as unknown as Intersector, () => null as never);
  make(901);
  store.setState({ session: {} });
  make(902);
  make(903);
  expect([...pointers().keys()]).toEqual(expect.arrayContaining([901, 902, 903]));
  store.setState({ session: undefined });
  expect([...pointers().keys()].filter((id) => id > 900)).toEqual([901]);
  end();
  store.setState({ session: {} });
  make(904);
  store.setState({ session: undefined });
  expect(pointers().has(904)).toBe(true);
});
