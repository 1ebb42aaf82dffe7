import { loadEyePasses } from '../../src/kernels/eye/eye-kernels-node.ts';
import { randomConditions } from '../../src/workers/gaze/eye-camera/eye-conditions.ts';
import { type EyeLabel, eyeLabel } from '../../src/workers/gaze/eye-camera/eye-label.ts';
import { eyePerson } from '../../src/workers/gaze/eye-camera/eye-person.ts';
import { eyeRandom } from '../../src/workers/gaze/eye-camera/eye-random.ts';
import { createEyeRenderer } from '../../src/workers/gaze/eye-camera/eye-renderer.ts';
import type { EyeConditions, EyePerson } from '../../src/workers/gaze/eye-camera/eye-types.ts';
import { namedCamera } from './named-camera.ts';
import type { SynthesizeOptions } from './synthesize-options.ts';

/** Streams of conditions lie after those that the eye camera uses itself. */
const STREAM = 1000;

/** One image and what is true of it; the image is overwritten by the next. */
export interface DrawnImage {
  readonly index: number;
  readonly person: EyePerson;
  readonly conditions: EyeConditions;
  readonly label: EyeLabel;
  readonly image: Uint8Array;
}

/**
 * Draws images `first` up to but not including `end` of what the options ask for: the same ones however they are split. People follow
 * one another, each with an equal share.
 */
export function* drawImages(options: SynthesizeOptions, first: number, end: number): Generator<DrawnImage> {
  const camera = namedCamera(options.camera);
  const renderer = createEyeRenderer(camera, loadEyePasses(camera.width, camera.height));
  const image = new Uint8Array(camera.width * camera.height);
  const [firstPerson, lastPerson] = options.people;
  const people = lastPerson - firstPerson + 1;
  let person: EyePerson | null = null;
  for (let index = first; index < end; index++) {
    const seed = firstPerson + Math.floor((index * people) / options.count);
    if (person?.seed !== seed) person = eyePerson(seed);
    const random = eyeRandom(index, STREAM + options.seed);
    const conditions = randomConditions(random, person, options.conditions);
    renderer.render(person, conditions, image);
    yield { index, person, conditions, label: eyeLabel(person, camera, conditions), image };
  }
}
