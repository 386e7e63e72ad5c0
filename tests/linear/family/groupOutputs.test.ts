/** Groups of columns with the classes of a softmax: each class has its own. */
import { describe, expect, test } from 'vitest';
import { type FittedModel, GLM, path } from '../../../src/linear/index.ts';
import { groupLasso, l1, type Penalty, sparseGroupLasso } from '../../../src/penalty/index.ts';
import { crossValidate } from '../../../src/select/index.ts';
import { correlated } from '../../support/correlated.ts';

const P = 12;
const { X, eta, noise, weights } = correlated(90, P, 0.6, 17);
const scores = X.map((row, i) => [
  eta[i]! + noise[i]!,
  row[1]! - row[2]! + noise[(i + 7) % 90]!,
  row[9]! + noise[(i + 31) % 90]!,
]);
const labels = scores.map((row) => row.indexOf(Math.max(...row)));
const pairs = labels.map((k) => Number(k > 0));
const GROUPS = Array.from({ length: P }, (_, j) => Math.floor(j / 3));
const SHAPES: [string, Penalty][] = [
  ['group lasso', groupLasso({ groups: GROUPS })],
  ['sparse group lasso', sparseGroupLasso({ groups: GROUPS, l1Ratio: 0.4 })],
];
const LAMBDAS = [0.1, 0.03, 0.005];

type Options = Parameters<typeof path>[3];

async function models(penalty: Penalty, options: Options = {}, y = labels, tol = 1e-12) {
  const estimator = new GLM({ family: 'multinomial', penalty, tol });
  const found = await path(estimator, X, y, { lambdas: LAMBDAS, ...options });
  return LAMBDAS.map((_, l) => found.model(l) as FittedModel);
}

const near = (a: number, b: number) => expect(Math.abs(a - b)).toBeLessThanOrEqual(1e-6);

test('groups of one column are the lasso', async () => {
  const penaltyFactor = Array.from({ length: P }, (_, j) => (j === 3 ? 0 : 1 + (j % 2)));
  for (const options of [{}, { weights, penaltyFactor }]) {
    const lasso = await models(l1(), options);
    const alone = groupLasso({ groups: GROUPS.map((_, j) => j), weights: 'none' });
    (await models(alone, options)).forEach(({ settings, certificate }, l) => {
      expect(certificate.ok).toBe(true);
      settings.coef.forEach((value, at) => {
        near(value, lasso[l]!.settings.coef[at]!);
      });
    });
  }
});

test('a group is in or out in each class by itself', async () => {
  const [model] = await models(groupLasso({ groups: GROUPS }));
  const { coef } = model!.settings;
  const used = [0, 1, 2].map((k) =>
    [0, 1, 2, 3].map((g) => {
      const own = [0, 1, 2].map((j) => coef[k * P + 3 * g + j] !== 0);
      expect(new Set(own).size).toBe(1);
      return own[0]!;
    }),
  );
  expect(new Set(used.map((row) => row.join())).size).toBeGreaterThan(1);
});

describe.each(SHAPES)('%s', (_, penalty) => {
  test('is proven at every strength, by verify too, and not when a coefficient moves', async () => {
    const estimator = new GLM({ family: 'multinomial', penalty, tol: 1e-8 });
    const found = await path(estimator, X, labels, { nLambda: 8, lambdaMinRatio: 0.005 });
    expect(found.certificates.every(({ ok }) => ok)).toBe(true);
    expect(found.model(0).nonzero).toHaveLength(0);
    const model = found.model(7) as FittedModel;
    expect(model.verify(X, labels)).toMatchObject({ ok: true, kind: 'duality-gap' });
    const Model = model.constructor as new (state: unknown) => FittedModel;
    const coef = model.settings.coef.map((value, at) => (at === P + 1 ? value + 1e-2 : value));
    expect(new Model({ ...model.settings, coef }).verify(X, labels).ok).toBe(false);
  });

  test('of two classes is that of a binomial model', async () => {
    const two = await models(penalty, {}, pairs);
    const estimator = new GLM({ family: 'binomial', penalty, tol: 1e-12 });
    const one = await path(estimator, X, pairs, { lambdas: LAMBDAS });
    two.forEach(({ settings: { coef, intercepts } }, l) => {
      const beta = one.model(l).settings;
      beta.coef.forEach((value, j) => {
        near(coef[P + j]!, value / 2);
        near(coef[j]!, -value / 2);
      });
      near(intercepts[1]!, beta.intercepts[0]! / 2);
    });
  });

  test('is chosen by cross-validation', async () => {
    const estimator = new GLM({ family: 'multinomial', penalty, tol: 1e-6 });
    const { curve, model } = await crossValidate(estimator, X, labels, { folds: 4, nLambda: 8 });
    expect(Math.min(...curve.mean)).toBeLessThan(curve.mean[0]!);
    expect(model.certificate.ok).toBe(true);
  });
});
