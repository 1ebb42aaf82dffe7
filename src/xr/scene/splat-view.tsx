import { addAfterEffect, useFrame, useThree } from '@react-three/fiber';
import { useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import { nowMs } from '../../shared/time.ts';
import { GazeTrail } from './gaze-trail.ts';
import { makeRenderer } from './renderer/make-renderer.ts';
import type { RendererChoice } from './renderer/renderer-choice.ts';
import type { SplatDisplayOptions } from './splat-display.ts';

/** Before everything else in a frame: the time of everything else counts. */
const FIRST = -10_000;

export interface SplatViewProps extends SplatDisplayOptions {
  readonly renderer: RendererChoice;
}

/** The splats and the overlays that belong to them, inside a canvas. The props must stay the same objects. */
export function SplatView({ client, gaze, settings, stats, tracking, renderer }: SplatViewProps) {
  const gl = useThree((state) => state.gl);
  useEffect(() => renderer.attach(gl), [renderer, gl]);
  const running = useStore(renderer.store, (state) => state.running);
  const display = useMemo(
    () =>
      makeRenderer(running, { client, gaze, settings, stats, tracking: tracking ?? null }, (sentence) =>
        renderer.failed(sentence),
      ),
    [running, client, gaze, settings, stats, tracking, renderer],
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
