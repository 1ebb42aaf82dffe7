import type { RawSplats } from '../formats/raw-splats.ts';

/** Cells along a side of the square that is looked at. */
const SIDE = 32;
/** Most splats that are looked at; more are thinned evenly. */
const MAX_SAMPLE = 400_000;
/** A cell is as low as the height that this share of its opacity lies below; a few floaters below do not lower it. */
const LOW_SHARE = 0.15;
const HIGH_SHARE = 0.85;
/** Fewer splats say nothing about a cell. */
const LEAST_SPLATS = 2;
/** Fainter splats are haze. */
const LEAST_OPACITY = 0.1;

/** What stands on one cell of the ground plan. */
export interface FloorCell {
  /** Height that 15 % and that 85 % of the cell's opacity lie below, metres. */
  readonly low: number;
  readonly high: number;
  /** Distance of the cell's middle from the square's, as a share of half its side. */
  readonly distance: number;
}

/** A square of the ground plan, metres. */
export interface GroundSquare {
  readonly x: number;
  readonly z: number;
  /** Half a side. */
  readonly reach: number;
}

/**
 * Cuts a square of the ground plan into 32 × 32 cells and says how low and high each is occupied; empty ones are left out.
 * @param raw y-up
 */
export function floorCells(raw: RawSplats, square: GroundSquare): FloorCell[] {
  const { positions, opacities, count } = raw;
  const step = Math.max(1, Math.floor(count / MAX_SAMPLE));
  const perMetre = SIDE / (2 * square.reach);
  const members: number[][] = Array.from({ length: SIDE * SIDE }, () => []);
  for (let i = 0; i < count; i += step) {
    const column = Math.floor((positions[3 * i]! - square.x + square.reach) * perMetre);
    const row = Math.floor((positions[3 * i + 2]! - square.z + square.reach) * perMetre);
    const inside = column >= 0 && column < SIDE && row >= 0 && row < SIDE;
    if (inside && opacities[i]! >= LEAST_OPACITY) members[row * SIDE + column]!.push(i);
  }
  return members.flatMap((splats, cell) => {
    if (splats.length < LEAST_SPLATS) return [];
    splats.sort((a, b) => positions[3 * a + 1]! - positions[3 * b + 1]!);
    const total = splats.reduce((sum, splat) => sum + opacities[splat]!, 0);
    const heightAt = (share: number) => {
      let below = 0;
      const found = splats.find((splat) => {
        below += opacities[splat]!;
        return below >= share * total;
      });
      return positions[3 * (found ?? splats.at(-1)!) + 1]!;
    };
    const across = ((cell % SIDE) + 0.5) / (SIDE / 2) - 1;
    const along = (Math.floor(cell / SIDE) + 0.5) / (SIDE / 2) - 1;
    return [{ low: heightAt(LOW_SHARE), high: heightAt(HIGH_SHARE), distance: Math.hypot(across, along) }];
  });
}
