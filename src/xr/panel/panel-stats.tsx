import { Text } from '@react-three/uikit';
import { useEffect, useState } from 'react';
import type { FrameStats, Spread, StatsSnapshot } from '../scene/frame-stats.ts';

/** One line is renewed at a time: laying out all of them in one frame would be seen as a late frame. */
const REFRESH_MS = 400;

function ms(spread: Spread): string {
  return Number.isNaN(spread.median) ? '-' : `${spread.median.toFixed(1)} (${spread.p95.toFixed(1)})`;
}

function percent({ pixelsShaded, pixelsTotal }: StatsSnapshot): number {
  return pixelsTotal > 0 ? Math.round((100 * pixelsShaded) / pixelsTotal) : 0;
}

const LINES: readonly ((s: StatsSnapshot) => string)[] = [
  (s) => `Display ${ms(s.displayMs)} ms   Splats ${ms(s.splatMs)} ms`,
  (s) => `Gaze to photon ${ms(s.gazeAgeMs)} ms   CPU ${ms(s.callbackMs)} ms`,
  (s) =>
    `${Math.round(s.splatsDrawn / 1000)} k splats   ${percent(s)} % of pixels   ${s.width} x ${s.height} x ${s.eyes}`,
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
