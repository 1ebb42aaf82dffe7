import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { type FrameStats, STAGES, type StatsSnapshot } from '../xr/scene/frame-stats.ts';
import { LIST_STAGES } from '../xr/scene/list-stats.ts';
import type { SampleWindow, Spread } from '../xr/scene/sample-window.ts';
import { isImmersive } from '../xr/session/session-watch.ts';
import { formatCount, formatMs } from './format.ts';
import { LevelBar } from './level-bar.tsx';
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
  const rows = snapshot.renderer === 'quads' ? quadsRows(snapshot, stats) : tilesRows(snapshot, stats);
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
      {snapshot.renderer === 'quads' ? (
        <QuadsCounts snapshot={snapshot} />
      ) : (
        <TilesCounts snapshot={snapshot} autoWidth={autoWidth} />
      )}
    </section>
  );
}

type Row = readonly [name: string, spread: Spread, window: SampleWindow, color: string];

function tilesRows(snapshot: StatsSnapshot, stats: FrameStats): readonly Row[] {
  return [
    ['Display interval', snapshot.displayMs, stats.displayMs, '#7dd3fc'],
    ['Splat interval', snapshot.splatMs, stats.splatMs, '#fbbf6b'],
    ['Gaze to photon', snapshot.gazeAgeMs, stats.gazeAgeMs, '#c4a5ff'],
    ['Page CPU a frame', snapshot.callbackMs, stats.callbackMs, '#86e3a5'],
  ];
}

function quadsRows(snapshot: StatsSnapshot, stats: FrameStats): readonly Row[] {
  const { lists } = snapshot;
  return [
    ['Display interval', snapshot.displayMs, stats.displayMs, '#7dd3fc'],
    ['List interval', lists.intervalMs, stats.lists.intervalMs, '#fbbf6b'],
    ['Order age', lists.ageMs, stats.lists.ageMs, '#f59fb5'],
    ['Gaze to photon', snapshot.gazeAgeMs, stats.gazeAgeMs, '#c4a5ff'],
    ['Page CPU a frame', snapshot.callbackMs, stats.callbackMs, '#86e3a5'],
  ];
}

interface TilesCountsProps {
  readonly snapshot: StatsSnapshot;
  readonly autoWidth: boolean;
}

function TilesCounts({ snapshot, autoWidth }: TilesCountsProps) {
  return (
    <>
      <p>
        {formatCount(snapshot.splatsDrawn)} of {formatCount(snapshot.splatsTotal)} splats ·{' '}
        {formatCount(snapshot.pixelsShaded)} pixels shaded (
        {percent(snapshot.pixelsShaded, snapshot.pixelsTotal)}) · {sizeText(snapshot)}
        {autoWidth && ' (auto)'}
      </p>
      <p className="stages">
        {STAGES.map((stage) => `${stage} ${formatMs(snapshot.stageMs[stage].median)}`).join(' · ')}
      </p>
    </>
  );
}

function QuadsCounts({ snapshot }: { readonly snapshot: StatsSnapshot }) {
  const { submitted, inView, total, ageFrames, ageDeg, stageMs } = snapshot.lists;
  return (
    <>
      <p>
        {formatCount(submitted)} of {formatCount(total)} splats submitted, {formatCount(inView)} in view ·{' '}
        {percent(snapshot.pixelsShaded, snapshot.pixelsTotal)} of pixels · {sizeText(snapshot)}
      </p>
      <LevelBar shares={snapshot.levelShares} />
      <p className="stages">
        order {ageFrames.median} frames old ({ageFrames.p95}), {formatDegrees(ageDeg)} off · list:{' '}
        {LIST_STAGES.map((stage) => `${stage} ${formatMs(stageMs[stage].median)}`).join(' · ')}
      </p>
    </>
  );
}

function sizeText({ width, height, eyes }: StatsSnapshot): string {
  return `${width} × ${height}${eyes === 2 ? ' × 2' : ''}`;
}

function formatDegrees({ median }: Spread): string {
  return Number.isNaN(median) ? '–' : `${median.toFixed(2)}°`;
}
