/** Data for tests of selection and of intervals. */
import { random } from '../../support/random.ts';

export interface Draw {
  X: number[][];
  y: number[];
}

/** Normal X with correlation ρ^|j−k|, y = Σ_{j in active} size · x_j + noise. */
export function draw(
  seed: number,
  { n = 60, p = 12, rho = 0, active = 0, size = 1, noise = 1 } = {},
): Draw {
  const { normal } = random(seed);
  const X = Array.from({ length: n }, () => {
    const row: number[] = [];
    for (let j = 0; j < p; j++)
      row.push(rho * (row[j - 1] ?? 0) + (j === 0 ? 1 : Math.sqrt(1 - rho * rho)) * normal());
    return row;
  });
  // Active columns are spread over all.
  const step = active > 0 ? Math.floor(p / active) : p;
  const y = X.map((row) => {
    let sum = noise * normal();
    for (let a = 0; a < active; a++) sum += size * (a % 2 === 0 ? 1 : -1) * row[a * step]!;
    return sum;
  });
  return { X, y };
}

/** Indices of the active columns of `draw`. */
export function activeColumns(p: number, active: number): number[] {
  return Array.from({ length: active }, (_, a) => a * Math.floor(p / active));
}

export const mean = (values: readonly number[]) =>
  values.reduce((a, b) => a + b, 0) / values.length;

/** Standard error of the mean of independent values. */
export function standardError(values: readonly number[]): number {
  const m = mean(values);
  const squares = values.reduce((sum, v) => sum + (v - m) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1) / values.length);
}
