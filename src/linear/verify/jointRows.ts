import type { JointLoss } from '../../datafit/family.ts';
import type { CodedResponse } from '../response/types.ts';
import type { RowLoss } from './rowLoss.ts';

/** Several predictors per row. */
export function jointRows(response: CodedResponse, joint: JointLoss): RowLoss {
  const { target, weights } = response;
  const { outputs } = response.family;
  const n = weights.length;
  const row = (values: Float64Array, i: number, by = 1) =>
    Float64Array.from({ length: outputs }, (_, k) => by * values[k * n + i]!);
  const total = (term: (i: number, w: number) => number) =>
    weights.reduce((sum, w, i) => (w > 0 ? sum + w * term(i, w) : sum), 0);
  const each = (values: (i: number, w: number) => Float64Array) => {
    const all = new Float64Array(n * outputs);
    weights.forEach((w, i) => {
      if (w === 0) return;
      for (const [k, value] of values(i, w).entries()) all[k * n + i] = value;
    });
    return all;
  };
  return {
    value: (eta) => total((i) => joint.loss(row(eta, i), row(target, i))),
    descent: (eta) =>
      each((i, w) => joint.slope(row(eta, i), row(target, i)).map((slope) => -w * slope)),
    curve: (eta, d) =>
      each((i, w) => {
        const along = row(d, i, w);
        return joint.coupled ? spread(joint.mean(row(eta, i)), along) : along;
      }),
    reach: (_, { theta }) =>
      weights.reduce(
        (s, w, i) => (w > 0 ? Math.min(s, joint.reach(row(theta, i, -1 / w), row(target, i))) : s),
        1,
      ),
    gap: (eta, { theta }, s) =>
      total((i, w) => joint.distance(row(eta, i), row(target, i), row(theta, i, -s / w))),
  };
}

/** (diag(p) − p pᵀ) d: no total is moved, as the conjugate of a softmax demands. */
function spread(p: Float64Array, d: Float64Array): Float64Array {
  const mean = p.reduce((sum, share, k) => sum + share * d[k]!, 0);
  return p.map((share, k) => share * (d[k]! - mean));
}
