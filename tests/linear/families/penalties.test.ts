/** Models of every penalty: their files hold what proves them. */
import { describe, expect, test } from 'vitest';
import { type FittedModel, GLM, load } from '../../../src/linear/index.ts';
import {
  adaptive,
  custom,
  differences,
  elasticNet,
  groupLasso,
  l1,
  type Penalty,
  scad,
  slope,
  sparseGroupLasso,
  tikhonov,
} from '../../../src/penalty/index.ts';
import { readGolden } from '../../reference/golden.ts';

const { X, y } = readGolden<{ X: number[][]; y: number[] }>('data/counts.json');
const p = X[0]!.length;
const groups = Array.from({ length: p }, (_, j) => Math.floor(j / 3));

const PENALTIES: [string, Penalty][] = [
  ['elastic net', elasticNet({ lambda: 0.05, l1Ratio: 0.4 })],
  ['group lasso', groupLasso({ lambda: 0.05, groups })],
  ['sparse group lasso', sparseGroupLasso({ lambda: 0.05, l1Ratio: 0.3, groups, weights: 'none' })],
  [
    'group lasso with ridge',
    groupLasso({ lambda: 0.05, groups }).plus(elasticNet({ lambda: 0.1, l1Ratio: 0.2 })),
  ],
  ['SLOPE', slope({ lambda: 0.05, q: 0.2 })],
  ['Tikhonov', tikhonov({ lambda: 0.2, gamma: differences(p, 1) })],
  ['fused ridge with a lasso', tikhonov({ lambda: 0.2, gamma: differences(p, 2) }).plus(l1(0.02))],
  ['adaptive lasso', adaptive(l1(0.05))],
  ['SCAD', scad({ lambda: 0.05 })],
];

describe.each(PENALTIES)('%s', (_, penalty) => {
  const estimator = new GLM({ family: 'poisson', penalty, tol: 1e-9 });
  const model = estimator.fitSync(X, y) as FittedModel;

  test('is proven by verify, before and after its file', () => {
    expect(model.certificate.ok).toBe(true);
    expect(model.nonzero.length).toBeGreaterThan(0);
    const again = load(model.save());
    expect(again.settings).toEqual(model.settings);
    for (const each of [model, again]) {
      const own = each.verify(X, y);
      expect([own.ok, own.kind]).toEqual([true, model.certificate.kind]);
    }
  });

  test('is not proven with a smaller λ, or with the model of another', () => {
    const other = new GLM({ family: 'poisson', lambda: 0.01, l1Ratio: 0.9 }).fitSync(X, y);
    const { coef, intercepts } = other.settings;
    const Model = model.constructor as new (state: unknown) => FittedModel;
    const moved = new Model({ ...model.settings, coef, intercepts });
    expect(moved.verify(X, y).ok).toBe(false);
    const weaker = new Model({ ...model.settings, lambda: 0.9 * model.lambda });
    expect(weaker.verify(X, y).ok).toBe(false);
  });
});

test('a custom penalty cannot be verified without its functions', () => {
  const prox = (w: Float64Array, step: number, out: Float64Array) =>
    w.forEach((value, j) => {
      out[j] = value / (1 + step);
    });
  const value = (w: Float64Array) => 0.5 * w.reduce((sum, each) => sum + each * each, 0);
  const penalty = custom({ lambda: 0.05, value, prox });
  const model = new GLM({ family: 'poisson', penalty }).fitSync(X, y);
  expect(() => model.verify(X, y)).toThrow(
    'verify: the penalty must be one whose gap can be recomputed, got "custom"',
  );
});
