import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { auc, aucMulticlass, precisionRecall, rocCurve } from '../../../src/select/assess/index.ts';
import { readGolden } from '../../reference/golden.ts';
import { aucByPairs } from './bruteForce.ts';
import { expectAllClose, expectClose } from './close.ts';
import { columnsOf, repeated, type ScoredRow, scoredRows } from './scored.ts';

interface Binary {
  auc: number;
  averagePrecision: number;
  fpr: number[];
  tpr: number[];
  rocThresholds: number[];
  precision: number[];
  recall: number[];
  prThresholds: number[];
}
const golden = readGolden<{
  y: number[];
  p: number[];
  weights: number[];
  plain: Binary;
  weighted: Binary;
}>('sklearn/assess_binary.json');
const multiclass = readGolden<{
  codes: number[];
  probabilities: number[][];
  auc: number;
  repeats: number[];
  aucRepeated: number;
}>('sklearn/assess_multiclass.json');

/** The three arguments of a binary measure. */
function split(rows: readonly ScoredRow[]): [boolean[], number[], number[]] {
  const { positive = [], score = [], weight = [] } = columnsOf(rows);
  return [positive, score, weight];
}

describe('auc', () => {
  it('has the values worked out by hand', () => {
    // pairs (positive, negative): 3 > 1, 3 > 2, 2 > 1, 2 = 2
    expect(auc([1, 0, 1, 0], [3, 1, 2, 2])).toBe(3.5 / 4);
    expect(auc([true, false, true, false], [0.9, 0.1, 0.4, 0.4])).toBe(0.875);
    expect(auc([true, false], [1, 1])).toBe(0.5);
    expect(auc([true, false], [Infinity, -Infinity])).toBe(1);
    expect(auc([true, true, false], [1, 0, 0], [1, 3, 2])).toBe((1 * 2 + 3 * 2 * 0.5) / (4 * 2));
  });

  it('takes −0 and 0 for equal', () => {
    expect(auc([1, 0], [0, -0])).toBe(0.5);
    expect(auc([1, 0], [-0, 0])).toBe(0.5);
  });

  it('is NaN for one class, no row, and no weight', () => {
    expect(auc([1, 1], [1, 2])).toBeNaN();
    expect(auc([0], [1])).toBeNaN();
    expect(auc([], [])).toBeNaN();
    expect(auc([1, 0], [1, 2], [1, 0])).toBeNaN();
    expect(auc([1, 0], [1, 2], [0, 0])).toBeNaN();
  });

  it('does not look at rows of weight 0', () => {
    expect(auc([1, 0, 7], [1, 0, Number.NaN], [1, 1, 0])).toBe(1);
  });

  it.each(['plain', 'weighted'] as const)('is that of scikit-learn, %s', (kind) => {
    const weights = kind === 'weighted' ? golden.weights : undefined;
    expectClose(auc(golden.y, golden.p, weights), golden[kind].auc, golden.y.length);
  });

  it('counts every pair of rows, exactly', () => {
    fc.assert(
      fc.property(scoredRows, (rows) => {
        // Integers and halves below 2^53: no sum is rounded.
        expect(auc(...split(rows))).toBe(aucByPairs(...split(rows)));
      }),
    );
  });

  it('takes a weight of w for a row repeated w times, in any order', () => {
    fc.assert(
      fc.property(scoredRows, (rows) => {
        const [positive, score] = split(repeated(rows).reverse());
        expect(auc(positive, score)).toBe(auc(...split(rows)));
      }),
    );
  });

  it('of the negated score is 1 less it', () => {
    fc.assert(
      fc.property(scoredRows, (rows) => {
        const [positive, score, weights] = split(rows);
        const negated = score.map((value) => -value);
        expectClose(auc(positive, negated, weights), 1 - auc(positive, score, weights), 1);
      }),
    );
  });
});

describe('aucMulticlass', () => {
  const { codes, probabilities } = multiclass;

  it("is scikit-learn's one-vs-one average", () => {
    expectClose(aucMulticlass(codes, probabilities), multiclass.auc, codes.length);
    const repeats = multiclass.repeats;
    const weighted = aucMulticlass(codes, probabilities, repeats);
    expectClose(weighted, multiclass.aucRepeated, codes.length);
  });

  it('is the mean of the areas over ordered pairs of classes', () => {
    const areas: number[] = [];
    for (let j = 0; j < 4; j++)
      for (let k = 0; k < 4; k++) {
        if (j === k) continue;
        const rows = codes.map((code) => code === j || code === k);
        const weights = rows.map(Number);
        areas.push(
          aucByPairs(
            codes.map((code) => code === j),
            probabilities.map((row) => row[j]!),
            weights,
          ),
        );
      }
    expectClose(aucMulticlass(codes, probabilities), areas.reduce((a, b) => a + b) / 12, 12);
  });

  it('of two classes is auc', () => {
    const p = golden.p.map((value) => [1 - value, value]);
    const expected = auc(golden.y, golden.p, golden.weights);
    expectClose(aucMulticlass(golden.y, p, golden.weights), expected, golden.y.length);
  });

  it('is NaN if a class has no row', () => {
    expect(
      aucMulticlass(
        [0, 1],
        [
          [0.5, 0.25, 0.25],
          [0.25, 0.5, 0.25],
        ],
      ),
    ).toBeNaN();
    expect(
      aucMulticlass(
        codes,
        probabilities,
        codes.map((code) => Number(code > 0)),
      ),
    ).toBeNaN();
  });
});

describe('rocCurve', () => {
  it.each(['plain', 'weighted'] as const)('is that of scikit-learn, %s', (kind) => {
    const weights = kind === 'weighted' ? golden.weights : undefined;
    const { thresholds, tpr, fpr, auc: area } = rocCurve(golden.y, golden.p, weights);
    expect(Array.from(thresholds)).toEqual([Infinity, ...golden[kind].rocThresholds]);
    expectAllClose(tpr, golden[kind].tpr, golden.y.length);
    expectAllClose(fpr, golden[kind].fpr, golden.y.length);
    expect(area).toBe(auc(golden.y, golden.p, weights));
  });

  it('holds the rates at its thresholds, and the area by trapezoids', () => {
    fc.assert(
      fc.property(scoredRows, (rows) => {
        const [positive, score] = split(repeated(rows));
        const curve = rocCurve(...split(rows));
        const rate = (flag: boolean, threshold: number) => {
          const members = score.filter((_, i) => positive[i] === flag);
          return members.filter((value) => value >= threshold).length / members.length;
        };
        let area = 0;
        for (let k = 1; k < curve.thresholds.length; k++) {
          expect(curve.tpr[k]).toBe(rate(true, curve.thresholds[k]!));
          expect(curve.fpr[k]).toBe(rate(false, curve.thresholds[k]!));
          area += ((curve.tpr[k]! + curve.tpr[k - 1]!) / 2) * (curve.fpr[k]! - curve.fpr[k - 1]!);
        }
        expect(new Set(curve.thresholds.slice(1)).size).toBe(curve.thresholds.length - 1);
        if (score.length > 0) expectClose(curve.auc, area, curve.thresholds.length);
      }),
    );
  });

  it('of one class has rates that are NaN, and of no row a single point', () => {
    const { tpr, fpr, auc: area } = rocCurve([1, 1], [1, 2]);
    expect([Array.from(tpr), Array.from(fpr)]).toEqual([
      [0, 0.5, 1],
      [NaN, NaN, NaN],
    ]);
    expect(area).toBeNaN();
    expect(Array.from(rocCurve([], []).thresholds)).toEqual([Infinity]);
  });

  it('takes many distinct scores', () => {
    const n = 200_000;
    const score = Float64Array.from({ length: n }, (_, i) => i);
    expect(
      rocCurve(
        score.map((i) => i % 2),
        score,
      ).thresholds,
    ).toHaveLength(n + 1);
  });
});

describe('precisionRecall', () => {
  it.each(['plain', 'weighted'] as const)('is that of scikit-learn, %s', (kind) => {
    const weights = kind === 'weighted' ? golden.weights : undefined;
    const curve = precisionRecall(golden.y, golden.p, weights);
    const n = golden.y.length;
    expect(Array.from(curve.thresholds)).toEqual(golden[kind].prThresholds);
    expectAllClose(curve.precision, golden[kind].precision, n);
    expectAllClose(curve.recall, golden[kind].recall, n);
    expectClose(curve.averagePrecision, golden[kind].averagePrecision, n);
  });

  it('sums its own steps', () => {
    fc.assert(
      fc.property(scoredRows, (rows) => {
        const { precision, recall, averagePrecision } = precisionRecall(...split(rows));
        let area = 0;
        for (let k = 0; k + 1 < recall.length; k++)
          area += (recall[k]! - recall[k + 1]!) * precision[k]!;
        if (recall.length > 1) expectClose(averagePrecision, area, recall.length);
        else expect(averagePrecision).toBeNaN();
      }),
    );
  });

  it('has no recall without positives', () => {
    const { recall, precision, averagePrecision } = precisionRecall([0, 0], [1, 2]);
    expect([Array.from(recall), Array.from(precision)]).toEqual([
      [NaN, NaN, NaN],
      [0, 0, 1],
    ]);
    expect(averagePrecision).toBeNaN();
  });
});
