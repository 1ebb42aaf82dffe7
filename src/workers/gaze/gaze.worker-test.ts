import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GAZE_FLAG } from '../../shared/gaze.ts';
import { EYE_LAYOUT, GAZE_LAYOUT } from '../../shared/layouts.ts';
import { nowMs } from '../../shared/time.ts';
import { directionOfAngles } from './angles.ts';
import { createGazeClient, type GazeClient } from './gaze-client.ts';
import { randomWeights } from './network/test-support/random-weights.ts';
import { EXIT_SIGMA_DEG } from './test-support/gaze-bench.ts';
import { HEADSET } from './tracker-config.ts';

const url = (part: BlobPart) => URL.createObjectURL(new Blob([part]));
const tracker = url(JSON.stringify({ exitSigmaDeg: EXIT_SIGMA_DEG }));
const weights = url(randomWeights(HEADSET, 1) as Uint8Array<ArrayBuffer>);

let client: GazeClient;
const eye = EYE_LAYOUT.record();
eye.person[0] = 3;
const sample = GAZE_LAYOUT.record();

/** Shows an eye and waits for the image of it. */
async function look(yawDeg: number, pitchDeg: number, openness: number) {
  eye.captureMs[0] = nowMs();
  directionOfAngles(yawDeg, pitchDeg, eye.direction);
  eye.openness[0] = openness;
  eye.pupilMm[0] = 4.5;
  eye.serial[0]!++;
  client.eye.publish(eye);
  const image = client.image.layout.record();
  const shown = () => client.image.read(image) && image.captureMs[0] === eye.captureMs[0];
  await expect.poll(shown, { timeout: 20_000, interval: 5 }).toBe(true);
  return { image, pixels: client.pixels(image.slot[0]!).slice() };
}

const mean = (pixels: Uint8Array) => pixels.reduce((sum, pixel) => sum + pixel, 0) / pixels.length;

describe('the tracker’s worker as it ships, but for its weights', () => {
  beforeAll(async () => {
    client = createGazeClient({ assets: { tracker, weights, saccadeNet: null } });
    await client.load();
  });
  afterAll(() => client.dispose());

  it('takes eye images in which a pupil can be seen, and runs the network on them', async () => {
    const { image, pixels } = await look(0, 0, 0.9);
    const limit = 0.5 * mean(pixels);
    const dark = [...pixels].filter((pixel) => pixel < limit).length;
    expect(dark).toBeGreaterThan(60);
    expect(dark).toBeLessThan(0.3 * pixels.length);
    expect([...image.exitMs].every((ms) => ms > 0)).toBe(true);
    expect([...image.exitTokens]).toEqual(Array(6).fill(48));
    expect(client.tracked.read(sample)).toBe(true);
    expect([sample.exit[0], sample.image[0]]).toEqual([6, image.serial[0]]);
  });

  it('shows another image when the eye turns, and the same noise-free face', async () => {
    client.setSwitches({ noise: 0 });
    const ahead = await look(0, 0, 0.9);
    const again = await look(0, 0, 0.9);
    const aside = await look(15, 0, 0.9);
    const differ = (a: Uint8Array, b: Uint8Array) =>
      a.filter((pixel, i) => Math.abs(pixel - b[i]!) > 20).length;
    expect(differ(ahead.pixels, again.pixels)).toBe(0);
    expect(differ(ahead.pixels, aside.pixels)).toBeGreaterThan(100);
  });

  it('prunes tokens by the share that it is told', async () => {
    client.setTopK(0.5);
    const { image } = await look(0, 0, 0.9);
    expect([...image.exitTokens]).toEqual([48, 48, 24, 24, 12, 12]);
    client.setTopK(1);
  });

  it('survives a change of person, which takes long', async () => {
    const statuses = client.status;
    for (let person = 10; person < 13; person++) {
      eye.person[0] = person;
      await look(0, 0, 0.9);
    }
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(client.status).toBe(statuses);
  });

  it('gives no valid gaze where an eye has no direction', async () => {
    eye.captureMs[0] = nowMs();
    eye.direction.fill(Number.NaN);
    eye.serial[0]!++;
    client.eye.publish(eye);
    const heard = () => client.tracked.read(sample) && sample.captureMs[0] === eye.captureMs[0];
    await expect.poll(heard, { timeout: 20_000, interval: 5 }).toBe(true);
    expect(sample.flags[0]).toBe(GAZE_FLAG.blind);
  });
});
