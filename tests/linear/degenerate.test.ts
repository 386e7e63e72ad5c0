/** Data without anything to learn, and numbers at the ends of the float64 range. */
import { describe, expect, test } from 'vitest';
import { crossValidate, type FittedLinear, Lasso, path, Ridge } from '../../src/index.ts';
import { randomProblem } from '../support/problems.ts';
import { DIRECT_SOLVE, relativeDifference } from '../support/tolerance.ts';

const { X, y, lambda } = randomProblem({ seed: 6, n: 30, p: 5 });
const rows = X as number[][];
const target = Array.from(y);
const estimators = [new Lasso({ lambda }), new Ridge({ lambda })];
const times = (by: number) => rows.map((row) => row.map((x) => x * by));

describe.each(estimators)('$kind', (estimator) => {
  test.each([0, 7, 0.1, -1e9])('gives a column of %d the coefficient 0, and notes it', (value) => {
    const wide = rows.map((row) => [row[0]!, value, ...row.slice(1)]);
    const featureNames = ['a', 'flat', 'b', 'c', 'd', 'e'];
    const model = estimator.fitSync(wide, target, { featureNames });
    expect(model.coef[1]).toBe(0);
    expect(model.certificate.ok).toBe(true);
    expect(model.notes).toContain('column flat is constant: its coefficient is 0');
    const alone = estimator.fitSync(rows, target);
    const others = model.coef.filter((_, j) => j !== 1);
    expect(relativeDifference(others, alone.coef)).toBeLessThanOrEqual(DIRECT_SOLVE);
    expect(model.verify(wide, target).ok).toBe(true);
  });

  test('notes a column that is constant where the weights are positive', () => {
    const wide = rows.map((row, i) => [...row, Number(i === 3)]);
    const weights = target.map((_, i) => Number(i !== 3));
    const model = estimator.fitSync(wide, target, { weights });
    expect(model.coef[5]).toBe(0);
    expect(model.notes).toEqual(['column x5 is constant: its coefficient is 0']);
  });

  test('names the first ten constant columns and counts the others', () => {
    const flat = rows.map((row) => [...row, ...Array.from({ length: 13 }, (_, k) => k)]);
    const { notes } = estimator.fitSync(flat, target);
    expect(notes).toHaveLength(11);
    expect(notes.at(-1)).toBe('and 3 more constant columns');
  });

  test.each([0, 3.7, 0.1, -1e300])('fits a y of %d by its intercept', (value) => {
    const model = estimator.fitSync(
      rows,
      target.map(() => value),
    );
    expect(model.intercept).toBe(value);
    expect(model.nonzero.length).toBe(0);
    expect(model.certificate).toMatchObject({ ok: true, gap: 0, relative: 0 });
    expect(model.devianceRatio).toBe(0);
    expect(model.notes).toEqual(['y is constant: the intercept-only model is exact']);
    expect(model.predict(rows)).toEqual(new Float64Array(30).fill(value));
  });

  test('fits X without anything but constants by the mean', () => {
    const model = estimator.fitSync(
      rows.map(() => [1, 2]),
      target,
    );
    expect(Array.from(model.coef)).toEqual([0, 0]);
    expect(model.intercept).toBeCloseTo(target.reduce((sum, value) => sum + value, 0) / 30, 12);
    expect(model.certificate.ok).toBe(true);
  });

  test('has a path on constant data', async () => {
    const found = await path(
      estimator,
      rows,
      target.map(() => 2),
      { nLambda: 5 },
    );
    expect(found.lambdas).toHaveLength(5);
    expect(found.certificates.every(({ ok }) => ok)).toBe(true);
    expect(Array.from(found.intercepts)).toEqual([2, 2, 2, 2, 2]);
  });

  test('fits two rows', () => {
    const model = estimator.fitSync([[0], [1]], [0, 4]);
    // ½ · (2 − b/2)² over the centred rows ±½, for a column of deviation ½
    const expected = estimator.kind === 'Lasso' ? 4 - 2 * lambda : 4 / (1 + lambda);
    expect(model.coef[0]).toBeCloseTo(expected, 12);
    expect(model.certificate.ok).toBe(true);
  });

  // Squares of these numbers leave the float64 range; a power of two changes nothing else.
  test.each([
    ['huge', 2 ** 600],
    ['tiny', 2 ** -600],
  ])('fits %s columns as if they were scaled, or says that it cannot', (_, by) => {
    const plain = estimator.fitSync(rows, target);
    const expected = plain.coef.map((value) => value / by);
    expectHonest(() => estimator.fitSync(times(by), target), expected);
  });

  test.each([
    ['huge', 2 ** 600],
    ['tiny', 2 ** -600],
  ])('fits a %s y as if it were scaled, or says that it cannot', (_, by) => {
    const scaled = target.map((value) => value * by);
    const strength = estimator.kind === 'Lasso' ? lambda * by : lambda;
    const plain = estimator.fitSync(rows, target);
    const expected = plain.coef.map((value) => value * by);
    expectHonest(() => estimator.with({ lambda: strength }).fitSync(rows, scaled), expected);
  });
});

/** The right coefficients, a certificate that fails, or an error that names the data. */
function expectHonest(fitting: () => FittedLinear, expected: Float64Array): void {
  let model: FittedLinear;
  try {
    model = fitting();
  } catch (error) {
    expect((error as RangeError).message).toMatch(/^\w+\.fit: [Xy]( column \d+ \(x\d+\))? must /);
    return;
  }
  if (model.certificate.ok) expect(model.coef).toEqual(expected);
  else expect(model.certificate.advice).toMatch(/scale/);
}

test('constant columns are noted by cross-validation too', async () => {
  const wide = rows.map((row) => [...row, 1]);
  const result = await crossValidate(new Lasso(), wide, target, { folds: 3 });
  expect(result.notes).toEqual(['column x5 is constant: its coefficient is 0']);
  expect(result.model.coef[5]).toBe(0);
});
