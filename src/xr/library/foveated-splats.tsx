import { addAfterEffect, useFrame, useThree } from '@react-three/fiber';
import { useEffect, useRef, useState } from 'react';
import { nowMs } from '../../shared/time.ts';
import type { SplatClient } from '../../workers/splats/splat-client.ts';
import { SplatsObject, type SplatsObjectOptions, type SplatsSettings } from './splats-object.ts';
import type { SplatsSource } from './splats-source.ts';

/** After @react-three/xr has taken in the session's frame (-1000) and whatever moves the camera (-900). */
const FRAME_PRIORITY = -500;

export interface FoveatedSplatsProps extends SplatsSettings, Omit<SplatsObjectOptions, 'gl'> {
  /** The scene to show; another one replaces it once it is open. */
  readonly src?: SplatsSource;
  /** Workers that are shared with others; without it the component starts and ends its own. */
  readonly client?: SplatClient;
}

/** Splats inside a React Three Fiber canvas; see `SplatsObject`. Callbacks may change at any time. */
export function FoveatedSplats(props: FoveatedSplatsProps) {
  const { src, client, onProgress, onReady, onError, onRemark, ...settings } = props;
  const gl = useThree((state) => state.gl);
  const [object, setObject] = useState<SplatsObject | null>(null);
  const latest = useRef(props);
  latest.current = props;

  useEffect(() => {
    const made = new SplatsObject({
      ...{ gl, ...(client ? { client } : {}) },
      onProgress: (progress) => latest.current.onProgress?.(progress),
      onReady: (info) => latest.current.onReady?.(info),
      onError: (error) => latest.current.onError?.(error),
      onRemark: (sentence) => latest.current.onRemark?.(sentence),
      ...(latest.current.renderer ? { renderer: latest.current.renderer } : {}),
    });
    setObject(made);
    const end = addAfterEffect(() => made.stats.frameEnded(nowMs()));
    return () => {
      end();
      setObject(null);
      made.dispose();
    };
  }, [gl, client]);

  useEffect(() => {
    if (object && src !== undefined) void object.load(src);
  }, [object, src]);

  // Every render may bring other settings; taking over the same ones costs nothing.
  useEffect(() => object?.set(settings));

  useFrame((state, _delta, xrFrame) => object?.update(state.camera, xrFrame ?? null), FRAME_PRIORITY);
  return object && <primitive object={object} />;
}
