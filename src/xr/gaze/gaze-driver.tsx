import { useFrame } from '@react-three/fiber';
import { useMemo } from 'react';
import { nowMs } from '../../shared/time.ts';
import type { GazeHub } from './gaze-hub.ts';
import type { GazeFrame } from './gaze-source.ts';

/** After @react-three/xr has taken in the session's frame (-1000), before anything that uses the gaze. */
export const GAZE_FRAME_PRIORITY = -500;

/** Feeds every display frame, in and out of a session, to the hub. Renders nothing. */
export function GazeDriver({ hub }: { readonly hub: GazeHub }) {
  const gazeFrame = useMemo<GazeFrame>(
    () => ({ nowMs: 0, xrFrame: null, session: null, projection: [] }),
    [],
  );
  useFrame((state, _delta, xrFrame) => {
    gazeFrame.nowMs = nowMs();
    gazeFrame.xrFrame = xrFrame ?? null;
    gazeFrame.session = xrFrame?.session ?? null;
    gazeFrame.projection = state.camera.projectionMatrix.elements;
    hub.update(gazeFrame);
  }, GAZE_FRAME_PRIORITY);
  return null;
}
