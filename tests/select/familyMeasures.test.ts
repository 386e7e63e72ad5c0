/** What cross-validation measures in each family, against the same of its out-of-fold predictions. */
import { describe, expect, test } from 'vitest';
import {
  auc,
  aucMulticlass,
  brier,
  type CVOptions,
  type CVResult,
  concordance,
  crossValidate,
  deviance,
  type FamilyChoice,
  GLM,
  logLoss,
  type Measure,
  measures,
  misclassification,
  type ResponseLike,
} from '../../src/index.ts';
import { measuresOf } from '../../src/select/familyMeasures.ts';
import { random } from '../support/random.ts';

const N = 90;
const { normal, uniform, pick } = random(41);
const X = Array.from({ length: N }, () => [normal(), normal(), normal()]);
const eta = X.map(([a, b]) => 0.8 * a! - 0.5 * b!);
const weights = eta.map(() => 0.5 + uniform());
const folds = Int32Array.from({ length: N }, (_, i) => i % 5);
const codes = eta.map((value) => Number(value + normal() > 0));
const three = eta.map((value) => (value + normal() > 1 ? 2 : Number(uniform() < 0.5)));
const counts = eta.map((value) => Math.floor(2 * Math.exp(value) * uniform() * 2));
const amounts = eta.map((value) => Math.exp(value) * (0.2 + uniform()));
const time = eta.map((value) => Math.exp(-value) * (0.1 + uniform()));
const event = eta.map(() => pick([0, 1, 1]));

/** Predictions of some rows, m values per output, with what was observed there. */
interface Tested {
  readonly rows: readonly number[];
  readonly oof: Float64Array;
  readonly weights: Float64Array;
}

const at = (values: readonly number[], { rows }: Tested) => rows.map((i) => values[i]!);
const classesOf = (tested: Tested) => {
  const rows = tested.rows.length;
  return { data: tested.oof, rows, cols: tested.oof.length / rows, order: 'col' as const };
};
const numeric = (y: readonly number[], name: 'mse' | 'mae' | 'r2') => (t: Tested) =>
  measures[name].value(at(y, t), t.oof, t.weights);
const ofClasses = (y: readonly number[]): Partial<Record<Measure, (t: Tested) => number>> => ({
  class: (t) => misclassification(at(y, t), classesOf(t), t.weights),
  logloss: (t) => logLoss(at(y, t), classesOf(t), t.weights),
  deviance: (t) => 2 * logLoss(at(y, t), classesOf(t), t.weights),
  mse: (t) => brier(at(y, t), classesOf(t), t.weights),
});
const ofNumbers = (y: readonly number[], family: Parameters<typeof deviance>[2]) => ({
  mse: numeric(y, 'mse'),
  mae: numeric(y, 'mae'),
  r2: numeric(y, 'r2'),
  deviance: (t: Tested) => deviance(at(y, t), t.oof, family, t.weights),
});

const CASES: [FamilyChoice, ResponseLike, Partial<Record<Measure, (t: Tested) => number>>][] = [
  [
    'binomial',
    codes,
    {
      ...ofClasses(codes),
      auc: (t) => auc(at(codes, t), t.oof.subarray(t.rows.length), t.weights),
    },
  ],
  [
    'multinomial',
    three,
    { ...ofClasses(three), auc: (t) => aucMulticlass(at(three, t), classesOf(t), t.weights) },
  ],
  ['poisson', counts, ofNumbers(counts, 'poisson')],
  ['gamma', amounts, ofNumbers(amounts, 'gamma')],
  ['tweedie', counts, ofNumbers(counts, { name: 'tweedie', power: 1.5 })],
  ['negativeBinomial', counts, ofNumbers(counts, { name: 'negativeBinomial', theta: 1 })],
  [
    'cox',
    { time, event },
    { cindex: (t) => concordance(at(time, t), at(event, t), t.oof, t.weights) },
  ],
];

/** The rows of each fold with their predictions at the chosen λ. */
function testedOf({ splits, oof }: CVResult<never>): Tested[] {
  return splits.map(({ test: rows }) => ({
    rows: Array.from(rows),
    oof: Float64Array.from({ length: oof!.cols * rows.length }, (_, k) =>
      oof!.get(rows[k % rows.length]!, Math.floor(k / rows.length)),
    ),
    weights: Float64Array.from(rows, (i) => weights[i]!),
  }));
}

describe.each(CASES)('%s', (family, y, expected) => {
  const along = (options: CVOptions) => crossValidate(new GLM({ family }), X, y, options);

  test.each(Object.keys(expected) as Measure[])(
    '%s is that of its predictions',
    async (measure) => {
      const cv = await along({ folds, measure, weights, nLambda: 8, lambdaMinRatio: 0.02 });
      const chosen = cv.curve.lambdas.indexOf(cv.lambda);
      testedOf(cv as CVResult<never>).forEach((tested, k) => {
        expect(cv.curve.perFold.get(k, chosen)).toBeCloseTo(expected[measure]!(tested), 10);
      });
      const best = ['auc', 'r2', 'cindex'].includes(measure) ? Math.max : Math.min;
      expect(cv.curve.mean[cv.curve.minIndex]).toBe(best(...cv.curve.mean));
    },
  );

  test('another measure is refused, with those there are', async () => {
    const other = family === 'cox' ? 'mse' : 'cindex';
    const known = measuresOf({ name: family as 'cox' }).join(', ');
    await expect(along({ measure: other })).rejects.toThrow(
      new RangeError(
        `crossValidate: measure must be one of ${known} for ${String(family)}, got "${other}"`,
      ),
    );
  });

  test('its default is the deviance', async () => {
    const cv = await along({ folds, lambdas: [0.1] });
    expect(cv.measure).toBe('deviance');
  });
});
