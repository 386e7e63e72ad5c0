import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Matrix } from '../../../src/memory/matrix.ts';
import { brier, logLoss, misclassification } from '../../../src/select/assess/index.ts';
import { readGolden } from '../../reference/golden.ts';
import { ELEMENTARY_ULPS, EPSILON_64 } from '../../support/tolerance.ts';
import { expectClose } from './close.ts';
import { columnsOf, repeated } from './scored.ts';

interface Losses {
  logLoss: number;
  brier: number;
  misclassification: number;
}
const golden = readGolden<{
  codes: number[];
  probabilities: number[][];
  weights: number[];
  plain: Losses;
  weighted: Losses;
}>('sklearn/assess_multiclass.json');

const MEASURES = { logLoss, brier, misclassification };
const NAMES = Object.keys(MEASURES) as (keyof typeof MEASURES)[];

/** Rows of three classes with probabilities in eighths: sums of squares are exact. */
const rows = fc.array(
  fc.record({
    code: fc.nat(2),
    p: fc.tuple(fc.nat(4), fc.nat(4)).map(([a, b]) => [a / 8, b / 8, (8 - a - b) / 8]),
    weight: fc.nat(3),
  }),
  { minLength: 1, maxLength: 30 },
);

describe.each(NAMES)('%s', (name) => {
  const measure = MEASURES[name];

  it.each(['plain', 'weighted'] as const)('is that of scikit-learn, %s', (kind) => {
    const { codes, probabilities, weights } = golden;
    const value = measure(codes, probabilities, kind === 'weighted' ? weights : undefined);
    expectClose(value, golden[kind][name], codes.length);
  });

  it('takes a weight of w for a row repeated w times, in any order', () => {
    fc.assert(
      fc.property(rows, (data) => {
        const { code, p, weight } = columnsOf(data);
        const long = columnsOf(repeated(data).reverse());
        if (long.code === undefined) expect(measure(code, p, weight)).toBeNaN();
        else expectClose(measure(code, p, weight), measure(long.code, long.p), 90, 35);
      }),
    );
  });

  it('is 0 for a certain truth, and NaN where no row counts', () => {
    expect(
      measure(
        [0, 1],
        [
          [1, 0],
          [0, 1],
        ],
      ),
    ).toBe(0);
    expect(
      measure(
        [0, 1],
        [
          [1, 0],
          [0, 1],
        ],
        [0, 0],
      ),
    ).toBeNaN();
    expect(measure([], { data: new Float64Array(0), rows: 0, cols: 2 })).toBeNaN();
  });

  it('reads a matrix in either order and precision', () => {
    const p = [
      [0.25, 0.75],
      [0.5, 0.5],
      [1, 0],
    ];
    const expected = measure([0, 1, 1], p);
    const resident = Matrix.from(p);
    expect(measure([0, 1, 1], resident)).toBe(expected);
    resident.free();
    expect(measure([0, 1, 1], { data: Float32Array.from(p.flat()), rows: 3, cols: 2 })).toBe(
      expected,
    );
  });

  it('does not look at rows of weight 0', () => {
    expect(
      measure(
        [0, 9],
        [
          [1, 0],
          [NaN, 7],
        ],
        [1, 0],
      ),
    ).toBe(0);
  });
});

describe('the losses', () => {
  it('have the values worked out by hand', () => {
    const p = [
      [0.5, 0.25, 0.25],
      [0.125, 0.25, 0.625],
    ];
    const weights = [1, 3];
    expectClose(logLoss([0, 1], p, weights), (Math.LN2 + 3 * 2 * Math.LN2) / 4, 2);
    const [first, second] = [2 * 0.25 ** 2 + 0.5 ** 2, 0.125 ** 2 + 0.75 ** 2 + 0.625 ** 2];
    expect(brier([0, 1], p, weights)).toBe((first + 3 * second) / 4);
    expect(misclassification([0, 1], p, weights)).toBe(3 / 4);
  });

  it('clip the probability of the truth at 1e-15', () => {
    const expected = 15 * Math.LN10;
    const value = logLoss([1], [[1, 0]]);
    expect(Math.abs(value - expected)).toBeLessThanOrEqual(
      4 * ELEMENTARY_ULPS * EPSILON_64 * expected,
    );
    expect(logLoss([1], [[1, 1e-300]])).toBe(value);
  });

  it('predict the first of equally likely classes', () => {
    expect(
      misclassification(
        [0, 1, 2],
        [
          [0.4, 0.4, 0.2],
          [0.4, 0.4, 0.2],
          [0.2, 0.4, 0.4],
        ],
      ),
    ).toBe(2 / 3);
  });
});
