/** Unpenalized fits of a few columns by Newton's method, for reference. */
import { type Rows, solvePositive } from './linearAlgebra.ts';

export interface PlainFit {
  readonly X: Rows;
  readonly y: ArrayLike<number>;
  /** ℓ′ and ℓ″ of a row at η. */
  readonly slope: (eta: number, y: number) => number;
  readonly curvature: (eta: number, y: number) => number;
  readonly weights?: ArrayLike<number> | undefined;
  readonly offset?: ArrayLike<number> | undefined;
  /** Ridge on each coefficient but the intercept: adds ½ κ_j β_j² to the mean loss. */
  readonly ridge?: ArrayLike<number> | undefined;
}

/** Minimiser of Σ ω_i ℓ(b + x_i β + o_i; y_i) + ½ Σ κ_j β_j²: [b, β₁, …], ω scaled to sum to 1. */
export function newton(fit: PlainFit): Float64Array {
  const { X, y, slope, curvature, weights, offset, ridge } = fit;
  const rows = X.map((row) => [1, ...Array.from(row)]);
  const given = rows.map((_, i) => weights?.[i] ?? 1);
  const total = given.reduce((sum, w) => sum + w, 0);
  let beta = new Float64Array(rows[0]!.length);
  for (let step = 0; step < 100; step++) {
    const gradient = beta.map((b, j) => (j > 0 ? (ridge?.[j - 1] ?? 0) * b : 0));
    const hessian = Array.from(beta, (_, j) =>
      beta.map((__, k) => (j === k && j > 0 ? (ridge?.[j - 1] ?? 0) : 0)),
    );
    rows.forEach((row, i) => {
      const eta = row.reduce((sum, x, j) => sum + x * beta[j]!, offset?.[i] ?? 0);
      const [u, h] = [slope(eta, y[i]!), curvature(eta, y[i]!)].map((v) => (v * given[i]!) / total);
      row.forEach((x, j) => {
        gradient[j]! += u! * x;
        row.forEach((z, k) => {
          hessian[j]![k]! += h! * x * z;
        });
      });
    });
    const move = solvePositive(hessian, gradient);
    const size = Math.max(...move.map(Math.abs));
    // steps longer than 1 could leave the region where the quadratic means something
    const share = Math.min(1, 1 / size);
    beta = beta.map((b, j) => b - share * move[j]!);
    if (size < 1e-13) break;
  }
  return beta;
}

const sigmoid = (eta: number) => 1 / (1 + Math.exp(-eta));

/** Slopes and curvatures of the smooth losses. */
export const SMOOTH = {
  gaussian: { slope: (eta: number, y: number) => eta - y, curvature: () => 1 },
  binomial: {
    slope: (eta: number, y: number) => sigmoid(eta) - y,
    curvature: (eta: number) => sigmoid(eta) * sigmoid(-eta),
  },
  poisson: {
    slope: (eta: number, y: number) => Math.exp(eta) - y,
    curvature: (eta: number) => Math.exp(eta),
  },
} as const;
