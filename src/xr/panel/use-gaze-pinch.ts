import { useFrame } from '@react-three/fiber';
import { useXR } from '@react-three/xr';
import { useEffect, useMemo } from 'react';
import type { GazeFields } from '../../shared/layouts.ts';
import type { Mailbox } from '../../shared/mailbox.ts';
import { GazePinch } from './gaze-pinch.ts';

/**
 * A `GazePinch` that follows the running session.
 * @param onAim told once a frame whether a pinch or trigger now belongs to one of the targets
 */
export function useGazePinch(gaze: Mailbox<GazeFields>, onAim: (aimed: boolean) => void): GazePinch {
  const pinch = useMemo(() => new GazePinch(gaze), [gaze]);
  const session = useXR((state) => state.session);
  useEffect(() => {
    const onSelect = (event: XRInputSourceEvent) => pinch.commit(event.inputSource);
    session?.addEventListener('select', onSelect);
    return () => session?.removeEventListener('select', onSelect);
  }, [session, pinch]);
  useFrame(({ camera }) => {
    pinch.update(camera);
    onAim(pinch.aimed);
  });
  // A board that is gone claims nothing.
  useEffect(() => () => onAim(false), [onAim]);
  return pinch;
}
