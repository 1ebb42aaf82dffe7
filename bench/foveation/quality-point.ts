import type { Row } from '../harness/suite.ts';
import type { Headset } from './bench-display.ts';
import type { StereoRenderer } from './stereo-renderer.ts';
import type { TakeResult } from './takes.ts';

export type RendererName = StereoRenderer['name'];

/** One take, and where it was seen. */
export interface QualityPoint extends TakeResult {
  readonly renderer: RendererName;
  readonly scene: string;
  readonly display: Headset;
}

/**
 * What a point takes, as a share of the same clip in full by the same renderer: runs of the fragment shader where they are counted,
 * else pixels shaded.
 */
export function costShare({ figures, full }: Pick<TakeResult, 'figures' | 'full'>): number {
  return figures.fragments !== null && full.fragments
    ? figures.fragments / full.fragments
    : figures.pixelsShaded / figures.pixelsTotal;
}

/** The point as rows of the report. */
export function pointRows(part: string, point: QualityPoint): Row[] {
  const { figures, full, budget, latencySeconds } = point;
  const limit = budget > 0 ? `, ${budget / 1000}k splats` : '';
  const age = latencySeconds > 0 ? `, gaze ${Math.round(1000 * latencySeconds)} ms old` : '';
  const row = {
    part,
    scene: `${point.scene}, ${point.display}`,
    subject: `${point.renderer} ${point.preset}${limit}${age}`,
  };
  const { fragments } = figures;
  return [
    { ...row, metric: 'JOD loss', unit: 'JOD', value: point.jodLoss },
    { ...row, metric: 'JOD loss in the fovea', unit: 'JOD', value: point.foveaJodLoss },
    { ...row, metric: 'worst PSNR in the fovea', unit: 'dB', value: point.foveaPsnrDb },
    { ...row, metric: 'flicker added', unit: 'codes²', value: point.flickerEnergy },
    {
      ...row,
      metric: 'pixels shaded',
      unit: '%',
      value: (100 * figures.pixelsShaded) / figures.pixelsTotal,
    },
    { ...row, metric: 'splats', unit: '% of full', value: (100 * figures.splats) / full.splats },
    ...(fragments !== null && full.fragments
      ? [{ ...row, metric: 'fragments', unit: '% of full', value: (100 * fragments) / full.fragments }]
      : []),
  ];
}
