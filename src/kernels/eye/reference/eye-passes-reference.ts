import { eyeBufferOffsets, eyeBuffers } from '../eye-buffers.ts';
import type { EyePasses } from '../eye-passes.ts';
import { eyeballReference } from './eyeball.ts';
import { finishReference } from './finish.ts';
import { lidsReference } from './lids.ts';

/** The passes in plain TypeScript. @throws RangeError for a size that is no multiple of 8, below 16 or above 1024 */
export function createReferenceEyePasses(width: number, height: number): EyePasses {
  const buffers = eyeBuffers(new ArrayBuffer(eyeBufferOffsets(width, height).end), width, height);
  return {
    name: 'reference',
    buffers,
    lids: () => lidsReference(buffers),
    eyeball: () => eyeballReference(buffers),
    finish: () => finishReference(buffers),
  };
}
