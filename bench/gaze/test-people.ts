import { eyePerson } from '../../src/workers/gaze/eye-camera/eye-person.ts';
import type { EyePerson } from '../../src/workers/gaze/eye-camera/eye-types.ts';

/**
 * Seeds from here on belong to nobody whom training has looked at, be it to learn, to choose or to measure: those are all below
 * (`training/gaze/shards.py`).
 */
export const FIRST_PERSON = 300_001;

/** People whom the tracker has never seen. */
export function testPeople(count: number): EyePerson[] {
  return Array.from({ length: count }, (_, i) => eyePerson(FIRST_PERSON + i));
}
