import { expect, it } from 'vitest';
import { bytesPerCall, SMALLEST_OBJECT_BYTES } from './allocation.ts';

it('sees one small object a call and none where there is none', () => {
  const kept: unknown[] = [null];
  const counts = new Int32Array(1);
  const boxing = bytesPerCall((round) => {
    kept[0] = { round };
  }, 300);
  const plain = bytesPerCall((round) => {
    counts[0] = round;
  });
  expect(boxing).toBeGreaterThanOrEqual(SMALLEST_OBJECT_BYTES);
  expect(plain).toBeLessThan(SMALLEST_OBJECT_BYTES / 4);
});
