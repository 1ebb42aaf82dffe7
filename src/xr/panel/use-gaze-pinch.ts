import { useFrame } from '@react-three/fiber';
import { useXR } from '@react-three/xr';
import { useEffect, useMemo } from 'react';
import type { GazeFields } from '../../shared/layouts.ts';
import type { Mailbox } from '../../shared/mailbox.ts';
import { GazePinch } from './gaze-pinch.ts';

/** A `GazePinch` that follows the running session. */
export function useGazePinch(gaze: Mailbox<GazeFields>): GazePinch {
  const pinch = useMemo(() => new GazePinch(gaze), [gaze]);
  const session = useXR((state) => state.session);
  useEffect(() => {
    const onSelect = (event: XRInputSourceEvent) => pinch.commit(event.inputSource);
    session?.addEventListener('select', onSelect);
    return () => session?.removeEventListener('select', onSelect);
  }, [session, pinch]);
  useFrame(({ camera }) => pinch.update(camera));
  return pinch;
}
