/**
 * Cox's partial likelihood, term by term over the rows at risk: F = Σ share log Σ a e^η − Σ ω η.
 * The dual bound is that of assembly/solver/coxGap.ts.
 */
import { riskOrder } from '../../datafit/cox.ts';
import { exp, log, log1p } from '../../memory/elementary.ts';
import type { CodedResponse } from '../response/types.ts';
import type { DualPoint, RowLoss } from './rowLoss.ts';

/** Below this |m/p − 1| the divergence is taken from log(1 + t). */
const NEAR = 0.5;

/** One term: the rows at risk, their chances p, and the shares c of those that fail. */
interface Term {
  readonly share: number;
  readonly rows: Int32Array;
  readonly p: Float64Array;
  readonly logP: Float64Array;
  readonly c: Float64Array;
  /** log Σ a e^η − Σ c η */
  readonly loss: number;
}

/** Calls back with every term, latest time first. */
type Terms = (eta: Float64Array, visit: (term: Term) => void) => void;

export function coxRows(response: CodedResponse): RowLoss {
  const n = response.weights.length;
  const terms = termsOf(response);
  const collect = (eta: Float64Array, add: (to: Float64Array, term: Term) => void) => {
    const all = new Float64Array(n);
    terms(eta, (term) => add(all, term));
    return all;
  };
  return {
    value: (eta) => {
      let sum = 0;
      terms(eta, ({ share, loss }) => {
        sum += share * loss;
      });
      return sum;
    },
    descent: (eta) =>
      collect(eta, (v, { share, rows, p, c }) => {
        rows.forEach((i, k) => {
          v[i]! += share * (c[k]! - p[k]!);
        });
      }),
    curve: (eta, d) =>
      collect(eta, (out, { share, rows, p }) => {
        const mean = meanOf(d, rows, p);
        rows.forEach((i, k) => {
          out[i]! += share * p[k]! * (d[i]! - mean);
        });
      }),
    reach: (eta, { z }) => (staysPositive(terms, eta, z) ? 1 : 0),
    gap: (eta, point, s) => gap(terms, eta, point, s),
  };
}

/** Σ share KL(m ‖ p) with m = s p (1 + δ) + (1 − s) c, δ = z − the mean of z under p. */
function gap(terms: Terms, eta: Float64Array, { z }: DualPoint, s: number): number {
  let sum = 0;
  terms(eta, ({ share, rows, p, logP, c }) => {
    const mean = meanOf(z, rows, p);
    const own = rows.reduce((total, i, k) => {
      const m = s * p[k]! * (1 + z[i]! - mean) + (1 - s) * c[k]!;
      return total + divergence(m, p[k]!, logP[k]!);
    }, 0);
    sum += share * own;
  });
  return Math.max(sum, 0);
}

/** Whether every 1 + δ ≥ 0. */
function staysPositive(terms: Terms, eta: Float64Array, z: Float64Array): boolean {
  let positive = true;
  terms(eta, ({ rows, p }) => {
    const mean = meanOf(z, rows, p);
    positive &&= rows.every((i) => 1 + z[i]! - mean >= 0);
  });
  return positive;
}

function meanOf(z: Float64Array, rows: Int32Array, p: Float64Array): number {
  return rows.reduce((sum, i, k) => sum + p[k]! * z[i]!, 0);
}

/** m log(m/p) − m + p ≥ 0 */
function divergence(m: number, p: number, logP: number): number {
  if (m <= 0) return p;
  const t = (m - p) / p;
  const ratio = Math.abs(t) < NEAR ? log1p(t) : log(m) - logP;
  return Math.max(m * ratio - m + p, 0);
}

function termsOf({ target, weights, spec }: CodedResponse): Terms {
  const { order, ends } = riskOrder({ target, weights });
  return (eta, visit) => {
    for (let g = 0; g < ends.length; g += 2) {
      const [first, end] = [ends[g]!, ends[g + 1]!];
      const rows = order.subarray(0, end);
      const events = end - first;
      const terms = spec.ties === 'efron' ? events : 1;
      const weight = order.subarray(first, end).reduce((sum, i) => sum + weights[i]!, 0);
      for (let l = 0; l < terms; l++) {
        const a = rows.reduce<Float64Array>((all, i, k) => {
          all[k] = weights[i]! * (k < first ? 1 : 1 - l / terms);
          return all;
        }, new Float64Array(end));
        visit(termAt(eta, rows, a, { first, weights, weight, share: weight / terms }));
      }
    }
  };
}

interface Failing {
  readonly first: number;
  readonly weights: Float64Array;
  readonly weight: number;
  readonly share: number;
}

function termAt(
  eta: Float64Array,
  rows: Int32Array,
  a: Float64Array,
  { first, weights, weight, share }: Failing,
): Term {
  const most = rows.reduce((top, i) => Math.max(top, eta[i]!), -Infinity);
  const mass = a.map((each, k) => each * exp(eta[rows[k]!]! - most));
  const total = mass.reduce((sum, each) => sum + each, 0);
  const logTotal = most + log(total);
  const c = a.map((_, k) => (k < first ? 0 : weights[rows[k]!]! / weight));
  const linear = rows.reduce((sum, i, k) => sum + c[k]! * eta[i]!, 0);
  return {
    share,
    rows,
    p: mass.map((each) => each / total),
    logP: a.map((each, k) => log(each) + eta[rows[k]!]! - logTotal),
    c,
    loss: logTotal - linear,
  };
}
