import { loadVdpPasses } from '../../src/kernels/vdp/vdp-passes-node.ts';
import { sensitivityTable } from '../../src/metrics/fovvideovdp/csf/sensitivity.ts';
import { FovVideoVdp } from '../../src/metrics/fovvideovdp/fovvideovdp.ts';
import { createReferencePasses } from '../../src/metrics/fovvideovdp/passes-reference.ts';
import type { VdpPasses } from '../../src/shared/vdp-passes.ts';
import type { BenchDisplay } from './bench-display.ts';

/** The fastest passes that this Node runs. */
export function fastPasses(): VdpPasses {
  return loadVdpPasses() ?? createReferencePasses();
}

/** FovVideoVDP for videos on a headset, for one thread. */
export function makeMetric({ model, width, height }: BenchDisplay, fps: number): FovVideoVdp {
  return new FovVideoVdp({
    display: model,
    width,
    height,
    fps,
    passes: fastPasses(),
    sensitivity: sensitivityTable(),
  });
}
