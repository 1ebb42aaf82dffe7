import { describe, expect, it } from 'vitest';
import { reconstruct } from '../../../kernels/splats/reference/reconstruct.ts';
import { renderReference } from '../../../kernels/splats/reference/render-reference.ts';
import { frontEye } from '../../../kernels/splats/reference/test-support/eyes.ts';
import { randomCloud } from '../../../kernels/splats/reference/test-support/random-cloud.ts';
import { psnr } from '../../../metrics/psnr.ts';
import { QuadDesk } from './test-support/quad-desk.ts';

const WIDTH = 256;
const HEIGHT = 160;

function bytesOf(color: Float32Array): Uint8Array {
  return Uint8Array.from(color, (value) => Math.round(255 * Math.min(1, Math.max(0, value))));
}

describe('QuadRenderer', () => {
  it.each([0, 1, 2, 3] as const)('draws what the reference draws, harmonics of degree %i', (shDegree) => {
    const cloud = { ...randomCloud({ count: 3000, seed: 7 + shDegree, shDegree }), up: 'y-up' as const };
    const eye = frontEye(WIDTH, HEIGHT);
    const desk = new QuadDesk(cloud, eye);
    expect(desk.quads.precision).toBe('half');
    const expected = bytesOf(renderReference(cloud, eye, eye.position).color);
    const full = desk.draw(4);
    const db = psnr(full, expected, { channels: 4 });
    console.log('degree', shDegree, 'psnr', db.toFixed(2));
    expect(db).toBeGreaterThan(38);
    expect(desk.target.gl.getError()).toBe(0);
  });
});
