import type { SplatFormat } from '../formats/detect-format.ts';
import type { RawSplats } from '../formats/raw-splats.ts';
import type { Entry, OpenOptions, SceneInfo } from '../splat-client.ts';
import { chooseEntry } from './choose-entry.ts';
import { chooseMetresPerUnit } from './choose-scale.ts';
import { estimateFloor } from './estimate-floor.ts';
import { sceneBounds } from './scene-bounds.ts';

/** Least side of a ground plan that a person stands on; anything smaller is a thing that stands on the floor itself. */
const GROUND_METRES = 4;

export interface PlacedScene extends Pick<SceneInfo, 'metresPerUnit' | 'floorY' | 'bounds' | 'remarks'> {
  /** Null where the scene is a thing to stand in front of. */
  readonly entry: Entry | null;
  /** In metres; the same value where a unit is a metre. */
  readonly raw: RawSplats;
}

export interface PlaceOptions extends Pick<OpenOptions, 'metresPerUnit'> {
  readonly format: SplatFormat;
}

/**
 * Brings a scene to metres and finds the floor that a person stands on, so that they stand in it and not under it.
 * @param raw y-up; only read
 * @param options `metresPerUnit` 0 = chosen from the scene's size
 */
export function placeScene(raw: RawSplats, options: PlaceOptions): PlacedScene {
  const measured = sceneBounds(raw.positions, raw.count);
  const given = options.metresPerUnit > 0 && Number.isFinite(options.metresPerUnit);
  const metresPerUnit = given ? options.metresPerUnit : chooseMetresPerUnit(measured, options.format);
  const scaled = scaleSplats(raw, metresPerUnit);
  const bounds = measured.map((value) => value * metresPerUnit) as unknown as SceneInfo['bounds'];
  const remarks: string[] = [];
  if (!given && metresPerUnit !== 1) {
    const extent = Math.max(...[0, 1, 2].map((axis) => measured[axis + 3]! - measured[axis]!));
    remarks.push(
      `A unit of the file was taken for ${short(metresPerUnit)} m; the scene would otherwise be ${short(extent)} m across.`,
    );
  }
  const [x0, , z0, x1, , z1] = bounds;
  const isGround = Math.min(x1 - x0, z1 - z0) >= GROUND_METRES;
  const floorY = (isGround ? estimateFloor(scaled, bounds) : null) ?? bounds[1];
  // A scene around its own origin was made to be entered there.
  const isAround = isGround && x0 < 0 && x1 > 0 && z0 < 0 && z1 > 0;
  const entry = isAround ? chooseEntry(scaled, floorY) : null;
  return { raw: scaled, metresPerUnit, floorY, entry, bounds, remarks };
}

/** The same splats, larger or smaller about the origin; the value itself where the factor is 1. */
export function scaleSplats(raw: RawSplats, factor: number): RawSplats {
  if (factor === 1) return raw;
  return {
    ...raw,
    positions: raw.positions.map((value) => value * factor),
    scales: raw.scales.map((value) => value * factor),
  };
}

/** Two digits that count, without an exponent. */
function short(value: number): string {
  return value.toLocaleString('en', { maximumSignificantDigits: 2, useGrouping: false });
}
