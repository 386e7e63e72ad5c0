/** What the families of several outputs have in common. */
import type { Scope } from '../memory/scope.ts';
import type { Family, FamilyName, JointLoss } from './family.ts';
import { noScalars } from './noScalars.ts';

/** A family of a joint loss; asked about one number alone, it has no answer. */
export function jointFamily(name: FamilyName, outputs: number, joint: JointLoss): Family {
  return {
    name,
    kernel: name,
    params: [outputs],
    outputs,
    joint,
    bind: (scope) => [outputs, reserveRow(scope, outputs)],
    saturatedLoss: ({ target, weights }) => saturatedLoss(joint, outputs, target, weights),
    refuses: (y) => joint.refuses([y]),
    ...noScalars,
    mean: () => NaN,
  };
}

/** Scratch of the kernels: predictors, shares and dual values of two rows. */
function reserveRow(scope: Scope, outputs: number): number {
  return scope.f64(6 * outputs + 6);
}

/** Σ ω inf ℓ; `target` holds n values per output, output after output. */
function saturatedLoss(
  joint: JointLoss,
  outputs: number,
  target: Float64Array,
  weights: Float64Array,
): number {
  const n = weights.length;
  const row = new Float64Array(outputs);
  return weights.reduce((sum, w, i) => {
    if (w === 0) return sum;
    for (let k = 0; k < outputs; k++) row[k] = target[k * n + i]!;
    return sum + w * joint.saturated(row);
  }, 0);
}
