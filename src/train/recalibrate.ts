/** Running statistics measured anew. */
import type { MatrixLike } from '../memory/types.ts';
import { outlineOf } from './outline.ts';
import { type Fitted, overRows } from './predictor.ts';
import type { Weights } from './store.ts';

/**
 * Means and variances of all normalized layers over the rows of X with noise off: the average over
 * stretches of rows, each counted by its rows.
 */
export function recalibrated(fitted: Fitted, X: MatrixLike): Weights {
  const { states, least } = outlineOf('recalibrate', fitted.layers, fitted.input);
  const weights = new Map(fitted.weights);
  if (states.length === 0) return weights;
  const sums = new Map(
    states.map(({ name }) => [name, new Float64Array(weights.get(name)!.length)]),
  );
  let seen = 0;
  // with no weight of the old value, states are the statistics of the stretch
  const modes = { isTraining: true, momentum: 0 };
  const passage = { where: 'recalibrate', modes, least: least.samples };
  overRows(fitted, X, passage, ({ plan, store, run }) => {
    run();
    const now = store.read();
    for (const [name, sum] of sums)
      now.get(name)!.forEach((value, k) => {
        sum[k]! += plan.batch * value;
      });
    seen += plan.batch;
  });
  for (const [name, sum] of sums)
    weights.set(
      name,
      weights.get(name)!.map((_, k) => sum[k]! / seen),
    );
  return weights;
}
