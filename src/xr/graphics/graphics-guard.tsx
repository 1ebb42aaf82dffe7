import { useThree } from '@react-three/fiber';
import { useEffect } from 'react';
import type { GraphicsWatch } from './graphics-watch.ts';

/** Puts a canvas under the watch. Inside the canvas; renders nothing. */
export function GraphicsGuard({ watch }: { readonly watch: GraphicsWatch }) {
  const gl = useThree((state) => state.gl);
  const get = useThree((state) => state.get);
  useEffect(
    () =>
      watch.attach(gl, () => {
        const { size, viewport } = get();
        return { width: size.width, height: size.height, pixelRatio: viewport.dpr };
      }),
    [watch, gl, get],
  );
  return null;
}
