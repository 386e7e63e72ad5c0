/** Options that mean nothing: an error that names the option, and the right one where it is near. */
import { describe, expect, test } from 'vitest';
import { ElasticNet, elasticNet, Lasso, l1, l2, Matrix, path, Ridge } from '../../src/index.ts';

const X = Array.from({ length: 12 }, (_, i) => [Math.sin(7 * i), Math.cos(3 * i), (5 * i) % 7]);
const y = X.map((row) => 2 * row[0]! - row[2]!);
/** An option that the types forbid, for callers without types. */
const untyped = (options: unknown) => options as object;

const FINITE = 'must be a finite number >= 0, got';
const ALPHA =
  "alpha is not an option; it is lambda (the strength) in scikit-learn's words and l1Ratio " +
  "(the share of L1) in glmnet's: say lambda or l1Ratio";

describe('an estimator refuses', () => {
  test.each([
    ['a negative λ', { lambda: -1 }, `Lasso: lambda ${FINITE} -1`],
    ['a λ of NaN', { lambda: Number.NaN }, `Lasso: lambda ${FINITE} NaN`],
    ['an infinite λ', { lambda: Infinity }, `Lasso: lambda ${FINITE} Infinity`],
    ['a λ that is text', { lambda: '1' }, `Lasso: lambda ${FINITE} "1"`],
    ['a share above 1', { l1Ratio: 1.5 }, 'Lasso: l1Ratio must lie in [0, 1], got 1.5'],
    ['a share of NaN', { l1Ratio: Number.NaN }, 'Lasso: l1Ratio must lie in [0, 1], got NaN'],
    ['a tol of 0', { tol: 0 }, 'Lasso: tol must lie strictly between 0 and 1, got 0'],
    ['a tol of 1', { tol: 1 }, 'Lasso: tol must lie strictly between 0 and 1, got 1'],
    [
      'a tol that is text',
      { tol: '1e-3' },
      'Lasso: tol must lie strictly between 0 and 1, got "1e-3"',
    ],
    ['a tol of NaN', { tol: Number.NaN }, 'Lasso: tol must lie strictly between 0 and 1, got NaN'],
    ['another dtype', { dtype: 'f32' }, `Lasso: dtype must be 'float32' or 'float64', got "f32"`],
    [
      'another imputation',
      { impute: 'zero' },
      `Lasso: impute must be 'mean' or 'median', got "zero"`,
    ],
    ['alpha', { alpha: 0.1 }, `Lasso: ${ALPHA}`],
    ['a misspelt λ', { lamda: 1 }, 'Lasso: unknown option lamda; did you mean lambda?'],
    ['snake case', { l1_ratio: 1 }, 'Lasso: unknown option l1_ratio; did you mean l1Ratio?'],
    ['an option of others', { max_iter: 9 }, 'Lasso: unknown option max_iter'],
    ['1 for true', { standardize: 1 }, 'Lasso: standardize must be true or false, got 1'],
    ['text for true', { intercept: 'yes' }, 'Lasso: intercept must be true or false, got "yes"'],
  ])('%s', (_, options, message) => {
    expect(() => new Lasso(untyped(options))).toThrow(message);
    expect(() => new Lasso().with(untyped(options))).toThrow(message);
  });

  test.each([
    ['a number', 0.1, 'Lasso: options must be an object, got 0.1'],
    ['null', null, 'Lasso: options must be an object, got null'],
  ])('%s in the place of its options', (_, given, message) => {
    expect(() => new Lasso(untyped(given))).toThrow(new TypeError(message));
  });

  test('what is no penalty', () => {
    for (const penalty of [{}, 'l1', 0.1])
      expect(() => new ElasticNet(untyped({ penalty }))).toThrow(/^ElasticNet: penalty must be/);
  });

  test('a share of L1 that its name excludes', () => {
    expect(() => new Lasso({ l1Ratio: 0.5 })).toThrow('Lasso: l1Ratio must be 1, got 0.5');
    expect(() => new Ridge({ l1Ratio: 0.5 })).toThrow('Ridge: l1Ratio must be 0, got 0.5');
    expect(() => new Ridge({ penalty: l1() })).toThrow('Ridge: l1Ratio must be 0, got 1');
  });
});

describe('fit refuses', () => {
  const lasso = new Lasso();

  test('options that belong to the estimator or to nobody', async () => {
    const fitWith = (options: unknown) => lasso.fit(X, y, untyped(options));
    await expect(fitWith({ weight: y })).rejects.toThrow(
      'Lasso.fit: unknown option weight; did you mean weights?',
    );
    await expect(fitWith({ lambda: 1 })).rejects.toThrow('Lasso.fit: unknown option lambda');
    await expect(fitWith({ alpha: 1 })).rejects.toThrow(`Lasso.fit: ${ALPHA}`);
    expect(() => lasso.fitSync(X, y, untyped({ signal: null }))).toThrow(
      'Lasso.fitSync: unknown option signal',
    );
  });

  test('by a rejection, never by throwing at once', () => {
    const promise = lasso.fit(X, y, untyped({ alpha: 1 }));
    expect(promise).toBeInstanceOf(Promise);
    return expect(promise).rejects.toBeInstanceOf(TypeError);
  });

  test('limits that are no numbers', async () => {
    await expect(lasso.fit(X, y, untyped({ upper: null }))).rejects.toThrow(
      /^Lasso\.fit: upper must be/,
    );
  });

  test('what is no signal', async () => {
    await expect(lasso.fit(X, y, untyped({ signal: {} }))).rejects.toThrow(
      /^Lasso\.fit: signal must be/,
    );
  });

  test('feature names that are one text', async () => {
    await expect(lasso.fit(X, y, untyped({ featureNames: 'abc' }))).rejects.toThrow(
      /^Lasso\.fit: featureNames must be/,
    );
  });

  test('feature names that are no text', async () => {
    await expect(lasso.fit(X, y, untyped({ featureNames: [1, 2, 3] }))).rejects.toThrow(
      /^Lasso\.fit: featureNames\[0\] must be/,
    );
  });

  test('a matrix that was freed', async () => {
    const matrix = Matrix.from(X);
    matrix.free();
    await expect(lasso.fit(matrix, y)).rejects.toThrow('Matrix: used after free()');
  });

  test('an order of cells that is neither', async () => {
    const data = Float64Array.from(X.flat());
    const view = { data, rows: 12, cols: 3, order: 'column' as 'col' };
    await expect(lasso.fit(view, y)).rejects.toThrow(/^Lasso\.fit: X\.order must be/);
  });
});

describe('path refuses', () => {
  test.each([
    ['a negative λ', { lambdas: [1, -1] }, `path: lambdas[1] ${FINITE} -1`],
    ['a λ of NaN', { lambdas: [Number.NaN] }, `path: lambdas[0] ${FINITE} NaN`],
    ['no λ', { lambdas: [] }, 'path: lambdas must hold at least one value'],
    [
      'one λ that is no list',
      { lambdas: 0.1 },
      'path: lambdas must be an array of numbers, got 0.1',
    ],
    ['no grid', { nLambda: 0 }, 'path: nLambda must be an integer >= 1, got 0'],
    ['half a λ', { nLambda: 2.5 }, 'path: nLambda must be an integer >= 1, got 2.5'],
    [
      'a ratio of 1',
      { lambdaMinRatio: 1 },
      'path: lambdaMinRatio must lie strictly between 0 and 1',
    ],
    [
      'a ratio of 0',
      { lambdaMinRatio: 0 },
      'path: lambdaMinRatio must lie strictly between 0 and 1',
    ],
    [
      'fewer than no nonzeros',
      { maxNonzero: -1 },
      'path: maxNonzero must be an integer >= 0, got -1',
    ],
    ['alpha', { alpha: 1 }, `path: ${ALPHA}`],
    ['a misspelt option', { nlambda: 5 }, 'path: unknown option nlambda; did you mean nLambda?'],
  ])('%s', async (_, options, message) => {
    await expect(path(new Lasso(), X, y, untyped(options))).rejects.toThrow(message);
  });

  test('what is no estimator', async () => {
    for (const other of [{}, Lasso, undefined, 0.1])
      await expect(path(other as unknown as Lasso, X, y)).rejects.toThrow(
        /^path: estimator must be/,
      );
  });
});

describe('a penalty refuses', () => {
  test('values outside its ranges', () => {
    expect(() => l1(-1)).toThrow(`l1: lambda ${FINITE} -1`);
    expect(() => l2(Number.NaN)).toThrow(`l2: lambda ${FINITE} NaN`);
    expect(() => elasticNet({ l1Ratio: 2 })).toThrow(
      'elasticNet: l1Ratio must lie in [0, 1], got 2',
    );
    expect(() => elasticNet({ lambda: -3, l1Ratio: 1 })).toThrow(`elasticNet: lambda ${FINITE} -3`);
    expect(() => elasticNet(untyped({ alpha: 1 }) as { l1Ratio: number })).toThrow(
      `elasticNet: ${ALPHA}`,
    );
  });
});

describe('a fitted model refuses', () => {
  const model = new ElasticNet({ lambda: 0.1 }).fitSync(X, y, { featureNames: ['a', 'b', 'c'] });
  const narrow = X.map((row) => row.slice(1));
  const hole = X.map((row, i) => (i === 5 ? [row[0]!, Number.NaN, row[2]!] : row));

  test('to predict from data of another shape or with holes', () => {
    expect(() => model.predict(narrow)).toThrow(
      'predict: X must have 3 columns like the training data, got 2',
    );
    expect(() => model.predict(hole)).toThrow(
      'predict: X must be finite, row 5, column 1 (b), got NaN',
    );
    expect(() => model.predict(X, { offset: [1] })).toThrow(
      'predict: offset must have length 12 (one per row of X), got 1',
    );
    expect(() => model.predict(X, untyped({ offsets: y }))).toThrow(
      'predict: unknown option offsets; did you mean offset?',
    );
  });

  test('to verify on data of another shape or with holes', () => {
    expect(() => model.verify(narrow, y)).toThrow(
      'verify: X must have 3 columns like the training data, got 2',
    );
    expect(() => model.verify(hole, y)).toThrow(
      'verify: X must be finite, row 5, column 1 (b), got NaN',
    );
    expect(() => model.verify(X, y.slice(1))).toThrow(
      'verify: y must have length 12 (one per row of X), got 11',
    );
    expect(() => model.verify(X, y, untyped({ weight: y }))).toThrow(
      'verify: unknown option weight; did you mean weights?',
    );
  });
});
