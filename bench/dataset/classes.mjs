import { Random } from './random.mjs';
import { autoregressive } from './regression.mjs';
import { signalOf } from './respond.mjs';

/**
 * Classes drawn from a softmax, `support` Gaussian coefficients in each class.
 * @param {import('./synthetic.mjs').Recipe} recipe
 * @returns {import('./synthetic.mjs').Drawn}
 */
export function classes(recipe) {
  const random = new Random(recipe.seed);
  const X = autoregressive(random, recipe);
  const eta = Array.from({ length: recipe.classes }, () => {
    const chosen = [...random.permutation(recipe.columns).subarray(0, recipe.support)];
    return signalOf(
      X,
      chosen.map((j) => [j, random.normal()]),
    );
  });
  const cells = recipe.classes * recipe.rows;
  const square = eta.flatMap((column) => [...column]).reduce((sum, value) => sum + value ** 2, 0);
  const factor = recipe.strength / Math.sqrt(square / cells);
  const y = Float64Array.from({ length: recipe.rows }, (_, i) => {
    const weights = eta.map((column) => Math.exp(factor * column[i]));
    let left = random.uniform() * weights.reduce((a, b) => a + b, 0);
    const drawn = weights.findIndex((weight) => {
      left -= weight;
      return left < 0;
    });
    return Math.max(drawn, 0);
  });
  return { X, y };
}
