import type { Sighting } from './sighting.ts';

/** Sightings that have something in common. */
export interface Group {
  readonly label: string;
  readonly sightings: readonly Sighting[];
}

/** Sightings by a figure of theirs. @param edges rising; group i holds edges[i] ≤ figure < edges[i + 1] */
export function groupBy(
  sightings: readonly Sighting[],
  figure: (sighting: Sighting) => number,
  edges: readonly number[],
  unit: string,
): Group[] {
  return edges.slice(0, -1).map((low, i) => {
    const high = edges[i + 1]!;
    const own = sightings.filter((sighting) => figure(sighting) >= low && figure(sighting) < high);
    return { label: `${low} – ${high} ${unit}`, sightings: own };
  });
}

/** Diameter of the pupil, mm. */
export const pupilOf = ({ picture }: Sighting) => picture.conditions.pupilMm;
export const PUPIL_EDGES = [2, 3, 4, 5, 6, 8.01];

/** How far the headset has slipped, mm. */
export const slipOf = ({ picture }: Sighting) => Math.hypot(...picture.conditions.slipMm);
export const SLIP_EDGES = [0, 0.75, 1.25, 1.75, 2.25, 3.51];

/** Sightings of each person, in order of first appearance. */
export function groupByPerson(sightings: readonly Sighting[]): Group[] {
  const groups = new Map<number, Sighting[]>();
  for (const sighting of sightings) {
    const { seed } = sighting.picture.person;
    const own = groups.get(seed);
    if (own) own.push(sighting);
    else groups.set(seed, [sighting]);
  }
  return [...groups].map(([seed, own]) => ({ label: `person ${seed}`, sightings: own }));
}
