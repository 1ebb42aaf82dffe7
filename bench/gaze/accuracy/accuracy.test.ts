import { describe, expect, it } from 'vitest';
import { HEADSET_CAMERA } from '../../../src/workers/gaze/eye-camera/eye-cameras.ts';
import { eyePerson } from '../../../src/workers/gaze/eye-camera/eye-person.ts';
import type { EyeConditions, EyePerson } from '../../../src/workers/gaze/eye-camera/eye-types.ts';
import type { Tracker } from '../../../src/workers/gaze/tracker.ts';
import { EXITS, HEADSET } from '../../../src/workers/gaze/tracker-config.ts';
import type { EyeStudio } from '../eye-studio.ts';
import { calibratePerson } from './calibrate-person.ts';
import { groupBy, groupByPerson, pupilOf } from './groups.ts';
import { exitErrors, lastExitErrors, nullRate } from './judge-sightings.ts';
import { type EyePicture, sight } from './sighting.ts';
import { testPictures } from './test-pictures.ts';

/** A camera that passes conditions on instead of a picture, and a tracker that knows them and errs by so much at its first exit. */
function knowing(firstExitOff: number) {
  const taken: EyeConditions[] = [];
  const shoot = (_person: EyePerson, conditions: EyeConditions) => {
    taken.push(conditions);
    return Uint32Array.of(taken.length - 1) as unknown as Uint8Array;
  };
  const tracker: Tracker = {
    config: HEADSET,
    run(image, _box, _topK, onExit) {
      const { yawDeg, pitchDeg, openness } = taken[image[0]!]!;
      for (let exit = 1; exit <= EXITS; exit++) {
        const off = exit === 1 ? firstExitOff : 0;
        onExit({ exit, yawDeg: yawDeg + off, pitchDeg, openness, tokens: 48 });
      }
    },
  };
  return { studio: { shoot } as unknown as EyeStudio, tracker };
}

const PEOPLE = [50_001, 50_002].map(eyePerson);

function look() {
  const { studio, tracker } = knowing(5);
  const calibrations = new Map(
    PEOPLE.map((person) => [person.seed, calibratePerson(tracker, studio, person, HEADSET_CAMERA)]),
  );
  const seen = (pictures: readonly EyePicture[]) => pictures.map((picture) => sight(tracker, picture, 1));
  return { studio, calibrations, seen };
}

describe('errors of a tracker that sees the optical axis exactly', () => {
  const { studio, calibrations, seen } = look();
  const sightings = seen(testPictures(studio, PEOPLE, 60, 'default', HEADSET_CAMERA));

  it('are nothing against that axis, those of kappa without a calibration, and little with it', () => {
    expect(lastExitErrors(sightings, 'optical', calibrations)!.meanDeg).toBeCloseTo(0, 5);
    const before = lastExitErrors(sightings, 'uncalibrated', calibrations)!.meanDeg;
    const after = lastExitErrors(sightings, 'calibrated', calibrations)!.meanDeg;
    expect(before).toBeGreaterThan(0.5);
    expect(after).toBeLessThan(0.5);
    expect(after).toBeGreaterThan(0.01);
  });

  it('are each exit’s own', () => {
    const first = exitErrors(sightings, 1, 'optical', calibrations)!;
    expect(first.sigmaDeg).toBeCloseTo(5 / Math.SQRT2, 6);
  });

  it('leave closed eyes out and count them', () => {
    expect(nullRate(seen(testPictures(studio, PEOPLE, 5, 'closed', HEADSET_CAMERA)))).toBe(1);
    expect(nullRate(seen(testPictures(studio, PEOPLE, 5, 'open', HEADSET_CAMERA)))).toBe(0);
    const closed = seen(testPictures(studio, PEOPLE, 5, 'closed', HEADSET_CAMERA));
    expect(lastExitErrors(closed, 'calibrated', calibrations)).toBeNull();
  });

  it('can be grouped without losing any', () => {
    const total = (groups: readonly { sightings: readonly unknown[] }[]) =>
      groups.reduce((sum, group) => sum + group.sightings.length, 0);
    expect(total(groupByPerson(sightings))).toBe(120);
    expect(total(groupBy(sightings, pupilOf, [2, 3, 4, 5, 6, 8.01], 'mm'))).toBe(120);
  });
});
