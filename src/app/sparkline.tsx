import { useEffect, useRef } from 'react';
import type { SampleWindow } from '../xr/scene/sample-window.ts';

const WIDTH = 96;
const HEIGHT = 22;
const REDRAW_MS = 250;

interface SparklineProps {
  readonly window: SampleWindow;
  readonly label: string;
  readonly color: string;
}

/** The last values of one measurement as bars from zero, newest on the right; the scale follows the largest. */
export function Sparkline({ window, label, color }: SparklineProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    const draw = () => {
      context.clearRect(0, 0, WIDTH, HEIGHT);
      const top = Math.max(window.percentile(0.98) * 1.15, 1);
      context.fillStyle = color;
      for (let age = 0; age < Math.min(WIDTH, window.count); age++) {
        const height = Math.max(1, Math.min(1, window.at(age) / top) * HEIGHT);
        context.fillRect(WIDTH - 1 - age, HEIGHT - height, 1, height);
      }
    };
    const timer = setInterval(draw, REDRAW_MS);
    return () => clearInterval(timer);
  }, [window, color]);
  return <canvas ref={canvas} width={WIDTH} height={HEIGHT} role="img" aria-label={label} />;
}
