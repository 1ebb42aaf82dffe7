import { Text } from '@react-three/uikit';
import { useEffect, useState } from 'react';
import type { FrameStats, StatsSnapshot } from '../scene/frame-stats.ts';
import type { Spread } from '../scene/sample-window.ts';

/** One line is renewed at a time: laying out all of them in one frame would be seen as a late frame. */
const REFRESH_MS = 400;

function ms(spread: Spread): string {
  return Number.isNaN(spread.median) ? '-' : `${spread.median.toFixed(1)} (${spread.p95.toFixed(1)})`;
}

function percent({ pixelsShaded, pixelsTotal }: StatsSnapshot): number {
  return pixelsTotal > 0 ? Math.round((100 * pixelsShaded) / pixelsTotal) : 0;
}

function thousands(splats: number): string {
  return `${Math.round(splats / 1000)} k`;
}

/** How old the order of the splats is, or how often pictures come. */
function splatLine(s: StatsSnapshot): string {
  if (s.renderer !== 'quads') return `Display ${ms(s.displayMs)} ms   Splats ${ms(s.splatMs)} ms`;
  const { intervalMs, ageFrames, ageDeg } = s.lists;
  const deg = Number.isNaN(ageDeg.median) ? '-' : ageDeg.median.toFixed(2);
  return `Display ${ms(s.displayMs)} ms   Lists ${ms(intervalMs)} ms   Order ${ageFrames.median} frames, ${deg} deg`;
}

function countLine(s: StatsSnapshot): string {
  const size = `${s.width} x ${s.height} x ${s.eyes}`;
  if (s.renderer !== 'quads')
    return `${thousands(s.splatsDrawn)} splats   ${percent(s)} % of pixels   ${size}`;
  return `${thousands(s.lists.submitted)} of ${thousands(s.lists.total)} splats   ${percent(s)} % of pixels   ${size}`;
}

const LINES: readonly ((s: StatsSnapshot) => string)[] = [
  splatLine,
  (s) => `Gaze to photon ${ms(s.gazeAgeMs)} ms   CPU ${ms(s.callbackMs)} ms`,
  countLine,
];

/** Median and, in brackets, 95th percentile of the measurements. */
export function PanelStats({ stats }: { readonly stats: FrameStats }) {
  const [texts, setTexts] = useState(() => LINES.map((line) => line(stats.snapshot())));
  useEffect(() => {
    let next = 0;
    const timer = setInterval(() => {
      const turn = next++ % LINES.length;
      const text = LINES[turn]!(stats.snapshot());
      setTexts((old) => old.with(turn, text));
    }, REFRESH_MS);
    return () => clearInterval(timer);
  }, [stats]);
  return texts.map((text, index) => (
    <Text key={index} fontSize={17} whiteSpace="pre" color="#c6cdd9" marginBottom={-6}>
      {text}
    </Text>
  ));
}
