import { describe, expect, test } from 'vitest';
import { random } from '../support/random.ts';
import { EPSILON_64, GAP_AT_OPTIMUM } from '../support/tolerance.ts';
import { dot } from './dot.ts';
import { dualPoint } from './dualPoint.ts';
import { judge } from './judge.ts';
import type { Problem } from './problem.ts';
import { residual } from './residual.ts';
import { ridgeClosedForm } from './ridgeClosedForm.ts';
import { standardForm } from './standardForm.ts';

const n = 12;
const { normal } = random(21);
const [a, b, c, y] = [0, 1, 2, 3].map(() => Array.from({ length: n }, normal)) as [
  number[],
  number[],
  number[],
  number[],
];
const rows = (...columns: number[][]) => y.map((_, i) => columns.map((column) => column[i]!));
const unpenalized = { y, lambda: 0.1, l1Ratio: 1 };
const norm = (values: Float64Array) => Math.sqrt(dot(values, values));

function pointAt(problem: Problem, coef: number[]) {
  const form = standardForm(problem);
  const scaled = form.scale.map((scale, j) => scale * coef[j]!);
  return { form, point: dualPoint(form, residual(form, scaled)) };
}

describe('the dual point is orthogonal to what has no penalty', () => {
  const cases: Record<string, number[][]> = {
    'independent columns': [a, b, c],
    'columns equal to nine digits': [a, a.map((x, i) => x + 1e-9 * b[i]!), c],
    'columns of very different size': [a.map((x) => 1e12 * x), b.map((x) => 1e-12 * x), c],
    'columns of large mean': [a.map((x) => 1e6 + x), b.map((x) => 1e6 - x), c],
  };
  for (const [name, columns] of Object.entries(cases))
    for (const standardize of [true, false])
      test(`${name}, ${standardize ? 'standardized' : 'as they are'}`, () => {
        const penaltyFactor = [0, 0, 1];
        const problem = { ...unpenalized, X: rows(...columns), penaltyFactor, standardize };
        const { form, point } = pointAt(problem, [0, 0, 0]);
        expect(norm(point.theta)).toBeGreaterThan(0.1);
        const close = 4 * EPSILON_64 * norm(point.theta);
        expect(Math.abs(dot(form.root, point.theta))).toBeLessThanOrEqual(close);
        for (const j of [0, 1]) {
          const v = dot(form.columns[j]!, point.theta);
          expect(Math.abs(v) / norm(form.columns[j]!)).toBeLessThanOrEqual(close);
          expect(point.correlation[j]).toBe(0);
        }
      });

  test('it is 0 where such columns span every row', () => {
    const X = rows(...Array.from({ length: n }, () => Array.from({ length: n }, normal)));
    const { point } = pointAt({ ...unpenalized, X, lambda: 0 }, new Array<number>(n).fill(0));
    expect([...point.theta].every((value) => value === 0)).toBe(true);
  });
});

describe('a column that the others determine adds no direction', () => {
  /** The judge at least squares on the first two columns, with a third that is rounding apart. */
  function relative(columns: [number[], number[], number[]]): number {
    const [first, second] = columns;
    const two = ridgeClosedForm({ ...unpenalized, X: rows(first, second), lambda: 0 });
    const solution = { coef: [...two.coef, 0], intercept: two.intercept };
    return judge({ ...unpenalized, X: rows(...columns), lambda: 0 }, solution).relative;
  }

  test('a duplicate, a sum, and a sum of columns whose mean hides digits', () => {
    const sum = (x: number[], z: number[]) => x.map((value, i) => value + z[i]!);
    expect(relative([a, b, a])).toBeLessThanOrEqual(GAP_AT_OPTIMUM);
    expect(relative([a, b, sum(a, b)])).toBeLessThanOrEqual(GAP_AT_OPTIMUM);
    expect(relative([a, b, a.map((x, i) => x + 1e-14 * c[i]!)])).toBeLessThanOrEqual(
      GAP_AT_OPTIMUM,
    );
    const [far, farther] = [a, b].map((x) => x.map((value) => 1e6 + 1e-2 * value));
    expect(relative([far!, farther!, sum(far!, farther!)])).toBeLessThanOrEqual(GAP_AT_OPTIMUM);
  });

  test('a column that differs in more than rounding does', () => {
    expect(relative([a, b, a.map((x, i) => x + 1e-6 * c[i]!)])).toBeGreaterThan(1e-3);
  });
});

describe('without penalty and with one limit', () => {
  const X = [[-1], [0], [1]];
  const problem: Problem = { X, y: [-2, 0, 2], lambda: 0, l1Ratio: 1, standardize: false };

  test('a coefficient that should grow freely leaves nothing of the dual point', () => {
    const above = { ...problem, lower: 0 };
    expect(judge(above, { coef: [1.9], intercept: 0 }).dual).toBe(0);
    expect(Math.abs(judge(above, { coef: [2], intercept: 0 }).gap)).toBeLessThanOrEqual(EPSILON_64);
  });

  test('a coefficient that its limit holds back keeps it whole', () => {
    // The optimum is 0, with the whole null loss 4/3, and θ = y proves it.
    const below = judge({ ...problem, upper: 0 }, { coef: [0], intercept: 0 });
    expect(below.dual).toBeCloseTo(4 / 3, 14);
    expect(Math.abs(below.gap)).toBeLessThanOrEqual(EPSILON_64);
  });

  test('only the columns that ask for it are projected away', () => {
    // Orthogonal columns: the first wants to grow (free), the second is held at 0.
    const two = {
      ...problem,
      X: [
        [-1, 1],
        [0, -2],
        [1, 1],
      ],
      y: [-3, 2, 1],
      lower: 0,
    };
    const { point } = pointAt(two, [1.5, 0]);
    expect(point.correlation[0]).toBe(0);
    expect(point.correlation[1]).toBeLessThan(-1);
    expect(judge(two, { coef: [2, 0], intercept: 0 }).relative).toBeLessThanOrEqual(GAP_AT_OPTIMUM);
  });
});
