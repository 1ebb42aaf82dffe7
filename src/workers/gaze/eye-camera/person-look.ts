import { eyeRandom } from './eye-random.ts';
import type { EyePerson } from './eye-types.ts';

const SHAPE = 4;
const SENSOR = 104;
const GLASSES = 5;

/** What shows in every image of a person beside what `EyePerson` names: drawn once from the seed. */
export interface PersonLook {
  /** Fold above the upper lid: mm above its edge in an open eye, and how dark. */
  readonly creaseAt: number;
  readonly creaseDepth: number;
  readonly lashAlbedo: number;
  readonly caruncleAlbedo: number;
  /** How much of the light the upper lid takes from the eye at its edge. */
  readonly lidShadow: number;
  /** Exposure: grey levels of brightness 1 and of darkness. */
  readonly gain: number;
  readonly black: number;
  /** Defocus: weight of either neighbour in the blur along a line. */
  readonly blurSide: number;
  /** Mirror images in this person's glasses. */
  readonly reflections: readonly Reflection[];
}

/** A patch of light: place and size as shares of the image's width and height, brightness, and that of the veil around it. */
export interface Reflection {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  /** Height over width. */
  readonly shape: number;
  readonly strength: number;
  readonly veil: number;
}

export function personLook(person: EyePerson): PersonLook {
  const shape = eyeRandom(person.seed, SHAPE);
  const sensor = eyeRandom(person.seed, SENSOR);
  return {
    creaseAt: shape.range(2.2, 4.2),
    creaseDepth: shape.range(0.15, 0.5),
    lashAlbedo: shape.range(0.08, 0.2),
    caruncleAlbedo: person.skin * shape.range(1.1, 1.5),
    lidShadow: shape.range(0.3, 0.55),
    gain: 255 * sensor.range(0.78, 1.12),
    blurSide: sensor.range(0.03, 0.16),
    black: sensor.range(3, 9),
    reflections: reflectionsOf(person),
  };
}

function reflectionsOf(person: EyePerson): Reflection[] {
  const random = eyeRandom(person.seed, GLASSES);
  return Array.from({ length: 1 + Math.floor(3 * random.uniform()) }, () => ({
    x: random.uniform(),
    y: random.uniform(),
    size: random.range(1.2, 4) / 128,
    shape: random.range(0.6, 1.6),
    strength: random.range(0.4, 1.3),
    veil: random.range(0.02, 0.12),
  }));
}
