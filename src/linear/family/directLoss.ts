/** The loss as a function of all coefficients, for descent without a model of it. */
import type { Solver } from '../gradients.ts';
import type { Smooth } from './accelerate.ts';
import type { Predictors } from './predictors.ts';
import type { VectorPenalty } from './vectorPenalty.ts';

/**
 * The loss with its intercepts at the optimum, and the penalty where it is smooth and has no prox.
 * `descent` gives X̃ᵀv of all outputs where the predictors are.
 */
export function directLoss(
  predictors: Predictors,
  penalty: VectorPenalty,
  descent: () => Solver<Float64Array>,
): Smooth {
  const { rows } = predictors;
  const isSmooth = !penalty.whole!.prox;
  const none = new Float64Array(0);
  let [slopes, before] = [none, { v: none, eta: none }];
  return {
    *gradient(x, out) {
      predictors.place(x);
      const [v, eta] = [predictors.vector(rows.v).slice(), predictors.vector(rows.eta).slice()];
      before = { v, eta };
      const u = yield* descent();
      slopes = new Float64Array(x.length);
      if (isSmooth) penalty.addGradient(x, slopes);
      for (let j = 0; j < out.length; j++) out[j] = slopes[j]! - u[j]!;
    },
    *bend(y, x) {
      predictors.place(x);
      yield;
      const [v, eta] = [predictors.vector(rows.v), predictors.vector(rows.eta)];
      let sum = 0;
      for (let i = 0; i < v.length; i++) sum += (before.v[i]! - v[i]!) * (eta[i]! - before.eta[i]!);
      if (!isSmooth) return sum;
      const change = slopes.map((value) => -value);
      penalty.addGradient(x, change);
      return sum + change.reduce((total, value, j) => total + value * (x[j]! - y[j]!), 0);
    },
  };
}
