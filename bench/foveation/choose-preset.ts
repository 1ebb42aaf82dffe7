import { costShare, type QualityPoint } from './quality-point.ts';

/** What a preset must keep in every scene, on every display and with every renderer that was measured. */
export interface QualityBar {
  readonly jodLoss: number;
  readonly foveaJodLoss: number;
  readonly foveaPsnrDb: number;
}

export const QUALITY_BAR: QualityBar = { jodLoss: 0.5, foveaJodLoss: 0.1, foveaPsnrDb: 40 };

/** A preset over all that was measured of it. */
export interface PresetRecord extends QualityBar {
  readonly preset: string;
  /** Mean share of the cost in full. */
  readonly cost: number;
  /** Points that it was measured at. */
  readonly points: number;
  /** Where `jodLoss` is worst. */
  readonly worstAt: string;
}

/**
 * Worst figures and mean cost of every preset, over its points without a splat budget and with a fresh gaze; cheapest first. Costs are
 * taken only where every preset was measured, so that they compare.
 */
export function presetRecords(points: readonly QualityPoint[]): PresetRecord[] {
  const plain = points.filter(({ budget, latencySeconds }) => budget === 0 && latencySeconds === 0);
  const presets = [...new Set(plain.map(({ preset }) => preset))];
  const measuredBy = (key: string) =>
    new Set(plain.filter((p) => place(p) === key).map((p) => p.preset)).size;
  const common = plain.filter((point) => measuredBy(place(point)) === presets.length);
  // Fragments tell more than pixels; the two are not to be mixed in one mean.
  const counted = common.filter(({ figures }) => figures.fragments !== null);
  const priced = counted.length > 0 ? counted : common;
  return presets
    .map((preset) => {
      const own = plain.filter((point) => point.preset === preset);
      const costs = priced.filter((point) => point.preset === preset).map(costShare);
      const worst = own.reduce((a, b) => (b.jodLoss > a.jodLoss ? b : a));
      return {
        preset,
        cost: costs.reduce((sum, cost) => sum + cost, 0) / costs.length,
        points: own.length,
        jodLoss: worst.jodLoss,
        worstAt: place(worst),
        foveaJodLoss: Math.max(...own.map(({ foveaJodLoss }) => foveaJodLoss)),
        foveaPsnrDb: Math.min(...own.map(({ foveaPsnrDb }) => foveaPsnrDb)),
      };
    })
    .sort((a, b) => a.cost - b.cost);
}

const place = ({ renderer, scene, display }: QualityPoint) => `${renderer}, ${scene}, ${display}`;

export function keepsBar(record: QualityBar, bar: QualityBar = QUALITY_BAR): boolean {
  return (
    record.jodLoss <= bar.jodLoss &&
    record.foveaJodLoss <= bar.foveaJodLoss &&
    record.foveaPsnrDb >= bar.foveaPsnrDb
  );
}

/** Presets that keep the bar at every point that was measured of them, cheapest first. */
export function candidatePresets(points: readonly QualityPoint[]): PresetRecord[] {
  return presetRecords(points).filter((record) => keepsBar(record));
}
