import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encode } from 'fast-png';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadVdpPasses } from '../../src/kernels/vdp/vdp-passes-node.ts';
import { compareImages } from '../../src/metrics/fovvideovdp/compare-images.ts';
import { createReferencePasses } from '../../src/metrics/fovvideovdp/passes-reference.ts';
import { runGolden } from './golden.ts';
import { UsageError } from './usage-error.ts';

const GOLDEN = new URL('../../../shared/data/vision/fovvideovdp', import.meta.url).pathname;
const missing = existsSync(GOLDEN) ? '' : ' (skipped: the golden set is not beside this folder)';

describe.skipIf(missing !== '')(`FovVideoVDP against the authors' results${missing}`, () => {
  it('keeps to the bars', { timeout: 240_000 }, async () => {
    const report = await runGolden(GOLDEN, loadVdpPasses() ?? createReferencePasses());
    expect(report.images).toBe(51);
    expect(report.videos).toBe(33);
    expect(report.maxJodErrorImages).toBeLessThanOrEqual(0.005);
    expect(report.maxJodErrorVideos).toBeLessThanOrEqual(0.01);
    expect(report.maxUnitRelativeError).toBeLessThanOrEqual(1e-4);
    expect(report.maxSensitivityLog2Error).toBeLessThanOrEqual(1e-3);
    expect(Object.keys(report.unitRelativeErrors)).toHaveLength(6);
  });
});

describe('runGolden', () => {
  const passes = createReferencePasses();
  const [width, height] = [24, 20];
  const pictureOf = (noise: number) => ({
    width,
    height,
    data: Uint8Array.from({ length: 3 * width * height }, (_, i) => 90 + noise * ((i * 7919) % 13)),
    channels: 3 as const,
  });
  let folder = '';

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'golden-'));
    await writeFile(join(folder, 'ref.png'), encode(pictureOf(0)));
    await writeFile(join(folder, 'noise.png'), encode(pictureOf(2)));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const imageResult = (jod: number, name = 'noise') => ({
    ...{ name, display: 'standard_fhd', foveated: true, fixation: [3, 4], fps: 0, jod, ppd: 1 },
    Q_per_ch: [],
  });

  it('tells how far a folder of any kind is off', async () => {
    const { jod } = compareImages(pictureOf(2), pictureOf(0), { display: 'standard_fhd', gaze: [3, 4] });
    const results = [imageResult(jod), imageResult(jod - 0.25)];
    await writeFile(join(folder, 'images.json'), JSON.stringify(results));
    const report = await runGolden(folder, passes);
    expect(report.images).toBe(2);
    expect(report.videos).toBe(0);
    expect(report.maxJodErrorImages).toBeCloseTo(0.25, 6);
    expect(report.worst).toHaveLength(1);
    expect(report.maxSensitivityLog2Error).toBeNull();
  });

  it('plays raw videos with a gaze of each frame', async () => {
    await rm(join(folder, 'images.json'), { force: true });
    const video = (noise: number) => Buffer.concat([pictureOf(0).data, pictureOf(noise).data]);
    await writeFile(join(folder, 'vid_ref.rgb'), video(0));
    await writeFile(join(folder, 'vid_late.rgb'), video(3));
    const result = { ...imageResult(10, 'vid_late'), fps: 30, ref: 'vid_ref' };
    const results = [
      { ...result, fixation: [[0, 0], [3, 4]] },
      { ...result, name: 'vid_ref', fixation: null, foveated: false },
    ]; // biome-ignore format: one result a line
    await writeFile(join(folder, 'videos.json'), JSON.stringify({ H: height, W: width, N: 2, results }));
    const report = await runGolden(folder, passes);
    expect(report.videos).toBe(2);
    expect(report.worst[0]).toMatchObject({ name: 'vid_late', fps: 30 });
    expect(report.maxJodErrorVideos).toBeGreaterThan(0);
    await writeFile(join(folder, 'vid_late.rgb'), 'short');
    await expect(runGolden(folder, passes)).rejects.toThrow(/5 bytes instead of 2 frames of 24 × 20/);
    await rm(join(folder, 'videos.json'));
  });

  it('refuses folders with nothing in them, or with something missing', async () => {
    await expect(runGolden(tmpdir(), passes)).rejects.toThrow(/holds none of images\.json/);
    await writeFile(join(folder, 'images.json'), JSON.stringify([imageResult(9, 'gone')]));
    await expect(runGolden(folder, passes)).rejects.toThrow(/gone\.png cannot be read/);
    await writeFile(join(folder, 'images.json'), '{');
    await expect(runGolden(folder, passes)).rejects.toThrow(UsageError);
  });
});
