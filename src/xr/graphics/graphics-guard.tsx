import { useThree } from '@react-three/fiber';
import { Component, type ReactNode, useEffect } from 'react';
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

interface BoundaryProps {
  readonly watch: GraphicsWatch;
  readonly children: ReactNode;
}

/** Around the canvas: one that cannot be set up leads to the flat step instead of an empty page. */
export class GraphicsBoundary extends Component<BoundaryProps, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override componentDidCatch(error: unknown): void {
    this.props.watch.canvasFailed(error);
  }

  override render(): ReactNode {
    return this.state.failed ? null : this.props.children;
  }
}
