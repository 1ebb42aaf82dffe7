import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { isImmersive } from '../../xr/session/session-watch.ts';
import { useServices } from '../services.ts';
import { CalibrationBar } from './calibration-bar.tsx';
import { eyeFacts } from './eye-facts.ts';

const REFRESH_MS = 300;

/** What the eye camera sees, what the tracker makes of it, and its calibration. Shown while it gives the gaze. */
export function EyePanel() {
  const { settings, session } = useServices();
  const chosen = useStore(settings, (state) => state.gaze === 'camera');
  // Inside a headset the board shows it; the page is out of sight.
  const inside = useStore(session.store, (state) => isImmersive(state.phase));
  return chosen && !inside ? <OpenPanel /> : null;
}

function OpenPanel() {
  const { eye } = useServices();
  const { phase, sentence } = useStore(eye.store);
  const closed = useStore(eye.store, (state) => state.closed);
  const place = useRef<HTMLDivElement>(null);
  const [facts, setFacts] = useState(() => eyeFacts(eye.readout.numbers()));
  useEffect(() => {
    const timer = setInterval(() => setFacts(eyeFacts(eye.readout.numbers())), REFRESH_MS);
    return () => clearInterval(timer);
  }, [eye]);
  useEffect(() => {
    place.current?.append(eye.canvas);
    return eye.watch();
  }, [eye]);
  return (
    <section className="eye-panel" aria-label="Eye camera, simulated">
      <h2>Eye camera, simulated</h2>
      <div ref={place} className="eye-picture" />
      {phase === 'live' ? (
        <>
          <p className="legend">
            <span className="truth">○</span> true pupil <span className="estimate">●</span> exits{' '}
            <span className="crop">□</span> read by it
          </p>
          <table>
            <tbody>
              <FactRow name="Error, 2 s" value={facts.error} />
              <FactRow name="Exits, ms" value={facts.exits} />
              <FactRow name="Tokens" value={facts.tokens} />
              <FactRow name="Camera" value={facts.camera} />
              <FactRow name="Eye" value={facts.movement} />
            </tbody>
          </table>
        </>
      ) : null}
      {sentence !== null && (
        <p className={phase === 'failed' ? 'problem' : 'dim'} role="status">
          {sentence}
        </p>
      )}
      {phase === 'loading' && <progress aria-label="The tracker is loading" />}
      <label>
        <input
          type="checkbox"
          id="close-eye"
          checked={closed}
          onChange={({ target }) => eye.setClosed(target.checked)}
        />
        Eye closed (hold <kbd>B</kbd>)
      </label>
      {phase === 'live' && <CalibrationBar calibration={eye.calibration} />}
    </section>
  );
}

function FactRow({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{value}</td>
    </tr>
  );
}
