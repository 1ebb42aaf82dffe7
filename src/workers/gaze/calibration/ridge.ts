/**
 * Ridge regression by the normal equations: minimizes Σ (x_i · c − y_i)² + Σ λ_k c_k², for small systems.
 * @param rows (n, k) @param values (n) @param ridge (k) positive, so that there is one solution whatever n is
 * @returns c (k)
 */
export function ridgeSolve(
  rows: readonly ArrayLike<number>[],
  values: readonly number[],
  ridge: readonly number[],
): number[] {
  const k = ridge.length;
  // Symmetric and positive definite: elimination needs no pivoting.
  const matrix = ridge.map((lambda, i) => {
    const row = new Array<number>(k + 1).fill(0);
    row[i] = lambda;
    return row;
  });
  for (const [n, row] of rows.entries()) {
    for (let i = 0; i < k; i++) {
      for (let j = 0; j < k; j++) matrix[i]![j]! += row[i]! * row[j]!;
      matrix[i]![k]! += row[i]! * values[n]!;
    }
  }
  for (let i = 0; i < k; i++) {
    for (let below = i + 1; below < k; below++) {
      const factor = matrix[below]![i]! / matrix[i]![i]!;
      for (let j = i; j <= k; j++) matrix[below]![j]! -= factor * matrix[i]![j]!;
    }
  }
  const solution = new Array<number>(k).fill(0);
  for (let i = k - 1; i >= 0; i--) {
    let sum = matrix[i]![k]!;
    for (let j = i + 1; j < k; j++) sum -= matrix[i]![j]! * solution[j]!;
    solution[i] = sum / matrix[i]![i]!;
  }
  return solution;
}
