import { addAfterEffect, useFrame } from '@react-three/fiber';
import { useEffect, useMemo } from 'react';
import { nowMs } from '../../shared/time.ts';
import { GazeTrail } from './gaze-trail.ts';
import { SplatDisplay, type SplatDisplayOptions } from './splat-display.ts';

/** Before everything else in a frame: the time of everything else counts. */
const FIRST = -10_000;

/** The splats and the overlays that belong to them, inside a canvas. The options must stay the same objects. */
export function SplatView({ client, gaze, settings, stats }: SplatDisplayOptions) {
  const display = useMemo(
    () => new SplatDisplay({ client, gaze, settings, stats }),
    [client, gaze, settings, stats],
  );
  const trail = useMemo(() => new GazeTrail(gaze), [gaze]);
  useEffect(() => () => display.dispose(), [display]);
  useEffect(() => () => trail.dispose(), [trail]);
  useEffect(() => addAfterEffect(() => stats.frameEnded(nowMs())), [stats]);
  useFrame(() => stats.frameStarted(nowMs()), FIRST);
  useFrame(() => {
    const { trail: wanted } = settings.getState();
    if (trail.visible && !wanted) trail.forget();
    trail.visible = wanted;
    if (wanted) trail.update(display.publisher.record);
  });
  return (
    <>
      <primitive object={display} />
      <primitive object={trail} />
    </>
  );
}
