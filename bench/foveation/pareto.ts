/** A point on a plane where less is better on both axes. */
export interface CostAndLoss {
  readonly cost: number;
  readonly loss: number;
}

/** Points that no other beats on one axis without being worse on the other, cheapest first; of equal ones the first. */
export function paretoFront<T extends CostAndLoss>(points: readonly T[]): T[] {
  const sorted = [...points].sort((a, b) => a.cost - b.cost || a.loss - b.loss);
  const front: T[] = [];
  for (const point of sorted) {
    if (front.length === 0 || point.loss < front.at(-1)!.loss) front.push(point);
  }
  return front;
}
