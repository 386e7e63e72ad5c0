import { Random } from './random.mjs';
import { standardize } from './standardize.mjs';

/**
 * Two classes like leukemia's: columns mix latent factors, `support` of them shift by class.
 * @param {import('./synthetic.mjs').Recipe} recipe
 * @returns {import('./synthetic.mjs').Drawn}
 */
export function factors(recipe) {
  const { rows, columns, density, positives, support, effect } = recipe;
  const random = new Random(recipe.seed);
  const latent = Array.from({ length: recipe.factors }, () => {
    return Float64Array.from({ length: rows }, () => random.normal());
  });
  const data = Float64Array.from({ length: rows * columns }, () => random.normal());
  const y = Float64Array.from(random.permutation(rows), (place) => Number(place < positives));
  const shifted = new Set(random.permutation(columns).subarray(0, support));
  for (let j = 0; j < columns; j++) {
    const column = data.subarray(j * rows, (j + 1) * rows);
    for (const factor of latent) {
      const loading = random.uniform() < density ? random.normal() : 0;
      if (loading === 0) continue;
      for (let i = 0; i < rows; i++) column[i] += loading * factor[i];
    }
    if (!shifted.has(j)) continue;
    const shift = effect * random.normal();
    for (let i = 0; i < rows; i++) column[i] += shift * (2 * y[i] - 1);
  }
  standardize(data, rows);
  return { X: { rows, columns, data }, y };
}
