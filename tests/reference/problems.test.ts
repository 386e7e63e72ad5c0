import { expect, test } from 'vitest';
import { hostile } from '../support/hostile.ts';
import { arDesign, randomProblem, rowsOf, sparseDesign } from '../support/problems.ts';
import { random } from '../support/random.ts';
import { columnsOf } from './columns.ts';
import { lambdaMax } from './lambdaMax.ts';
import { moments } from './moments.ts';
import { standardForm } from './standardForm.ts';

test('a problem is a function of its seed', () => {
  expect(hostile(11)).toEqual(hostile(11));
  expect(hostile(11)).not.toEqual(hostile(12));
  const shape = { n: 10, p: 4 };
  expect(randomProblem({ seed: 1, ...shape })).toEqual(randomProblem({ seed: 1, ...shape }));
  expect(randomProblem({ seed: 1, ...shape })).not.toEqual(randomProblem({ seed: 2, ...shape }));
});

test('random numbers have the moments they promise', () => {
  const { uniform, normal, below, chance } = random(5);
  const n = 20_000;
  const draw = (next: () => number) => moments(Array.from({ length: n }, next));
  // Five standard errors: sd / √n of a mean, and sd √(2 / n) or less of these sds.
  expect(Math.abs(draw(uniform).mean - 0.5)).toBeLessThan((5 * 0.289) / Math.sqrt(n));
  expect(Math.abs(draw(normal).mean)).toBeLessThan(5 / Math.sqrt(n));
  expect(Math.abs(draw(normal).sd - 1)).toBeLessThan(5 / Math.sqrt(n));
  expect(Math.abs(draw(() => Number(chance(0.3))).mean - 0.3)).toBeLessThan(
    (5 * 0.459) / Math.sqrt(n),
  );
  const seen = new Set(Array.from({ length: 200 }, () => below(4)));
  expect([...seen].sort()).toEqual([0, 1, 2, 3]);
});

test('neighbouring columns of an AR design are correlated by ρ', () => {
  const X = arDesign(random(6), 4000, 3, 0.8);
  const columns = [0, 1, 2].map((j) => moments(X.map((row) => row[j]!)));
  const correlation = (a: number, b: number) =>
    columns[a]!.centred.reduce((sum, value, i) => sum + value * columns[b]!.centred[i]!, 0) /
    (4000 * columns[a]!.sd * columns[b]!.sd);
  // Five standard errors of a correlation, 1 / √n or less.
  expect(Math.abs(correlation(0, 1) - 0.8)).toBeLessThan(5 / Math.sqrt(4000));
  expect(Math.abs(correlation(0, 2) - 0.64)).toBeLessThan(5 / Math.sqrt(4000));
});

test('a sparse design stores its share of entries, ascending in each column', () => {
  const X = sparseDesign(random(7), 50, 40, 0.1);
  expect(Math.abs(X.data.length / 2000 - 0.1)).toBeLessThan((5 * 0.3) / Math.sqrt(2000));
  expect(X.indptr.length).toBe(41);
  const nonzero = rowsOf(X)
    .flat()
    .filter((value) => value !== 0).length;
  expect(nonzero).toBe(X.data.length);
});

test('hostile problems hold what they promise', () => {
  const seen = new Set<string>();
  for (let seed = 0; seed < 200; seed++) {
    const problem = hostile(seed);
    const { rows: n, cols: p } = columnsOf(problem.X);
    expect(n >= 2 && n <= 60 && p >= 1 && p <= 120, `seed ${seed}: ${n} × ${p}`).toBe(true);
    expect(problem.lambda > 0 && problem.lambda < Infinity, `seed ${seed}`).toBe(true);
    const form = standardForm(problem);
    expect(form.rows.length, `seed ${seed}`).toBeGreaterThanOrEqual(2);
    for (const column of form.columns) expect(column.every(Number.isFinite)).toBe(true);
    for (const what of features(problem)) seen.add(what);
  }
  expect([...seen].sort()).toEqual(
    [
      ...['constant column', 'constant y', 'excluded', 'huge y', 'limits', 'no intercept'],
      ...['no standardization', 'offset', 'p > n', 'tiny y', 'unpenalized', 'weights'],
      ...['zero weights', 'λ at its maximum', 'λ below 1e-5 of its maximum'],
    ].sort(),
  );
});

function features(problem: ReturnType<typeof hostile>): string[] {
  const { weights = [], penaltyFactor = [], y } = problem;
  const { rows, cols, column } = columnsOf(problem.X);
  const largest = Math.max(...Array.from(y, Math.abs));
  const share = problem.lambda / lambdaMax(problem);
  const columns = Array.from({ length: cols }, (_, j) => Array.from(column(j)));
  const found: Record<string, boolean> = {
    'constant column': columns.some((values) => values.every((value) => value === values[0])),
    'constant y': Array.from(y).every((value) => value === y[0]),
    excluded: Array.from(penaltyFactor).includes(Infinity),
    unpenalized: Array.from(penaltyFactor).includes(0),
    'huge y': largest > 1e11,
    'tiny y': largest < 1e-10 && largest > 0,
    limits: problem.lower !== undefined,
    'no intercept': problem.intercept === false,
    'no standardization': problem.standardize === false,
    offset: problem.offset !== undefined,
    'p > n': cols > rows,
    weights: weights.length > 0,
    'zero weights': Array.from(weights).includes(0),
    'λ at its maximum': share === 1,
    'λ below 1e-5 of its maximum': share < 1e-5,
  };
  return Object.keys(found).filter((name) => found[name]);
}
