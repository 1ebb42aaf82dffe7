import { useEffect, useMemo, useRef } from 'react';
import type { TravelOptions } from '../session/travel.ts';
import { FlatPainter, type FlatPainterOptions } from './flat-painter.ts';

export interface FlatViewProps extends FlatPainterOptions, Pick<TravelOptions, 'rig' | 'orbitTarget'> {
  /** Why there is no 3D view, one sentence. */
  readonly reason: string;
  readonly onRetry: () => void;
  /** Told the canvas once it is there, and null when it goes. Must stay the same function. */
  readonly onCanvas: (canvas: HTMLCanvasElement | null) => void;
}

/** The lower step of the desk for browsers without WebGL2. The options must stay the same objects. */
export function FlatView(props: FlatViewProps) {
  const { client, gaze, hub, settings, stats, tracking = null, camera, rig, orbitTarget, onCanvas } = props;
  const element = useRef<HTMLCanvasElement>(null);
  const painter = useRef<FlatPainter>(null);
  const travel = useMemo(
    () => ({ rig, ...(orbitTarget === undefined ? {} : { orbitTarget }) }),
    [rig, orbitTarget],
  );
  const latest = useRef(travel);
  latest.current = travel;
  useEffect(() => {
    if (!element.current) return;
    const made = new FlatPainter(
      element.current,
      { client, gaze, hub, settings, stats, tracking, camera },
      latest.current,
    );
    painter.current = made;
    made.start();
    onCanvas(element.current);
    return () => {
      made.stop();
      painter.current = null;
      onCanvas(null);
    };
  }, [client, gaze, hub, settings, stats, tracking, camera, onCanvas]);
  useEffect(() => {
    if (painter.current) painter.current.travelOptions = travel;
  }, [travel]);
  return (
    <>
      <canvas
        ref={element}
        aria-label="The captured place"
        style={{ display: 'block', width: '100%', height: '100%', touchAction: 'none' }}
      />
      <p className="flat-note" role="status">
        {props.reason}{' '}
        <button type="button" onClick={props.onRetry}>
          Try WebGL again
        </button>
      </p>
    </>
  );
}
