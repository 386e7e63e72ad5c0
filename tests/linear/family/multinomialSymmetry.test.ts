import { describe, expect, test } from 'vitest';
import { binomial, multinomial } from '../../../src/datafit/index.ts';
import { acrossOutputs } from '../../../src/penalty/acrossOutputs.ts';
import { elasticNet, l1, l2, type Penalty } from '../../../src/penalty/index.ts';
import { familyFit } from '../../support/familyFit.ts';
import { arDesign } from '../../support/problems.ts';
import { random } from '../../support/random.ts';
import { relativeDifference } from '../../support/tolerance.ts';
import { type JointPoint, jointFit } from './jointFit.ts';
import { classRows } from './jointProblems.ts';

const TOL = 1e-9;

/** Coefficients of two fits with gaps of 1e-13 of the null loss, relative: the root of the gap. */
const SAME = 1e-5;

const PENALTIES: [string, Penalty][] = [
  ['l1', l1()],
  ['elastic net', elasticNet({ l1Ratio: 0.5 })],
  ['l2', l2()],
  ['l1 across classes', acrossOutputs(l1())],
  ['elastic net across classes', acrossOutputs(elasticNet({ l1Ratio: 0.5 }))],
];

describe('two classes', () => {
  const [n, p] = [80, 8];
  const X = arDesign(random(11), n, p, 0.4);
  const Y = classRows(X, 2, 12);
  const y = Y.map((row) => row[1]!);
  const common = { X, p, Y, family: multinomial({ classes: 2 }), tol: 1e-13 };
  // With β = β₁ − β₀ and β₁ = −β₀: |β₀| + |β₁| = |β|, β₀² + β₁² = β²/2, ‖(β₀, β₁)‖ = |β| ÷ √2
  const cases: [string, Penalty, (lambda: number) => Penalty][] = [
    ['l1', l1(), (lambda) => l1(lambda)],
    ['l2', l2(), (lambda) => l2(lambda / 2)],
    ['elastic net', elasticNet({ l1Ratio: 0.5 }), (lambda) => l1(lambda / 2).plus(l2(lambda / 4))],
    ['l1 across classes', acrossOutputs(l1()), (lambda) => l1(lambda / Math.SQRT2)],
  ];
  test.each(cases)('%s: the binomial model, split evenly', (_, penalty, twin) => {
    for (const point of jointFit({ ...common, penalty, lambdas: [0.1, 0.02] })) {
      const own = twin(point.lambda);
      const options = { X, y, family: binomial(), penalty: own, tol: 1e-13 };
      const [binary] = familyFit({ ...options, lambdas: [own.lambda] });
      const whole = point.coef[1]!.map((b, j) => b - point.coef[0]![j]!);
      expect(relativeDifference(whole, binary!.coef)).toBeLessThanOrEqual(SAME);
      const sum = point.coef[1]!.map((b, j) => b + point.coef[0]![j]!);
      const size = Math.max(...whole.map(Math.abs));
      expect(Math.max(...sum.map(Math.abs))).toBeLessThanOrEqual(1e-12 * size);
      const intercept = point.intercept[1]! - point.intercept[0]!;
      expect(intercept).toBeCloseTo(binary!.intercept, 5);
    }
  });
});

describe('the symmetric parametrization', () => {
  const [n, p, classes] = [90, 6, 4];
  const X = arDesign(random(31), n, p, 0.3);
  const base = { X, p, Y: classRows(X, classes, 32), family: multinomial({ classes }), tol: TOL };
  const penaltyFactor = [0, 1, 1, 1, 1, 1];
  const columnsOf = ({ coef }: JointPoint) => X[0]!.map((_, j) => coef.map((row) => row[j]!));

  test.each(PENALTIES)('%s: intercepts and unpenalized columns have mean 0', (_, penalty) => {
    for (const point of jointFit({ ...base, penalty, penaltyFactor, lambdas: [0.05, 0.005] }))
      for (const values of [point.intercept, columnsOf(point)[0]!]) {
        const size = Math.max(...values.map(Math.abs));
        expect(size).toBeGreaterThan(0);
        const mean = values.reduce((sum, value) => sum + value, 0) / classes;
        expect(Math.abs(mean)).toBeLessThanOrEqual(1e-12 * size);
      }
  });

  test.each(PENALTIES)('%s: no common shift of a column is cheaper', (_, penalty) => {
    const cost = (column: number[]) =>
      penalty.acrossOutputs
        ? penalty.value(Math.hypot(...column))
        : column.reduce((sum, b) => sum + penalty.value(b), 0);
    for (const point of jointFit({ ...base, penalty, lambdas: [0.02], standardize: false }))
      for (const column of columnsOf(point))
        for (const shift of [-0.1, -1e-3, 1e-3, 0.1])
          expect(cost(column.map((b) => b + shift))).toBeGreaterThanOrEqual(cost(column) - 1e-15);
  });
});
