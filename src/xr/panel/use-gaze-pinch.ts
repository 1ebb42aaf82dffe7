import { useFrame } from '@react-three/fiber';
import { useXR } from '@react-three/xr';
import { useEffect, useMemo } from 'react';
import type { GazeFields } from '../../shared/layouts.ts';
import type { Mailbox } from '../../shared/mailbox.ts';
import { GazePinch } from './gaze-pinch.ts';

/**
 * A `GazePinch` that follows the running session.
 * @param onAim told at the start of each pinch or trigger pull whether it belongs to one of the targets; what it does
 * there may move the target away before it ends
 */
export function useGazePinch(gaze: Mailbox<GazeFields>, onAim: (aimed: boolean) => void): GazePinch {
  const pinch = useMemo(() => new GazePinch(gaze), [gaze]);
  const session = useXR((state) => state.session);
  useEffect(() => {
    const onStart = () => onAim(pinch.aimed);
    const onSelect = (event: XRInputSourceEvent) => {
      // What a person does before a system dialog is not meant for the board behind it.
      if (session?.visibilityState === 'visible') pinch.commit(event.inputSource);
    };
    session?.addEventListener('selectstart', onStart);
    session?.addEventListener('select', onSelect);
    return () => {
      session?.removeEventListener('selectstart', onStart);
      session?.removeEventListener('select', onSelect);
    };
  }, [session, pinch, onAim]);
  useFrame(({ camera }) => pinch.update(camera));
  // A board that is gone claims nothing.
  useEffect(() => () => onAim(false), [onAim]);
  return pinch;
}
