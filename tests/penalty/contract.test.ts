/**
 * What every penalty of single coefficients promises, whoever wrote it: a new one is a type error
 * until it has a case.
 */
import { describe, expect, test } from 'vitest';
import { PenaltyCall } from '../../src/memory/calls.ts';
import type { Penalty } from '../../src/penalty/index.ts';
import * as penalties from '../../src/penalty/index.ts';
import { nonConvexValue } from '../reference/families/nonConvex.ts';
import { DIFFERENCE, DIFFERENCE_STEP } from '../reference/families/tolerance.ts';
import { placeQuadratic } from '../solver/quadratics.ts';
import { expectEach } from '../support/expectEach.ts';
import { f64, onKernels } from '../support/kernels.ts';
import { EPSILON_64, sumTolerance64 } from '../support/tolerance.ts';

interface Case {
  make(lambda: number): Penalty;
  /** g(w), by its definition. */
  value(w: number, lambda: number): number;
  /** Whether a strong penalty gives exact zeros. */
  readonly isSparse: boolean;
  /** Whether the sum with another is a penalty again. */
  readonly isConvex: boolean;
  /** Arguments that are refused, and the message. */
  readonly refused: readonly (readonly [() => Penalty, Error])[];
}

const lambdaMessage = (where: string, got: string) =>
  new RangeError(`${where}: lambda must be a finite number >= 0, got ${got}`);

/** Penalties that couple coefficients, or that take functions, have suites of their own. */
type Elsewhere =
  | ('groupLasso' | 'sparseGroupLasso' | 'slope' | 'custom' | 'adaptive')
  | ('tikhonov' | 'differences' | 'graphLaplacian');

const CASES: Record<Exclude<keyof typeof penalties, Elsewhere>, Case> = {
  l1: {
    make: penalties.l1,
    value: (w, lambda) => lambda * Math.abs(w),
    isSparse: true,
    isConvex: true,
    refused: [
      [() => penalties.l1(-1), lambdaMessage('l1', '-1')],
      [() => penalties.l1(Number.NaN), lambdaMessage('l1', 'NaN')],
      [() => penalties.l1(Infinity), lambdaMessage('l1', 'Infinity')],
      [() => penalties.l1('1' as never), lambdaMessage('l1', '"1"')],
    ],
  },
  l2: {
    make: penalties.l2,
    value: (w, lambda) => (lambda * w * w) / 2,
    isSparse: false,
    isConvex: true,
    refused: [
      [() => penalties.l2(-1e-9), lambdaMessage('l2', '-1e-9')],
      [() => penalties.l2(null as never), lambdaMessage('l2', 'null')],
    ],
  },
  elasticNet: {
    make: (lambda) => penalties.elasticNet({ lambda, l1Ratio: 0.25 }),
    value: (w, lambda) => lambda * (Math.abs(w) / 4 + (3 * w * w) / 8),
    isSparse: true,
    isConvex: true,
    refused: [
      [() => penalties.elasticNet({ lambda: -1, l1Ratio: 1 }), lambdaMessage('elasticNet', '-1')],
      [
        () => penalties.elasticNet({ l1Ratio: 1.1 }),
        new RangeError('elasticNet: l1Ratio must lie in [0, 1], got 1.1'),
      ],
      [
        () => penalties.elasticNet({} as never),
        new RangeError('elasticNet: l1Ratio must lie in [0, 1], got undefined'),
      ],
      [
        () => penalties.elasticNet({ l1ratio: 1 } as never),
        new TypeError('elasticNet: unknown option l1ratio; did you mean l1Ratio?'),
      ],
      [
        () => penalties.elasticNet({ alpha: 1, l1Ratio: 1 } as never),
        new TypeError(
          "elasticNet: alpha is not an option; it is lambda (the strength) in scikit-learn's " +
            "words and l1Ratio (the share of L1) in glmnet's: say lambda or l1Ratio",
        ),
      ],
    ],
  },
  mcp: {
    make: (lambda) => penalties.mcp({ lambda, gamma: 2.5, l1Ratio: 0.75 }),
    value: (w, lambda) => nonConvexValue({ kind: 'mcp', lambda, gamma: 2.5, l1Ratio: 0.75 }, w, 1),
    isSparse: true,
    isConvex: false,
    refused: [
      [() => penalties.mcp({ lambda: -1 }), lambdaMessage('mcp', '-1')],
      ...refusedConcave('mcp', penalties.mcp, 1),
    ],
  },
  scad: {
    make: (lambda) => penalties.scad({ lambda, gamma: 3.2, l1Ratio: 0.75 }),
    value: (w, lambda) => nonConvexValue({ kind: 'scad', lambda, gamma: 3.2, l1Ratio: 0.75 }, w, 1),
    isSparse: true,
    isConvex: false,
    refused: [
      [() => penalties.scad({ lambda: Number.NaN }), lambdaMessage('scad', 'NaN')],
      ...refusedConcave('scad', penalties.scad, 2),
    ],
  },
};

function refusedConcave(
  name: string,
  make: (options?: { gamma?: number; l1Ratio?: number }) => Penalty,
  above: number,
): [() => Penalty, Error][] {
  const message = (rule: string) => new RangeError(`${name}: ${rule}`);
  return [
    ...[above, 0, Infinity, Number.NaN].map((gamma): [() => Penalty, Error] => [
      () => make({ gamma }),
      message(`gamma must be a finite number > ${above}, got ${gamma}`),
    ]),
    [() => make({ l1Ratio: 1.5 }), message('l1Ratio must lie in [0, 1], got 1.5')],
    [
      () => make().plus(penalties.l2()),
      message('plus must add an L2 share by l1Ratio instead, got "l2"'),
    ],
    [
      () => make({ gama: 3 } as never),
      new TypeError(`${name}: unknown option gama; did you mean gamma?`),
    ],
  ];
}

const WEIGHTS = [0, -0, 1e-300, 0.5, -0.5, 3, -3, 1e100];
const STRENGTHS = [0, 1e-3, 1, 2.5, 1e6];

/** Relative to the value, and to the least float64 where it underflows. */
const near = (value: number, expected: number) =>
  Math.abs(value - expected) <= sumTolerance64(4, Math.abs(expected));

/** argmin_b ½ h b² − z b + f g(b) within limits, by the kernel on one coordinate with G = h. */
function prox(
  penalty: Penalty,
  z: number,
  { h = 1, factor = 1, low = -Infinity, high = Infinity } = {},
): number {
  let b = Number.NaN;
  onKernels((box) => {
    const placed = placeQuadratic(box, {
      gram: [[h]],
      target: Float64Array.of(z),
      penaltyFactor: Float64Array.of(factor),
      lower: Float64Array.of(low),
      upper: Float64Array.of(high),
    });
    const params = box.given(Float64Array.from(penalty.params));
    const solve = box.kernels[penalty.kernel];
    solve(PenaltyCall.improve, placed.q, params, 1e6, 0);
    b = placed.b.read()[0]!;
  });
  return b;
}

describe.each(Object.entries(CASES))('%s', (name, each) => {
  const { make, value, isSparse, isConvex, refused } = each;

  test('is named after its function, and is of strength 1 where none is said', () => {
    expect(make(2)).toMatchObject({ kind: name, lambda: 2 });
    expectEach(make(undefined as never).lambda).toBe(1);
  });

  test.each(STRENGTHS)(
    'of strength %d has the value of its definition, never below 0',
    (lambda) => {
      const penalty = make(lambda);
      for (const w of WEIGHTS) {
        expectEach(penalty.value(w)).toBeGreaterThanOrEqual(0);
        expectEach(near(penalty.value(w), value(w, lambda))).toBe(true);
        expectEach(penalty.value(-w)).toBe(penalty.value(w));
      }
      expectEach(penalty.value(0)).toBe(0);
    },
  );

  test('scaled keeps the shape and takes the strength', () => {
    for (const lambda of STRENGTHS) {
      const scaled = make(7).scaled(lambda);
      const { kind, kernel, l1Ratio, params } = make(lambda);
      expect(scaled).toMatchObject({ kind, kernel, l1Ratio, params, lambda });
      for (const w of WEIGHTS) expectEach(scaled.value(w)).toBe(make(lambda).value(w));
    }
  });

  const summands = Object.entries(CASES).filter(([, other]) => isConvex && other.isConvex);
  if (isConvex)
    test.each(summands)('plus %s is the sum of both', (_, other) => {
      for (const [a, b] of [
        [1, 2],
        [0, 3],
        [2, 0],
        [0, 0],
      ] as const) {
        const sum = make(a).plus(other.make(b));
        expectEach(sum.lambda).toBe(a + b);
        expectEach(sum.l1Ratio).toBeGreaterThanOrEqual(0);
        expectEach(sum.l1Ratio).toBeLessThanOrEqual(1);
        for (const w of WEIGHTS) {
          const expected = value(w, a) + other.value(w, b);
          expectEach(Math.abs(sum.value(w) - expected)).toBeLessThanOrEqual(
            sumTolerance64(3, expected),
          );
        }
      }
    });

  test.each([-3, -1, -0.2, 0, 1e-3, 0.7, 2])('the kernel minimises it for z = %d', (z) => {
    for (const lambda of [0, 0.1, 1, 2])
      for (const [factor, low, high, h] of [
        [1, -Infinity, Infinity, 1],
        [2.5, -0.5, 0.25, 3],
        [0, 0, 1, 1],
        [0.7, -Infinity, Infinity, 0.9],
        // below 1/γ: a concave penalty bends more than the quadratic
        [1, -Infinity, Infinity, 0.2],
        [1, -Infinity, Infinity, 0.05],
      ] as const) {
        const penalty = make(lambda);
        const objective = (b: number) => (h * b * b) / 2 - z * b + factor * penalty.value(b);
        const b = prox(penalty, z, { h, factor, low, high });
        expectEach(b >= low && b <= high).toBe(true);
        const slack = sumTolerance64(4, (z * z) / h + factor * penalty.value(b));
        const grid = Array.from(
          { length: 801 },
          (_, k) => ((k - 400) / 400) * Math.max(4, (2 * Math.abs(z)) / h),
        );
        const around = [1e-3, -1e-3, 1e-6, -1e-6].map((step) => b + step);
        const values = [...grid, ...around].map((each) => {
          return objective(Math.min(Math.max(each, low), high));
        });
        expectEach(objective(b)).toBeLessThanOrEqual(Math.min(...values) + slack);
      }
  });

  if (!isConvex)
    test('slope and bend are the first and the most negative second difference', () => {
      const [h, penalty] = [DIFFERENCE_STEP, make(1.3)];
      const grid = Array.from({ length: 100 }, (_, k) => 0.0501 * (k + 1));
      for (const w of grid) {
        const difference = (penalty.value(w + h) - penalty.value(w - h)) / (2 * h);
        expectEach(Math.abs(penalty.slope!(w) - difference)).toBeLessThanOrEqual(DIFFERENCE);
      }
      expectEach(penalty.slope!(0)).toBe(penalty.params[0]);
      const bends = grid.map((w) => (penalty.slope!(w - h) - penalty.slope!(w + h)) / (2 * h));
      expectEach(Math.abs(penalty.bend! - Math.max(...bends))).toBeLessThanOrEqual(DIFFERENCE);
    });

  test('of no strength, or with a factor of 0, changes nothing', () => {
    expect([prox(make(0), 0.3), prox(make(5), 0.3, { factor: 0 })]).toEqual([0.3, 0.3]);
  });

  test(isSparse ? 'gives exactly zero where it is large' : 'gives zero in the limit alone', () => {
    for (const z of [-10, 0.1, 10])
      if (isSparse) expectEach(Math.abs(prox(make(1e3), z))).toBe(0);
      else
        for (const lambda of [1e3, 1e9]) {
          const b = prox(make(lambda), z);
          expectEach(Math.abs((b * (1 + lambda)) / z - 1)).toBeLessThanOrEqual(4 * EPSILON_64);
        }
  });

  test.each(refused)('refuses bad arguments: %s', (run, error) => {
    expect(run).toThrow(error);
  });
});

test('all sums of L1 and L2 are elastic nets with the ratio of their strengths', () => {
  const sum = penalties.l1(1).plus(penalties.l2(3));
  expect(sum).toMatchObject({ kind: 'elasticNet', lambda: 4, l1Ratio: 0.25, params: [1, 3] });
  expect(penalties.l1(0).plus(penalties.l2(0))).toMatchObject({ lambda: 0, params: [0, 0] });
});

test('penalties are values: making another leaves them as they are', () => {
  const first = penalties.l1(2);
  const before = f64(WEIGHTS.length, (k) => first.value(WEIGHTS[k]!));
  first.scaled(9);
  first.plus(penalties.l2(1));
  expect(f64(WEIGHTS.length, (k) => first.value(WEIGHTS[k]!))).toEqual(before);
  expect(first).toMatchObject({ lambda: 2, params: [2, 0] });
});
