import { expect, it } from 'vitest';
import { FovVideoVdp } from '../../metrics/fovvideovdp/fovvideovdp.ts';
import { loadVdpPasses } from './vdp-passes-vite.ts';

it('scores a video in a browser as the reference does', async () => {
  const passes = await loadVdpPasses();
  expect(['simd', 'relaxed']).toContain(passes.name);
  const [width, height] = [67, 45];
  const frame = (shift: number, noise: number) => {
    const data = Uint8Array.from(
      { length: 3 * width * height },
      (_, i) => 60 + 50 * Math.sin((i + shift) / 7) + noise * ((i * 7919 + shift) % 31),
    );
    return { width, height, data, channels: 3 } as const;
  };
  const score = (options: { passes?: typeof passes }) => {
    const metric = new FovVideoVdp({ display: 'standard_4k', width, height, fps: 30, ...options });
    for (let t = 0; t < 6; t++) metric.addFrame(frame(t, 4), frame(t, 0), [4 * t, 20]);
    return metric.finish().jod;
  };
  const wanted = score({});
  expect(wanted).toBeGreaterThan(3);
  expect(wanted).toBeLessThan(9.9);
  expect(Math.abs(score({ passes }) - wanted)).toBeLessThan(1e-4);
});
