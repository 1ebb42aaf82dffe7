import { Text } from '@react-three/uikit';
import { useEffect, useState } from 'react';
import type { FrameStats, Spread } from '../scene/frame-stats.ts';

const REFRESH_MS = 500;

function ms(spread: Spread): string {
  return Number.isNaN(spread.median) ? '-' : `${spread.median.toFixed(1)} (${spread.p95.toFixed(1)})`;
}

function lines(stats: FrameStats): string {
  const s = stats.snapshot();
  const share = s.pixelsTotal > 0 ? Math.round((100 * s.pixelsShaded) / s.pixelsTotal) : 0;
  return [
    `Display ${ms(s.displayMs)} ms   Splats ${ms(s.splatMs)} ms`,
    `Gaze to photon ${ms(s.gazeAgeMs)} ms   CPU ${ms(s.callbackMs)} ms`,
    `${Math.round(s.splatsDrawn / 1000)} k splats   ${share} % of pixels   ${s.width} x ${s.height} x ${s.eyes}`,
  ].join('\n');
}

/** Median and, in brackets, 95th percentile of the measurements. */
export function PanelStats({ stats }: { readonly stats: FrameStats }) {
  const [text, setText] = useState(() => lines(stats));
  useEffect(() => {
    const timer = setInterval(() => setText(lines(stats)), REFRESH_MS);
    return () => clearInterval(timer);
  }, [stats]);
  return (
    <Text fontSize={17} lineHeight={1.35} whiteSpace="pre" color="#c6cdd9">
      {text}
    </Text>
  );
}
