import { Random } from './random.mjs';
import { autoregressive } from './regression.mjs';
import { respond, signalOf } from './respond.mjs';
import { deviation } from './standardize.mjs';

/**
 * y = X b + noise + shift, b Gaussian on `support` groups of neighbouring columns.
 * @param {import('./synthetic.mjs').Recipe} recipe
 * @returns {import('./synthetic.mjs').Drawn}
 */
export function groups(recipe) {
  const { columns, groupSize, support, signalToNoise } = recipe;
  const random = new Random(recipe.seed);
  const X = autoregressive(random, recipe);
  const chosen = [...random.permutation(columns / groupSize).subarray(0, support)];
  const b = chosen.flatMap((group) => {
    return Array.from({ length: groupSize }, (_, k) => {
      return /** @type {[number, number]} */ ([group * groupSize + k, random.normal()]);
    });
  });
  const signal = signalOf(X, b);
  const noise = deviation(signal) / Math.sqrt(signalToNoise);
  return { X, y: respond(random, signal, recipe, noise) };
}
