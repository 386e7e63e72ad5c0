import { sum } from '../sum.ts';
import type { Datafit } from './datafit.ts';
import { xLogRatio } from './loss.ts';
import { logSumExp, softmax } from './multinomial.ts';

export type Ties = 'breslow' | 'efron';

/** share · log Σ_k a_k e^η_k over the rows at risk. */
interface Term {
  readonly time: number;
  readonly share: number;
  readonly rows: readonly number[];
  readonly a: readonly number[];
  readonly logA: readonly number[];
  /** Which of `rows` fail at this time, as a distribution: w_k / Σ w over the failing. */
  readonly failing: readonly number[];
}

/**
 * Minus the log partial likelihood over the sum of all weights:
 * Σ_terms share log Σ_{k at risk} a_k e^η_k − Σ_events w_i η_i / W.
 *
 * Breslow (1974): one term per time, share = weight of its events / W, a_k = w_k. Efron (1977): for
 * d events at a time, d terms of share (their mean weight) / W, in term l = 0 … d − 1 the failing
 * rows have a_k = w_k (1 − l / d). y: rows of [time, event 0 or 1]; at risk is time_k ≥ t.
 */
export function cox(
  y: readonly ArrayLike<number>[],
  ties: Ties = 'breslow',
  weights?: ArrayLike<number>,
): Datafit {
  const rows = y.length;
  const w = Float64Array.from({ length: rows }, (_, i) => weights?.[i] ?? 1);
  const total = sum(w);
  const c = w.map((value, i) => (y[i]![1]! > 0 ? value / total : 0));
  const terms = termsOf(y, ties, w, total);
  const exponents = ({ rows: list, logA }: Term, eta: Float64Array) =>
    list.map((k, m) => logA[m]! + eta[k]!);
  const known = new WeakMap<Float64Array, Float64Array[]>(); // Hessians ask for one η again and again
  const risks = (eta: Float64Array) => {
    const found = known.get(eta) ?? terms.map((term) => softmax(exponents(term, eta)));
    known.set(eta, found);
    return found;
  };
  const collect = (start: Float64Array, f: (term: Term, t: number) => ArrayLike<number>) => {
    const result = Float64Array.from(start);
    terms.forEach((term, t) => {
      const values = f(term, t);
      term.rows.forEach((k, m) => {
        result[k]! += term.share * values[m]!;
      });
    });
    return result;
  };
  return {
    rows,
    width: 1,
    value: (eta) =>
      sum([
        ...terms.map((term) => term.share * logSumExp(exponents(term, eta))),
        ...c.map((value, i) => -value * eta[i]!),
      ]),
    gradient: (eta) =>
      collect(
        c.map((value) => -value),
        (_, t) => risks(eta)[t]!,
      ),
    hessianTimes: (eta, d) =>
      collect(new Float64Array(rows), (term, t) => {
        const q = risks(eta)[t]!;
        const mean = sum(q.map((value, m) => value * d[term.rows[m]!]!));
        return q.map((value, m) => value * (d[term.rows[m]!]! - mean));
      }),
    conjugate: (s, eta) => sum(terms.map((term, t) => entropy(term, s, risks(eta)[t]!))),
  };
}

/**
 * The cumulative baseline hazard at times t, of a row with η = 0: Σ_terms up to t of
 * share W / Σ_k a_k e^η_k. Breslow's and Efron's estimators.
 */
export function baselineHazard(
  y: readonly ArrayLike<number>[],
  eta: ArrayLike<number>,
  times: readonly number[],
  { ties = 'breslow', weights }: { ties?: Ties; weights?: ArrayLike<number> | undefined } = {},
): number[] {
  const w = Float64Array.from(y, (_, i) => weights?.[i] ?? 1);
  const total = sum(w);
  const jumps = termsOf(y, ties, w, total).map(({ time, share, rows, a }) => ({
    time,
    size: (share * total) / sum(rows.map((k, m) => a[m]! * Math.exp(eta[k]!))),
  }));
  return times.map((t) => sum(jumps.map(({ time, size }) => (time <= t ? size : 0))));
}

/**
 * F is a sum of log-sum-exps less cᵀη, so F*(v) is the least Σ share Σ_k q_k log(q_k / a_k) over
 * distributions q per term with Σ share q = v + c. At v = s ∇F(η) the mixtures s softmax + (1 − s)
 * failing are such: an upper bound of F*, exact at s = 1.
 */
function entropy({ share, a, failing }: Term, s: number, risk: Float64Array): number {
  const q = risk.map((value, m) => s * value + (1 - s) * failing[m]!);
  return share * sum(q.map((value, m) => xLogRatio(value, a[m]!)));
}

function termsOf(
  y: readonly ArrayLike<number>[],
  ties: Ties,
  w: Float64Array,
  total: number,
): Term[] {
  const all = y.map((_, i) => i).filter((i) => w[i]! > 0);
  const isEvent = (i: number, t: number) => y[i]![1]! > 0 && y[i]![0] === t;
  const times = [...new Set(all.filter((i) => y[i]![1]! > 0).map((i) => y[i]![0]!))];
  return times.flatMap((t) => {
    const rows = all.filter((k) => y[k]![0]! >= t);
    const count = rows.filter((k) => isEvent(k, t)).length;
    const weight = sum(rows.map((k) => (isEvent(k, t) ? w[k]! : 0)));
    const failing = rows.map((k) => (isEvent(k, t) ? w[k]! / weight : 0));
    const parts = ties === 'efron' ? count : 1;
    return Array.from({ length: parts }, (_, l) => {
      const a = rows.map((k) => w[k]! * (isEvent(k, t) ? 1 - l / parts : 1));
      return { time: t, share: weight / parts / total, rows, a, logA: a.map(Math.log), failing };
    });
  });
}
