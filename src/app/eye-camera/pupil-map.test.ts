import { describe, expect, it } from 'vitest';
import { HEADSET_CAMERA } from '../../workers/gaze/eye-camera/eye-cameras.ts';
import { eyePerson } from '../../workers/gaze/eye-camera/eye-person.ts';
import { opticalFromVisual } from '../../workers/gaze/eye-camera/kappa.ts';
import { projectPupil } from '../../workers/gaze/eye-camera/project-pupil.ts';
import { PupilMap } from './pupil-map.ts';

const out = new Float64Array(2);

describe('PupilMap', () => {
  it.each([
    [1, false, [0, 0, 0]],
    [7, true, [1, -0.5, 0.8]],
  ] as const)('is within a quarter of a pixel of the eye camera, person %i', (seed, glasses, slip) => {
    const [visual, optical] = [new PupilMap('visual'), new PupilMap('optical')];
    for (const map of [visual, optical]) map.use({ person: seed, glasses, slip });
    const person = eyePerson(seed);
    for (let yaw = -25; yaw <= 25; yaw += 6.3) {
      for (let pitch = -25; pitch <= 25; pitch += 6.3) {
        const axis = opticalFromVisual(person, yaw, pitch);
        const [x, y] = projectPupil(HEADSET_CAMERA, person, axis.yawDeg, axis.pitchDeg, slip, glasses);
        visual.write(yaw, pitch, out, 0);
        expect(Math.hypot(out[0]! - x, out[1]! - y)).toBeLessThan(0.25);
        optical.write(axis.yawDeg, axis.pitchDeg, out, 0);
        expect(Math.hypot(out[0]! - x, out[1]! - y)).toBeLessThan(0.25);
      }
    }
  });

  it('knows nothing far off, nor before it is made', () => {
    const map = new PupilMap('visual');
    map.write(0, 0, out, 0);
    expect(out[0]).toBeNaN();
    map.use({ person: 1, glasses: false, slip: [0, 0, 0] });
    map.write(0, 0, out, 0);
    expect(out[0]).toBeGreaterThan(0);
    map.write(41, 0, out, 0);
    expect(out[1]).toBeNaN();
  });
});
