/** The correlation matrix of standardized columns, as it is or shrunk towards no correlation. */
import type { Task } from '../../../runtime/run.ts';
import { BLOCK, dot } from './cholesky.ts';
import type { StandardColumns } from './standardColumns.ts';

/** S = ZᵀZ / n, p × p. n p²/2 multiply-adds. */
export function* correlation({ n, p, Z }: StandardColumns): Task<Float64Array> {
  const S = new Float64Array(p * p);
  const step = Math.ceil(BLOCK / (n * p));
  for (let a = 0; a < p; a++) {
    for (let b = 0; b < a; b++) {
      const value = dot(Z, a * n, Z, b * n, n) / n;
      S[a * p + b] = value;
      S[b * p + a] = value;
    }
    S[a * p + a] = 1;
    if (a % step === step - 1) yield;
  }
  return S;
}

/**
 * (1 − δ) S + δ I with the δ that is best in mean square:
 * δ = min(1, Σ_i ‖z_i z_iᵀ − S‖² / (n² ‖S − I‖²)). It goes to 0 as n grows and makes S invertible
 * where n ≤ p.
 *
 * @see Ledoit and Wolf (2004), J. Multivar. Anal. 88(2), 365–411, lemmas 3.2 to 3.5.
 */
export function* shrunkenCorrelation(columns: StandardColumns): Task<Float64Array> {
  const { p } = columns;
  const S = yield* correlation(columns);
  const share = shrinkage(columns, S);
  yield;
  for (let a = 0; a < p; a++) for (let b = 0; b < p; b++) if (a !== b) S[a * p + b]! *= 1 - share;
  return S;
}

function shrinkage({ n, p, Z }: StandardColumns, S: Float64Array): number {
  const lengths = new Float64Array(n);
  for (let j = 0; j < p; j++)
    for (let i = 0; i < n; i++) lengths[i]! += Z[j * n + i]! * Z[j * n + i]!;
  const squares = dot(S, 0, S, 0, p * p);
  const distance = squares - p;
  // Σ ‖z zᵀ − S‖² = Σ ‖z‖⁴ − n ‖S‖²
  const spread = dot(lengths, 0, lengths, 0, n) - n * squares;
  return distance > 0 ? Math.min(1, Math.max(0, spread / (n * n * distance))) : 0;
}
