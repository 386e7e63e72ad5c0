/** Bits do not depend on how many threads did the work, nor on which of them did what. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type {
  CVOptions,
  CVResult,
  FittedModel,
  LinearEstimator,
  Runtime,
} from '../../src/index.ts';
import { Fingerprint } from '../browser/fingerprint.ts';
import { built, type Package } from '../support/built.ts';
import { random } from '../support/random.ts';

const COUNTS = [1, 2, 4] as const;
const runtimes: Runtime[] = [];
let own: Package;

beforeAll(async () => {
  own = await built();
  for (const threads of COUNTS) runtimes.push(await own.init({ threads }));
});
afterAll(async () => {
  for (const runtime of runtimes) await runtime.dispose();
});

test('as many threads run as were asked for, on a memory that they share', () => {
  expect(runtimes.map(({ threads }) => threads)).toEqual(COUNTS);
  expect(runtimes.map(({ shared }) => shared)).toEqual([false, true, true]);
  expect(runtimes.map(({ why }) => why)).toEqual([undefined, undefined, undefined]);
});

/** Columns that hang together, and a response of every third of them. */
function problem(n: number, p: number) {
  const { normal } = random(1000 * n + p);
  const data = new Float64Array(n * p);
  for (let k = 0; k < data.length; k++) data[k] = normal() + 0.3 * (data[k - n] ?? 0) + 2;
  const eta = Float64Array.from({ length: n }, (_, i) => {
    let sum = 0;
    for (let j = 0; j < p; j += 3) sum += (data[j * n + i]! - 2) * (j % 2 === 0 ? 0.5 : -0.3);
    return sum;
  });
  const y = eta.map((value) => value + normal());
  return { X: { data, rows: n, cols: p, order: 'col' as const }, y, eta };
}

const tall = problem(121, 9);
const wide = problem(41, 103);

/** Every second cell of each column stays, but for a few columns. */
function sparse({ X }: typeof tall, SparseMatrix: Package['SparseMatrix']) {
  const entries = Array.from(X.data.keys()).filter((k) => (k + Math.floor(k / X.rows)) % 3 === 0);
  return SparseMatrix.fromTriplets({
    i: entries.map((k) => k % X.rows),
    j: entries.map((k) => Math.floor(k / X.rows)),
    v: entries.map((k) => X.data[k]!),
    rows: X.rows,
    cols: X.cols,
  });
}

function withHoles({ X }: typeof tall) {
  const data = X.data.map((value, k) => (k % 29 === 5 ? Number.NaN : value));
  return { ...X, data };
}

const classes = (eta: Float64Array) =>
  Array.from(eta, (value, i) => (value + (i % 5) / 3 > 0.6 ? 'yes' : 'no'));
const kinds = (eta: Float64Array) =>
  Array.from(eta, (v, i) => 'abc'[(i % 7 < 2 ? i : v > 0 ? 1 : 2) % 3]!);
const survival = (eta: Float64Array) => ({
  time: eta.map((value, i) => Math.abs(value) + (i % 11) / 4 + 0.1),
  event: Array.from(eta, (_, i) => i % 4 > 0),
});

/** Everything that a cross-validation says, to the last bit. */
function fingerprint(cv: CVResult<FittedModel>): string {
  const hash = new Fingerprint();
  for (const { lambdas, mean, se, df, perFold, train } of cv.curves)
    for (const values of [lambdas, mean, se, df, perFold.data, train]) if (values) hash.add(values);
  const { data, indices, indptr } = cv.path.coefs();
  for (const values of [data, indices, indptr, cv.path.intercepts, cv.oof!.data]) hash.add(values);
  for (const { gap } of [cv.worstCertificate, ...cv.path.certificates])
    hash.add(Float64Array.of(gap));
  return `${hash.text} ${JSON.stringify([cv.fits, cv.lambda, cv.l1Ratio, cv.gamma, cv.notes])}`;
}

type Case = (own: Package) => readonly [LinearEstimator<FittedModel>, unknown, unknown, CVOptions?];
const FEW = { nLambda: 20, folds: 5 } as const;
const CASES: Record<string, Case> = {
  'a lasso of tall data': ({ Lasso }) => [new Lasso(), tall.X, tall.y],
  'an elastic net of tall data with several shares, measured by predictions': ({ ElasticNet }) => [
    new ElasticNet(),
    tall.X,
    tall.y,
    { ...FEW, l1Ratios: [1, 0.5, 0.1], measure: 'mae', trainErrors: true },
  ],
  'repeated folds': ({ Lasso }) => [
    new Lasso(),
    tall.X,
    tall.y,
    { nLambda: 20, folds: { kind: 'repeated', k: 3, repeats: 4 } },
  ],
  'ridge of tall data': ({ Ridge }) => [new Ridge(), tall.X, tall.y, FEW],
  'ridge of wide data': ({ Ridge }) => [new Ridge(), wide.X, wide.y, FEW],
  'a lasso of wide data': ({ Lasso }) => [new Lasso({ tol: 1e-9 }), wide.X, wide.y],
  'a lasso of wide data without an intercept, in float32': ({ Lasso }) => [
    new Lasso({ intercept: false, dtype: 'float32' }),
    wide.X,
    wide.y,
    { ...FEW, folds: 7 },
  ],
  'one row left out at a time': ({ Lasso }) => [
    new Lasso(),
    wide.X,
    wide.y,
    { nLambda: 10, folds: { kind: 'loo' } },
  ],
  'two shares, relaxed': ({ ElasticNet }) => [
    new ElasticNet(),
    wide.X,
    wide.y,
    { nLambda: 12, lambdaMinRatio: 0.2, folds: 3, l1Ratios: [1, 0.5], gammas: [0, 0.5, 1] },
  ],
  'sparse columns': ({ Lasso, SparseMatrix }) => [
    new Lasso(),
    sparse(wide, SparseMatrix),
    wide.y,
    FEW,
  ],
  'missing cells': ({ Lasso }) => [new Lasso({ impute: 'median' }), withHoles(tall), tall.y, FEW],
  'missing cells of wide data': ({ Lasso }) => [
    new Lasso({ impute: 'mean', featureNames: Array.from({ length: 103 }, (_, j) => `gene ${j}`) }),
    withHoles(wide),
    wide.y,
    FEW,
  ],
  'limits, factors and columns left out': ({ Lasso }) => [
    new Lasso({
      lower: -0.2,
      exclude: [4],
      penaltyFactor: Float64Array.from({ length: 103 }, (_, j) => (j === 2 ? 0 : 1 + (j % 3))),
    }),
    wide.X,
    wide.y,
    FEW,
  ],
  'an adaptive lasso': ({ GLM, adaptive, l1 }) => [
    new GLM({ penalty: adaptive(l1(1)) }),
    wide.X,
    wide.y,
    FEW,
  ],
  'logistic regression': ({ LogisticRegression }) => [
    new LogisticRegression({ l1Ratio: 1 }),
    wide.X,
    classes(wide.eta),
    FEW,
  ],
  'multinomial regression of grouped classes': ({ LogisticRegression }) => [
    new LogisticRegression({ l1Ratio: 1, grouped: true }),
    tall.X,
    kinds(tall.eta),
    FEW,
  ],
  'a Cox model': ({ GLM, l1 }) => [
    new GLM({ family: 'cox', penalty: l1(1) }),
    tall.X,
    survival(tall.eta),
    FEW,
  ],
  'counts with an offset': ({ GLM }) => [
    new GLM({ family: 'poisson', l1Ratio: 0.7, offset: tall.eta.map((v) => v / 9) }),
    tall.X,
    tall.eta.map((v) => Math.floor(Math.abs(v))),
    FEW,
  ],
  'an offset, measured by absolute errors': ({ Lasso }) => [
    new Lasso({ offset: wide.eta.map((v) => v / 7) }),
    wide.X,
    wide.y,
    { ...FEW, measure: 'mae' },
  ],
  mcp: ({ GLM, mcp }) => [new GLM({ penalty: mcp({ gamma: 4 }) }), tall.X, tall.y, FEW],
  'a group lasso': ({ GLM, groupLasso }) => [
    new GLM({ penalty: groupLasso({ groups: Int32Array.from({ length: 9 }, (_, j) => j >> 1) }) }),
    tall.X,
    tall.y,
    FEW,
  ],
  'a recipe whose folds learn their own columns': ({ Lasso, recipe, TfidfVectorizer }) => [
    new Lasso(),
    recipe(documents, new TfidfVectorizer()),
    wide.y,
    FEW,
  ],
  slope: ({ GLM, slope }) => [new GLM({ penalty: slope({ q: 0.2 }) }), tall.X, tall.y, FEW],
  tikhonov: ({ GLM, differences, tikhonov }) => [
    new GLM({ penalty: tikhonov({ gamma: differences(9, 1) }) }),
    tall.X,
    tall.y,
    FEW,
  ],
};

const documents = Array.from(wide.eta, (value, i) =>
  ['stone', value > 0 ? 'river' : 'cloud', `word${i % 6}`, 'garden'.slice(i % 3)].join(' '),
);

async function bits(make: Case, runtime: Runtime): Promise<string> {
  const [estimator, X, y, options] = make(own);
  return fingerprint(
    await own.crossValidate(estimator, X as never, y as never, { ...options, runtime }),
  );
}

describe('one, two and four threads give the same bits', () => {
  test.each(Object.entries(CASES))('for %s', async (_, make) => {
    const all: string[] = [];
    for (const runtime of runtimes) all.push(await bits(make, runtime));
    expect(new Set(all).size).toBe(1);
    for (const runtime of runtimes) expect(runtime.bytesInUse).toBe(0);
  });
});

/** Rows enough for several blocks of moments and several stretches of columns. */
function manyRows(n: number, p: number) {
  const { uniform } = random(n + p);
  const data = Float64Array.from({ length: n * p }, uniform);
  const y = Float64Array.from({ length: n }, (_, i) => data[i]! - data[n + i]! + uniform());
  return { X: { data, rows: n, cols: p, order: 'col' as const }, y };
}

describe('one, two and four threads give the same bits along a path', () => {
  const many = manyRows(30_000, 40);
  const counts = { ...many, y: many.y.map((value) => Math.floor(3 * Math.abs(value))) };
  const bitsOf = async (estimator: LinearEstimator<FittedModel>, { X, y }: typeof many) => {
    const all: string[] = [];
    for (const runtime of runtimes) {
      const path = await own.path(estimator, X, y, { nLambda: 12, runtime });
      const { data, indices, indptr } = path.coefs();
      expect(data.some((value) => value !== 0)).toBe(true);
      const hash = new Fingerprint();
      const gaps = Float64Array.from(path.certificates, ({ gap }) => gap);
      for (const values of [data, indices, indptr, path.lambdas, path.intercepts, gaps])
        hash.add(values);
      all.push(hash.text);
      expect(runtime.bytesInUse).toBe(0);
    }
    return all;
  };

  test('on the moments of blocks of rows', async () => {
    expect(new Set(await bitsOf(new own.Lasso(), many)).size).toBe(1);
    expect(new Set(await bitsOf(new own.Ridge(), many)).size).toBe(1);
  });

  test('of a family, whose columns alone are looked at together', async () => {
    const estimator = new own.GLM({ family: 'poisson', l1Ratio: 1, tol: 1e-4 });
    expect(new Set(await bitsOf(estimator, counts)).size).toBe(1);
  });

  test('and at once, without other threads, where the caller cannot wait', async () => {
    const lambda = 0.01;
    const asynchronous = await new own.Lasso({ lambda }).fit(many.X, many.y, {
      runtime: runtimes[1]!,
    });
    const threads = await own.init({ threads: 2 });
    const { coef, intercept } = new own.Lasso({ lambda }).fitSync(many.X, many.y);
    expect([coef, intercept]).toEqual([asynchronous.coef, asynchronous.intercept]);
    expect(threads.bytesInUse).toBe(0);
    await threads.dispose();
  });

  test('and the same cell is refused', async () => {
    const data = many.X.data.slice();
    data[7 * 30_000 + 11] = Infinity;
    data[39 * 30_000 + 5] = Number.NaN;
    for (const runtime of runtimes)
      await expect(
        own.path(new own.Lasso(), { ...many.X, data }, many.y, { runtime }),
      ).rejects.toThrow('path: X must be finite, row 11, column 7');
  });
});
