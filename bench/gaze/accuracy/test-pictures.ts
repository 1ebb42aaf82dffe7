import { DarkMap } from '../../../src/workers/gaze/crop/dark-map.ts';
import { TokenCrop } from '../../../src/workers/gaze/crop/token-crop.ts';
import { type ConditionKind, randomConditions } from '../../../src/workers/gaze/eye-camera/eye-conditions.ts';
import { eyeRandom } from '../../../src/workers/gaze/eye-camera/eye-random.ts';
import type { EyeCamera, EyePerson } from '../../../src/workers/gaze/eye-camera/eye-types.ts';
import type { TrackerConfig } from '../../../src/workers/gaze/tracker-config.ts';
import type { EyeStudio } from '../eye-studio.ts';
import type { EyePicture } from './sighting.ts';

const STREAM = 78;
/** How far the eye turned since the image before, degrees per axis: a few milliseconds of a fixation, or the edge of a saccade. */
const STEP_SIGMA_DEG = 0.5;

/** Pictures of a kind, so many of each person, drawn alike in every run. */
export function testPictures(
  studio: EyeStudio,
  people: readonly EyePerson[],
  count: number,
  kind: ConditionKind,
  camera: EyeCamera,
): EyePicture[] {
  return people.flatMap((person) => {
    const random = eyeRandom(person.seed, STREAM + kind.length);
    return Array.from({ length: count }, () => {
      const conditions = randomConditions(random, person, kind);
      return { person, conditions, pixels: studio.shoot(person, conditions, camera), box: null };
    });
  });
}

/** The same pictures with the patches that the event-driven crop chooses, given the image of a moment before. */
export function croppedPictures(
  studio: EyeStudio,
  pictures: readonly EyePicture[],
  camera: EyeCamera,
  config: TrackerConfig,
): EyePicture[] {
  const crop = new TokenCrop(config);
  const [map, before] = [new DarkMap(config.width, config.height), new DarkMap(config.width, config.height)];
  return pictures.map((picture) => {
    const { person, conditions } = picture;
    const random = eyeRandom(conditions.seed, STREAM);
    const yawDeg = conditions.yawDeg + random.normal(0, STEP_SIGMA_DEG);
    const pitchDeg = conditions.pitchDeg + random.normal(0, STEP_SIGMA_DEG);
    before.take(studio.shoot(person, { ...conditions, yawDeg, pitchDeg, seed: random.word() }, camera));
    map.take(picture.pixels);
    crop.reset();
    crop.choose(before, 0);
    const box = crop.choose(map, map.difference(before));
    return { ...picture, box: box && { ...box } };
  });
}
