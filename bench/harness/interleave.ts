/** Something to be timed against others. */
export interface Contestant<Case, Sample> {
  readonly name: string;
  measure(value: Case): Promise<Sample>;
}

export interface Measured<Sample> {
  readonly name: string;
  readonly round: number;
  /** Index into the cases. */
  readonly index: number;
  readonly sample: Sample;
}

/**
 * Measures every contestant on every case, A B C A B C …, so that drift of the machine (heat, other jobs) meets all
 * alike. Who goes first moves on by one with every case, so that nobody always follows the same neighbour.
 */
export async function interleave<Case, Sample>(
  contestants: readonly Contestant<Case, Sample>[],
  cases: readonly Case[],
  rounds: number,
): Promise<Measured<Sample>[]> {
  const measured: Measured<Sample>[] = [];
  let turn = 0;
  for (let round = 0; round < rounds; round++) {
    for (const [index, value] of cases.entries()) {
      for (let i = 0; i < contestants.length; i++) {
        const contestant = contestants[(i + turn) % contestants.length]!;
        measured.push({ name: contestant.name, round, index, sample: await contestant.measure(value) });
      }
      turn++;
    }
  }
  return measured;
}
