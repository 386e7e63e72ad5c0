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
  rocCurve,
} from '../../../src/select/assess/index.ts';

type Call = () => unknown;
/** A call with arguments of the wrong type. */
const wrong = (call: (...args: never[]) => unknown, ...args: unknown[]): Call => {
  const loose = call as (...args: unknown[]) => unknown;
  return () => loose(...args);
};

const p2 = [
  [0.5, 0.5],
  [1, 0],
];

const RANGE: readonly [string, Call, string][] = [
  ['a short score', () => auc([1, 0], [1]), 'auc: score must have length 2 (one per row), got 1'],
  [
    'short weights',
    () => auc([1, 0], [1, 2], [1]),
    'auc: weights must have length 2 (one per row of positive), got 1',
  ],
  [
    'a negative weight',
    () => rocCurve([1, 0], [1, 2], [1, -1]),
    'rocCurve: weights[1] must be a finite number >= 0, got -1',
  ],
  [
    'a flag that is none',
    () => precisionRecall([1, 2], [1, 2]),
    'precisionRecall: positive[1] must be true, false, 0 or 1, got 2',
  ],
  [
    'a flag that only looks like one',
    wrong(auc, [1, null], [1, 2]),
    'auc: positive[1] must be true, false, 0 or 1, got null',
  ],
  [
    'a score that is NaN',
    () => auc([1, 0], [1, NaN]),
    'auc: score[1] must be a number other than NaN, got NaN',
  ],
  [
    'a code beyond the columns',
    () => logLoss([0, 2], p2),
    'logLoss: codes[1] must be an integer in [0, 2), got 2',
  ],
  [
    'a code between integers',
    () => brier([0, 0.5], p2),
    'brier: codes[1] must be an integer in [0, 2), got 0.5',
  ],
  [
    'a probability above 1',
    () => misclassification([0], [[1.5, -0.5]]),
    'misclassification: probabilities[0][0] must lie in [0, 1], got 1.5',
  ],
  [
    'rows that do not sum to 1',
    () =>
      aucMulticlass(
        [0, 1],
        [
          [0.5, 0.5],
          [0.5, 0.25],
        ],
      ),
    'aucMulticlass: probabilities[1] must sum to 1, got 0.75; give probabilities, not scores',
  ],
  [
    'a single column',
    () => logLoss([0], [[1]]),
    'logLoss: probabilities must have at least 2 columns, got 1',
  ],
  [
    'probabilities of other rows',
    () => logLoss([0], p2),
    'logLoss: probabilities must have length 1 (one distribution per row), got 2',
  ],
  [
    'an unknown label',
    () => confusionMatrix(['cat', 'dgo'], ['cat', 'dog'], { labels: ['cat', 'dog'] }),
    'confusionMatrix: truth[1] must be one of the labels, got "dgo"; did you mean dog?',
  ],
  [
    'a label of another type',
    () => confusionMatrix(['1'], [1], { labels: [1] }),
    'confusionMatrix: truth[0] must be one of the labels, got "1"; the labels hold 1 as a number',
  ],
  [
    'a label given twice',
    () => confusionMatrix(['a'], ['a'], { labels: ['a', 'b', 'a'] }),
    'confusionMatrix: labels[2] must differ from labels[0], got "a"',
  ],
  [
    'no labels',
    () => confusionMatrix(['a'], ['a'], { labels: [] }),
    'confusionMatrix: labels must hold at least 1 labels, got 0',
  ],
  [
    'a label that is NaN',
    () => confusionMatrix([NaN], [1]),
    'confusionMatrix: truth[0] must be a label, got NaN',
  ],
  [
    'predictions of other rows',
    () => confusionMatrix(['a'], ['a', 'b']),
    'confusionMatrix: predicted must have length 1 (one per row), got 2',
  ],
  [
    'a probability below 0',
    () => calibration([1, 0], [0.5, -0.1]),
    'calibration: p[1] must lie in [0, 1], got -0.1',
  ],
  [
    'no bins',
    () => calibration([1], [1], { bins: 0 }),
    'calibration: bins must be an integer >= 1, got 0',
  ],
  [
    'an unknown strategy',
    wrong(calibration, [1], [1], { strategy: 'kmeans' }),
    "calibration: strategy must be 'uniform' or 'quantile', got \"kmeans\"",
  ],
  [
    'a negative time',
    () => concordance([1, -2], [1, 1], [1, 2]),
    'concordance: time[1] must be a finite number >= 0, got -2',
  ],
  [
    'an event that is no flag',
    () => concordance([1], [2], [1]),
    'concordance: event[0] must be true, false, 0 or 1, got 2',
  ],
  [
    'a risk that is NaN',
    () => concordance([1], [1], [NaN]),
    'concordance: risk[0] must be a number other than NaN, got NaN',
  ],
  [
    'a target that is not finite',
    () => deviance([1, Infinity], [1, 1], 'gaussian'),
    'deviance: y[1] must be a finite number, got Infinity',
  ],
  [
    'a negative count',
    () => deviance([1, -1], [1, 1], 'poisson'),
    'deviance: y[1] must be a finite number >= 0, got -1',
  ],
  [
    'a gamma target of 0',
    () => devianceExplained([1, 0], [1, 1], 'gamma'),
    'devianceExplained: y[1] must be a finite number > 0, got 0',
  ],
  [
    'a negative mean',
    () => deviance([1], [-1], { name: 'tweedie', power: 1.5 }),
    'deviance: mean[0] must be a finite number >= 0, got -1',
  ],
  [
    'a proportion above 1',
    () => deviance([1.5], [1], 'binomial'),
    'deviance: y[0] must lie in [0, 1], got 1.5',
  ],
  [
    'an unknown family',
    wrong(deviance, [1], [1], 'poison'),
    "deviance: family must be one of gaussian, binomial, poisson, gamma, or { name: 'tweedie', " +
      'power } or { name: \'negativeBinomial\', theta }, got "poison"; did you mean poisson?',
  ],
  [
    'an unknown family with parameters',
    wrong(deviance, [1], [1], { name: 'tweedy' }),
    'got "tweedy"; did you mean tweedie?',
  ],
  [
    'a power between 0 and 1',
    () => deviance([1], [1], { name: 'tweedie', power: 0.5 }),
    'deviance: power must be 0 or a finite number >= 1, got 0.5; tweedie has no power between',
  ],
  [
    'a theta of 0',
    () => deviance([1], [1], { name: 'negativeBinomial', theta: 0 }),
    'deviance: theta must be a finite number > 0, got 0',
  ],
  [
    'short predictions',
    () => assess({ y: [1, 2], predicted: [1] }),
    'assess: predicted must have length 2 (one per row), got 1',
  ],
  [
    'a label of no class',
    () => assess({ labels: ['a', 'c'], probabilities: p2, classes: ['a', 'b'] }),
    'assess: labels[1] must be one of the labels, got "c"',
  ],
  [
    'columns of other classes',
    () => assess({ labels: ['a', 'b'], probabilities: p2, classes: ['a', 'b', 'c'] }),
    'assess: probabilities must have 3 columns (one per class), got 2',
  ],
  [
    'one class without its list',
    () => assess({ labels: ['a', 'a'], probabilities: p2 }),
    'assess: classes must hold at least 2 labels, got 1',
  ],
  [
    'a probability above 1 in a vector',
    () => assess({ labels: ['a', 'b'], probabilities: [0.5, 2] }),
    'assess: probabilities[1] must lie in [0, 1], got 2',
  ],
];

const TYPE: readonly [string, Call, string][] = [
  ['no array', wrong(auc, 3, [1]), 'auc: positive must be an array with one value per row, got 3'],
  [
    'a score in words',
    wrong(auc, [1, 0], [1, 'high']),
    'auc: score[1] must be a number, got "high"',
  ],
  [
    'a code in words',
    wrong(logLoss, ['a'], [[1, 0]]),
    'logLoss: codes[0] must be a number, got "a"',
  ],
  [
    'a label that is none',
    wrong(confusionMatrix, [null], ['a']),
    'confusionMatrix: truth[0] must be a number, a string or a boolean, got null',
  ],
  [
    'a label that is none, beside given ones',
    wrong(confusionMatrix, ['a'], [undefined], { labels: ['a'] }),
    'confusionMatrix: predicted[0] must be a number, a string or a boolean, got undefined',
  ],
  [
    'labels that are no list',
    wrong(confusionMatrix, ['a'], ['a'], { labels: 'a' }),
    'confusionMatrix: labels must be an array of labels, got "a"',
  ],
  [
    'a misspelt option',
    wrong(calibration, [1], [1], { bin: 5 }),
    'calibration: unknown option bin; did you mean bins?',
  ],
  [
    'a family that is none',
    wrong(deviance, [1], [1], 3),
    'deviance: family must be a name or an object, got 3',
  ],
  ['nothing', wrong(assess), 'assess: argument must be an object, got undefined'],
  [
    'nothing it knows',
    wrong(assess, { x: [1] }),
    'assess: argument must hold y, labels or time, got "x"',
  ],
  [
    'a misspelt argument',
    wrong(assess, { y: [1], prediction: [1] }),
    'assess: unknown option prediction; did you mean predicted?',
  ],
];

describe('measures refuse', () => {
  it.each(RANGE)('%s', (_, call, message) => {
    expect(call).toThrow(RangeError);
    expect(call).toThrow(message);
  });

  it.each(TYPE)('%s', (_, call, message) => {
    expect(call).toThrow(TypeError);
    expect(call).toThrow(message);
  });
});
