import { describe, expect, it } from 'vitest';
import {
  assess,
  auc,
  aucMulticlass,
  brier,
  calibration,
  concordance,
  confusionMatrix,
  deviance,
  devianceExplained,
  logLoss,
  misclassification,
  precisionRecall,
} from '../../../src/select/assess/index.ts';
import { readGolden } from '../../reference/golden.ts';
import { expectClose } from './close.ts';

const numbers = readGolden<{
  mean: number[];
  counts: number[];
  positive: number[];
  weights: number[];
  weighted: { mse: number; mae: number; r2: number };
}>('sklearn/assess_deviance.json');
const binary = readGolden<{ y: number[]; p: number[]; weights: number[] }>(
  'sklearn/assess_binary.json',
);
const multiclass = readGolden<{ codes: number[]; probabilities: number[][]; weights: number[] }>(
  'sklearn/assess_multiclass.json',
);

describe('assess of numbers', () => {
  const { positive: y, mean: predicted, weights, counts } = numbers;

  it('has the errors of scikit-learn', () => {
    const found = assess({ y, predicted, weights });
    const { mse, mae, r2 } = numbers.weighted;
    expect([found.kind, found.family, found.rows]).toEqual(['regression', 'gaussian', y.length]);
    expectClose(found.mse, mse, y.length);
    expectClose(found.mae, mae, y.length);
    expectClose(found.r2, r2, y.length);
    expect([found.deviance, found.d2]).toEqual([found.mse, found.r2]);
    expect(found.rmse).toBe(Math.sqrt(found.mse));
    const total = weights.reduce((a, b) => a + b, 0);
    const gap = y.reduce((sum, value, i) => sum + weights[i]! * (predicted[i]! - value), 0);
    expectClose(found.bias, gap / total, y.length);
  });

  it('has the deviance of a family, and calls counts what are counts', () => {
    for (const family of ['poisson', { name: 'negativeBinomial', theta: 2 }] as const) {
      const found = assess({ y: counts, predicted, family, weights });
      expect(found.kind).toBe('counts');
      expect(found.deviance).toBe(deviance(counts, predicted, family, weights));
      expect(found.d2).toBe(devianceExplained(counts, predicted, family, weights));
    }
    const found = assess({ y, predicted, family: 'gamma' });
    expect([found.kind, found.deviance]).toEqual(['regression', deviance(y, predicted, 'gamma')]);
  });

  it('has the value of its example', () => {
    expect(assess({ y: [1, 2, 3], predicted: [1, 2, 4] }).mae).toBe(0.3333333333333333);
  });

  it('says in words what it found', () => {
    const lines = assess({ y: [1, 2, 3], predicted: [1, 2, 5] })
      .summary()
      .split('\n');
    expect(lines).toEqual([
      'kind      regression',
      'family      gaussian',
      'rows               3',
      'MSE            1.333',
      'RMSE           1.155',
      'MAE           0.6667',
      'bias          0.6667',
      'R²                -1',
      'deviance       1.333',
      'D²                -1',
    ]);
    expect(assess({ y: [], predicted: [] }).summary()).toMatch(/^MSE +–$/m);
  });
});

describe('assess of two classes', () => {
  const labels = binary.y.map((value) => (value === 1 ? 'yes' : 'no'));
  const { p, weights } = binary;
  const rows = p.map((value) => [1 - value, value]);

  it('has what the single measures say', () => {
    const found = assess({ labels, probabilities: p, weights });
    if (found.kind !== 'binary') throw new Error('two classes are binary');
    expect([found.classes, found.rows]).toEqual([['no', 'yes'], labels.length]);
    expect(found.auc).toBe(auc(binary.y, p, weights));
    expect(found.averagePrecision).toBe(precisionRecall(binary.y, p, weights).averagePrecision);
    expect(found.logLoss).toBe(logLoss(binary.y, rows, weights));
    expectClose(found.deviance, deviance(binary.y, p, 'binomial', weights), labels.length);
    expect(found.calibration).toEqual(calibration(binary.y, p, { weights }));
    expect(found.brier).toBe(found.calibration.brier);
    expectClose(found.brier, brier(binary.y, rows, weights) / 2, labels.length);
    const wrong = misclassification(binary.y, rows, weights);
    expectClose(found.misclassification, wrong, labels.length);
    const predicted = p.map((value) => (value > 0.5 ? 'yes' : 'no'));
    const confusion = confusionMatrix(labels, predicted, { weights });
    expect(found.confusion.counts.toArrays()).toEqual(confusion.counts.toArrays());
    expect([found.mcc, found.macroF1]).toEqual([confusion.mcc, confusion.macroF1]);
  });

  it('takes a matrix and a vector alike, and the second class for positive', () => {
    const vector = assess({ labels, probabilities: p });
    const matrix = assess({ labels, probabilities: rows });
    expect(matrix.summary()).toBe(vector.summary());
    const swapped = assess({
      labels,
      probabilities: rows.map(([a, b]) => [b!, a!]),
      classes: ['yes', 'no'],
    });
    // The other class is positive: the area over the same pairs.
    expectClose(swapped.auc, vector.auc, labels.length);
  });

  it('says NaN for one class', () => {
    const found = assess({ labels: [1, 1], probabilities: [0.4, 0.9], classes: [0, 1] });
    expect([found.auc, found.mcc, found.accuracy]).toEqual([NaN, NaN, 0.5]);
    expect(found.summary()).toMatch(/^AUC +–$/m);
  });

  it('says in words what it found, with the table of counts', () => {
    const text = assess({ labels: ['a', 'b'], probabilities: [0.25, 0.75] }).summary();
    expect(text).toMatch(
      /^kind +binary\nrows +2\nAUC +1\naverage precision +1\nlog loss +0\.2877\n/,
    );
    expect(text).toMatch(/^calibration slope +∞$/m);
    const table = [
      'truth \\ predicted  a  b',
      'a                  1  0',
      'b                  0  1',
      '',
      'class  precision  recall  f1  support',
      'a              1       1   1        1',
      'b              1       1   1        1',
    ];
    expect(text.split('\n').slice(-table.length - 1)).toEqual(['', ...table]);
  });
});

describe('assess of several classes', () => {
  const { codes, probabilities, weights } = multiclass;

  it('has what the single measures say', () => {
    const found = assess({ labels: codes, probabilities, weights });
    expect([found.kind, found.classes]).toEqual(['multiclass', [0, 1, 2, 3]]);
    expect(found.auc).toBe(aucMulticlass(codes, probabilities, weights));
    expect(found.logLoss).toBe(logLoss(codes, probabilities, weights));
    expect(found.deviance).toBe(2 * found.logLoss);
    expect(found.brier).toBe(brier(codes, probabilities, weights));
    const wrong = misclassification(codes, probabilities, weights);
    expectClose(found.misclassification, wrong, codes.length);
  });

  it('reads columns in the order of the classes given', () => {
    const names = ['w', 'z', 'x', 'y'];
    const labels = codes.map((code) => names[code]!);
    const found = assess({ labels, probabilities, classes: names });
    expect(found.logLoss).toBe(logLoss(codes, probabilities));
    expect(found.confusion.labels).toEqual(names);
  });
});

describe('assess of survival', () => {
  it('has the concordance and its counts', () => {
    const given = { time: [1, 2, 3, 4], event: [1, 0, 1, 0], risk: [4, 3, 1, 1] };
    const found = assess(given);
    // Comparable: (0, 1), (0, 2), (0, 3) and, tied in risk, (2, 3).
    expect(found.concordance).toBe(3.5 / 4);
    expect(found.concordance).toBe(concordance(given.time, given.event, given.risk));
    expect([found.somersD, found.pairs, found.events, found.rows]).toEqual([0.75, 4, 2, 4]);
    expect(found.summary()).toBe(
      [
        'kind         survival',
        'rows                4',
        'events              2',
        'concordance     0.875',
        "Somers' D        0.75",
        'pairs               4',
      ].join('\n'),
    );
  });
});

it('assess leaves what it is given as it was', () => {
  const labels = Object.freeze(['a', 'b', 'a']);
  const probabilities = Float64Array.of(0.2, 0.6, 0.7);
  const weights = Float64Array.of(1, 2, 0);
  assess({ labels, probabilities, weights });
  expect([Array.from(probabilities), Array.from(weights)]).toEqual([
    [0.2, 0.6, 0.7],
    [1, 2, 0],
  ]);
});
