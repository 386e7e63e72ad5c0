import { expect, test } from 'vitest';
import { crossValidate, GLM } from '../../src/index.ts';
import { random } from '../support/random.ts';

const N = 40;
const { normal } = random(7);
const X = Array.from({ length: N }, () => [normal(), normal(), normal()]);
const Y = X.map(([a, b]) => [a! + normal(), 10 * b! + normal()]);
const folds = Int32Array.from({ length: N }, (_, i) => i % 4);

/** Out-of-fold residuals of the selected model, by response. */
async function residuals(measure: 'mse' | 'mae' | 'r2' | 'deviance') {
  const cv = await crossValidate(new GLM({ family: 'multigaussian' }), X, Y, {
    folds,
    measure,
    lambdas: [0.1],
  });
  const rest = [0, 1].map((k) => Y.map((row, i) => row[k]! - cv.oof!.get(i, k)));
  return { value: cv.curve.mean[0]!, rest };
}

const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;

test('mse and mae of several responses are the mean over the responses', async () => {
  const mse = await residuals('mse');
  expect(mse.value).toBeCloseTo(mean(mse.rest.map((r) => mean(r.map((v) => v * v)))), 10);
  const mae = await residuals('mae');
  expect(mae.value).toBeCloseTo(mean(mae.rest.map((r) => mean(r.map(Math.abs)))), 10);
});

test('their deviance is the sum over the responses', async () => {
  const { value, rest } = await residuals('deviance');
  const sums = rest.map((r) => mean(r.map((v) => v * v)));
  expect(value).toBeCloseTo(sums[0]! + sums[1]!, 10);
});

test('their r2 is the mean over the responses of each fold', async () => {
  const { value, rest } = await residuals('r2');
  const perFold = [0, 1, 2, 3].map((fold) => {
    const rows = [...folds.keys()].filter((i) => folds[i] === fold);
    return mean(
      [0, 1].map((k) => {
        const y = rows.map((i) => Y[i]![k]!);
        const spread = mean(y.map((v) => (v - mean(y)) ** 2));
        return 1 - mean(rows.map((i) => rest[k]![i]! ** 2)) / spread;
      }),
    );
  });
  expect(value).toBeCloseTo(mean(perFold), 10);
});
