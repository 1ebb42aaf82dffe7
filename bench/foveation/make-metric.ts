import { sensitivityTable } from '../../src/metrics/fovvideovdp/csf/sensitivity.ts';
import { FovVideoVdp } from '../../src/metrics/fovvideovdp/fovvideovdp.ts';
import type { BenchDisplay } from './bench-display.ts';

/** FovVideoVDP for videos on a headset, for one thread. */
export async function makeMetric({ model, width, height }: BenchDisplay, fps: number): Promise<FovVideoVdp> {
  return new FovVideoVdp({ display: model, width, height, fps, sensitivity: sensitivityTable() });
}
