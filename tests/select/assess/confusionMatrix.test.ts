import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { confusionMatrix } from '../../../src/select/assess/index.ts';
import { readGolden } from '../../reference/golden.ts';
import { expectAllClose, expectClose } from './close.ts';
import { columnsOf, repeated } from './scored.ts';

interface Table {
  counts: number[][];
  precision: number[];
  recall: number[];
  f1: number[];
  support: number[];
  accuracy: number;
  macroF1: number;
  balancedAccuracy: number;
  cohenKappa: number;
  mcc: number;
}
const golden = readGolden<{
  codes: number[];
  predicted: number[];
  weights: number[];
  plain: Table;
  weighted: Table;
}>('sklearn/assess_multiclass.json');

const TOTALS = ['accuracy', 'macroF1', 'balancedAccuracy', 'cohenKappa', 'mcc'] as const;
const CLASS = ['precision', 'recall', 'f1', 'support'] as const;

const label = fc.constantFrom('a', 'b', 'c', 'd');
const rows = fc.array(fc.record({ truth: label, predicted: label, weight: fc.nat(3) }), {
  minLength: 1,
  maxLength: 30,
});

describe('confusionMatrix', () => {
  it('has the values worked out by hand', () => {
    const truth = ['cat', 'cat', 'cat', 'dog', 'dog', 'owl'];
    const predicted = ['cat', 'cat', 'dog', 'dog', 'cat', 'dog'];
    const matrix = confusionMatrix(truth, predicted);
    expect(matrix.labels).toEqual(['cat', 'dog', 'owl']);
    expect(matrix.counts.toArrays()).toEqual([
      [2, 1, 0],
      [1, 1, 0],
      [0, 1, 0],
    ]);
    expect(matrix.perClass).toEqual([
      { label: 'cat', precision: 2 / 3, recall: 2 / 3, f1: 4 / 6, support: 3 },
      { label: 'dog', precision: 1 / 3, recall: 1 / 2, f1: 2 / 5, support: 2 },
      { label: 'owl', precision: NaN, recall: 0, f1: 0, support: 1 },
    ]);
    expect(matrix.accuracy).toBe(3 / 6);
    expect(matrix.macroF1).toBe((4 / 6 + 2 / 5) / 3);
    expect(matrix.balancedAccuracy).toBe((2 / 3 + 1 / 2) / 3);
    // chance = (3·3 + 2·3 + 1·0) / 36
    expect(matrix.cohenKappa).toBe((18 - 15) / (36 - 15));
    expect(matrix.mcc).toBe(3 / Math.sqrt((36 - 18) * (36 - 14)));
  });

  it.each(['plain', 'weighted'] as const)('is that of scikit-learn, %s', (kind) => {
    const { codes, predicted, weights } = golden;
    const options = kind === 'weighted' ? { weights } : {};
    const matrix = confusionMatrix(codes, predicted, options);
    const expected = golden[kind];
    for (let j = 0; j < 4; j++)
      expectAllClose(matrix.counts.row(j), expected.counts[j]!, codes.length);
    for (const name of TOTALS) expectClose(matrix[name], expected[name], codes.length);
    for (const name of CLASS)
      expectAllClose(
        matrix.perClass.map((score) => score[name]),
        expected[name],
        codes.length,
      );
  });

  it('has the counts of its example', () => {
    const { counts } = confusionMatrix(['cat', 'cat', 'dog'], ['cat', 'dog', 'dog']);
    expect(counts.toArrays()).toEqual([
      [1, 1],
      [0, 1],
    ]);
  });

  it('sorts labels by kind: false, true, numbers, texts', () => {
    const labels = ['b', 10, true, 'a', 9, false];
    expect(confusionMatrix(labels, labels).labels).toEqual([false, true, 9, 10, 'a', 'b']);
  });

  it('keeps the order of given labels, also of those that never occur', () => {
    const matrix = confusionMatrix([1, 0], [1, 1], { labels: [2, 1, 0] });
    expect(matrix.counts.toArrays()).toEqual([
      [0, 0, 0],
      [0, 1, 0],
      [0, 1, 0],
    ]);
    const empty = { label: 2, precision: NaN, recall: NaN, f1: NaN, support: 0 };
    expect(matrix.perClass[0]).toEqual(empty);
    // The class without rows and predictions is in no mean.
    expect(matrix.macroF1).toBe((2 / 3 + 0) / 2);
    expect(matrix.balancedAccuracy).toBe(1 / 2);
  });

  it('is undefined where chance is certain, and of no row', () => {
    const alone = confusionMatrix(['a', 'a'], ['a', 'a']);
    expect([alone.accuracy, alone.cohenKappa, alone.mcc]).toEqual([1, NaN, NaN]);
    const none = confusionMatrix([], []);
    expect(TOTALS.map((name) => none[name])).toEqual([NaN, NaN, NaN, NaN, NaN]);
    expect(confusionMatrix(['a', 'b'], ['a', 'a']).mcc).toBeNaN();
  });

  it('does not look at rows of weight 0', () => {
    const odd = [undefined as unknown as string, 'a'];
    expect(confusionMatrix(odd, ['x', 'a'], { weights: [0, 1] }).labels).toEqual(['a']);
  });

  it('takes a weight of w for a row repeated w times, in any order', () => {
    fc.assert(
      fc.property(rows, (data) => {
        const { truth, predicted, weight } = columnsOf(data);
        const long = columnsOf(repeated(data).reverse());
        const a = confusionMatrix(truth, predicted, { weights: weight });
        const b = confusionMatrix(long.truth ?? [], long.predicted ?? []);
        expect(a.counts.toArrays()).toEqual(b.counts.toArrays());
        expect(a.perClass).toEqual(b.perClass);
        expect(TOTALS.map((name) => a[name])).toEqual(TOTALS.map((name) => b[name]));
      }),
    );
  });

  it('of two classes has the correlation of two columns of 0 and 1', () => {
    const truth = [0, 0, 1, 1, 1, 0, 1];
    const predicted = [0, 1, 1, 1, 0, 0, 1];
    // cov = Σ ab − (Σa)(Σb)/7 = 3 − 16/7, both variances 4 − 16/7
    expectClose(confusionMatrix(truth, predicted).mcc, (3 - 16 / 7) / (4 - 16 / 7), 7);
  });

  it('prints as aligned text and as Markdown', () => {
    const matrix = confusionMatrix(['a|b', 'c', 'c'], ['c', 'c', 'c']);
    expect(matrix.toString()).toBe(
      [
        'truth \\ predicted  a|b  c',
        'a|b                  0  1',
        'c                    0  2',
        '',
        'class  precision  recall   f1  support',
        'a|b            –       0    0        1',
        'c         0.6667       1  0.8        2',
      ].join('\n'),
    );
    expect(matrix.toMarkdown()).toBe(
      [
        '| truth \\\\ predicted | a\\|b |   c |',
        '| ------------------ | ---: | --: |',
        '| a\\|b               |    0 |   1 |',
        '| c                  |    0 |   2 |',
        '',
        '| class | precision | recall |  f1 | support |',
        '| ----- | --------: | -----: | --: | ------: |',
        '| a\\|b  |         – |      0 |   0 |       1 |',
        '| c     |    0.6667 |      1 | 0.8 |       2 |',
      ].join('\n'),
    );
  });
});
