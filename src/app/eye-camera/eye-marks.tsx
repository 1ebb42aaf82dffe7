import { useFrame } from '@react-three/fiber';
import { useEffect, useMemo } from 'react';
import { CalibrationTarget } from '../../xr/scene/calibration-target.ts';
import { GazeMarks } from '../../xr/scene/gaze-marks.ts';
import type { Services } from '../services.ts';

/**
 * Truth, estimate and safe radii in the scene while measurements are shown, and what to look at in a calibration. React contexts do
 * not reach into the canvas, so services are passed.
 */
export function EyeMarks({ services }: { readonly services: Services }) {
  const { eye, settings } = services;
  const marks = useMemo(() => new GazeMarks(), []);
  const target = useMemo(() => new CalibrationTarget(), []);
  useEffect(
    () => () => {
      marks.dispose();
      target.dispose();
    },
    [marks, target],
  );
  useFrame(({ camera, gl }) => {
    const { gaze, stats } = settings.getState();
    const calibrating = eye.calibration.target.shown;
    // In a session three has placed the head already; on a desk it does when it draws.
    if (!gl.xr.isPresenting) camera.updateWorldMatrix(true, false);
    marks.visible = gaze === 'camera' && stats && !calibrating;
    if (marks.visible) marks.update(camera, eye.readout.marks);
    target.update(camera, eye.calibration.target);
  });
  return (
    <>
      <primitive object={marks} />
      <primitive object={target} />
    </>
  );
}
