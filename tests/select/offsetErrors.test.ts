/** Errors of models with a known part in their predictors. */
import { describe, expect, it } from 'vitest';
import { crossValidate, GLM, Lasso } from '../../src/index.ts';
import { random } from '../support/random.ts';
import { relativeDifference } from '../support/tolerance.ts';

const N = 60;
const draw = random(3);
const X = Array.from({ length: N }, () => Array.from({ length: 4 }, () => draw.normal()));
/** Responses that are sums of multiples of 2⁻²⁰, so that adding an offset loses nothing. */
const exact = (value: number) => Math.round(value * 2 ** 20) / 2 ** 20;

describe('an offset that is added to the response', () => {
  it.each([1, 2])('changes no cross-validated error of %i responses', async (outputs) => {
    const data = Float64Array.from({ length: N * outputs }, (_, at) =>
      exact(X[at % N]![Math.floor(at / N)]! + 0.5 * draw.normal()),
    );
    const offset = Float64Array.from({ length: N * outputs }, (_, at) => (at % N) / 2);
    const shifted = data.map((value, at) => value + offset[at]!);
    const several = outputs > 1;
    const estimator = several ? new GLM({ family: 'multigaussian' }) : new Lasso();
    const of = (values: Float64Array) =>
      (several ? { data: values, rows: N, cols: outputs, order: 'col' } : values) as Float64Array;
    for (const measure of several ? (['deviance'] as const) : (['mse', 'mae'] as const)) {
      const options = { folds: 3, nLambda: 8, measure, trainErrors: true };
      const plain = await crossValidate(estimator as Lasso, X, of(data), options);
      const known = await crossValidate(estimator as Lasso, X, of(shifted), { ...options, offset });
      // η + offset and y + offset round anew, at sizes up to 32.
      const close = 1e3 * Number.EPSILON;
      expect(relativeDifference(known.curve.mean, plain.curve.mean)).toBeLessThan(close);
      expect(relativeDifference(known.curve.train!, plain.curve.train!)).toBeLessThan(close);
    }
  });
});
