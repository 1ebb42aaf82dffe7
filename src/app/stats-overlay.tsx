import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { type Spread, STAGES, type StatsSnapshot } from '../xr/scene/frame-stats.ts';
import { isImmersive } from '../xr/session/session-watch.ts';
import { formatCount, formatMs } from './format.ts';
import { useServices } from './services.ts';
import { Sparkline } from './sparkline.tsx';

const REFRESH_MS = 500;

function percent(part: number, whole: number): string {
  return whole > 0 ? `${Math.round((100 * part) / whole)} %` : '–';
}

/** Measurements of display and splats. Median and 95th percentile over the last 240 values. */
export function StatsOverlay() {
  const { stats, settings, session } = useServices();
  const wanted = useStore(settings, (state) => state.stats);
  const autoWidth = useStore(settings, (state) => state.width === 0);
  // Inside a headset the board shows them; the page is out of sight.
  const inside = useStore(session.store, (state) => isImmersive(state.phase));
  const shown = wanted && !inside;
  const [snapshot, setSnapshot] = useState<StatsSnapshot>(() => stats.snapshot());
  useEffect(() => {
    if (!shown) return;
    const timer = setInterval(() => setSnapshot(stats.snapshot()), REFRESH_MS);
    return () => clearInterval(timer);
  }, [shown, stats]);
  if (!shown) return null;
  const rows: [name: string, spread: Spread, window: typeof stats.displayMs, color: string][] = [
    ['Display interval', snapshot.displayMs, stats.displayMs, '#7dd3fc'],
    ['Splat interval', snapshot.splatMs, stats.splatMs, '#fbbf6b'],
    ['Gaze to photon', snapshot.gazeAgeMs, stats.gazeAgeMs, '#c4a5ff'],
    ['Page CPU a frame', snapshot.callbackMs, stats.callbackMs, '#86e3a5'],
  ];
  return (
    <section className="stats" aria-label="Measurements">
      <table>
        <thead>
          <tr>
            <th scope="col">ms, this machine</th>
            <th scope="col">median</th>
            <th scope="col">p95</th>
            <th />
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, spread, window, color]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{formatMs(spread.median)}</td>
              <td>{formatMs(spread.p95)}</td>
              <td>
                <Sparkline window={window} label={`${name}, recent values`} color={color} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        {formatCount(snapshot.splatsDrawn)} of {formatCount(snapshot.splatsTotal)} splats ·{' '}
        {formatCount(snapshot.pixelsShaded)} pixels shaded (
        {percent(snapshot.pixelsShaded, snapshot.pixelsTotal)}) · {snapshot.width} × {snapshot.height}
        {snapshot.eyes === 2 && ' × 2'}
        {autoWidth && ' (auto)'}
      </p>
      <p className="stages">
        {STAGES.map((stage) => `${stage} ${formatMs(snapshot.stageMs[stage].median)}`).join(' · ')}
      </p>
    </section>
  );
}
