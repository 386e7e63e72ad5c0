/** The coefficients of a whole path as one matrix. */
import { describe, expect, test } from 'vitest';
import { GLM, path } from '../../src/index.ts';
import { randomProblem } from '../support/problems.ts';

const { X: rows, y } = randomProblem({ seed: 5, n: 40, p: 6 });
const X = rows as number[][];
const several = Array.from(y, (value, i) => [value, X[i]![2]!]);

describe('coefs', () => {
  test.each([
    ['one response', 'gaussian', Array.from(y)],
    ['classes', 'multinomial', Array.from(y, (_, i) => 'abc'[i % 3]!)],
    ['several responses', 'multigaussian', several],
  ] as const)('of %s are those of the models, without zeros', async (_, family, response) => {
    const fits = await path(new GLM({ family }), X, response, { nLambda: 12 });
    const matrix = fits.coefs();
    fits.lambdas.forEach((_, l) => {
      const { coef } = fits.model(l).settings;
      const column = new Float64Array(matrix.rows);
      for (let k = matrix.indptr[l]!; k < matrix.indptr[l + 1]!; k++)
        column[matrix.indices[k]!] = matrix.data[k]!;
      expect(column).toEqual(coef);
    });
    expect(matrix.cols).toBe(fits.lambdas.length);
    expect(Array.from(matrix.data)).not.toContain(0);
    expect(matrix.nnz).toBeGreaterThan(0);
  });
});
