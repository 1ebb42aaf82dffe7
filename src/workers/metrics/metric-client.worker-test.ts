import { afterEach, expect, it } from 'vitest';
import { compareImages } from '../../metrics/fovvideovdp/compare-images.ts';
import type { FramePixels } from '../../metrics/fovvideovdp/frame-pixels.ts';
import { createMetricClient, type MetricClient } from './metric-client.ts';

const [width, height] = [60, 44];

function frame(noise: number): FramePixels {
  const data = Uint8Array.from(
    { length: width * height },
    (_, i) => 120 + 60 * Math.sin(i / 5) + noise * ((i * 7919) % 13),
  );
  return { width, height, data, channels: 1 };
}

let client: MetricClient | null = null;
afterEach(() => {
  client?.dispose();
  client = null;
});

it('scores pictures as the metric itself does, and maps the differences', async () => {
  client = createMetricClient();
  const options = { display: 'quest3', gaze: [10, 10], map: true } as const;
  const wanted = compareImages(frame(3), frame(0), options);
  const report = await client.compare(frame(3), frame(0), options);
  expect(report.jod).toBeCloseTo(wanted.jod, 4);
  expect(report.loss).toHaveLength(width * height);
});

it('scores a video frame by frame while pictures come between', async () => {
  client = createMetricClient();
  const calls: Promise<unknown>[] = [client.begin({ display: 'quest3', width, height, fps: 72 })];
  for (let i = 0; i < 5; i++) {
    calls.push(client.addFrame(frame(2), frame(0), [10 * i, 20]));
    calls.push(client.compare(frame(1), frame(0), { display: 'desk' }));
  }
  const report = await client.finish();
  await Promise.all(calls);
  expect(report.frames).toHaveLength(5);
  expect(report.jod).toBeGreaterThan(0);
  expect(report.jod).toBeLessThan(10);
  expect(report.loss).toBeNull();
});

it('rejects with the sentence of what is wrong', async () => {
  client = createMetricClient();
  await expect(client.finish()).rejects.toThrow('No video has been begun.');
  await expect(client.begin({ display: 'cinema', width, height })).rejects.toThrow(/no display "cinema"/);
  const small: FramePixels = { ...frame(0), width: 44, height: 60 };
  await expect(client.compare(small, frame(0), { display: 'desk' })).rejects.toThrow(
    /44 × 60 pixels instead/,
  );
});
