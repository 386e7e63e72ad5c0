/** Adaptive penalties end to end, and features grouped over outputs. */
import { describe, expect, test } from 'vitest';
import { crossValidate } from '../../src/index.ts';
import { GLM, LogisticRegression, path } from '../../src/linear/index.ts';
import { acrossOutputs } from '../../src/penalty/acrossOutputs.ts';
import {
  adaptive,
  differences,
  elasticNet,
  l1,
  l2,
  mcp,
  slope,
  tikhonov,
} from '../../src/penalty/index.ts';
import { eigen } from '../reference/families/eigen.ts';
import { moments } from '../reference/moments.ts';
import { compatData } from '../support/compatGolden.ts';
import { relativeDifference } from '../support/tolerance.ts';

const TOL = 1e-12;
/** A gap of 1e-12 leaves its root, 1e-6, in coefficients, times that of the condition number. */
const AGREES = 1e-5;
/** The same by eigenvectors and by the tridiagonal reduction. */
const CLOSED_FORM = 1e-8;

const heavy = compatData('heavy') as { X: number[][]; y: number[] };
const binary = compatData('binary') as { X: number[][]; y: number[] };
const classes = compatData('classes') as { X: number[][]; y: number[] };
const total = (values: ArrayLike<number>) => Array.from(values).reduce((sum, v) => sum + v, 0);

/** Standardized columns, and the deviations. */
function standardized(X: number[][]) {
  const weights = new Float64Array(X.length).fill(1 / X.length);
  const parts = X[0]!.map((_, j) =>
    moments(
      X.map((row) => row[j]!),
      weights,
    ),
  );
  return {
    columns: parts.map(({ centred, sd }) => centred.map((x) => x / sd)),
    deviations: parts.map(({ sd }) => sd),
  };
}

/** The ridge of least GCV along 30 λ from the first to a thousandth of it, by eigenvectors. */
function plainRidge(X: number[][], y: number[]): Float64Array {
  const n = X.length;
  const { columns } = standardized(X);
  const mean = total(y) / n;
  const r = y.map((value) => value - mean);
  const target = columns.map((x) => total(x.map((value, i) => value * r[i]!)) / n);
  const gram = columns.map((a) => columns.map((b) => total(a.map((x, i) => x * b[i]!)) / n));
  const { values, vectors } = eigen(gram);
  // the grid of ridge starts at 1000 times the largest correlation
  const squares = total(r.map((value) => value * value)) / n;
  const kappa = Math.max(...target.map(Math.abs)) / Math.sqrt(squares);
  const fits = Array.from({ length: 30 }, (_, l) => {
    const lambda = 1000 * kappa * 1000 ** -(l / 29);
    const along = vectors.map((q, m) => {
      return total(q.map((v, j) => v * target[j]!)) / (values[m]! + lambda);
    });
    const b = columns.map((_, j) => total(vectors.map((q, m) => q[j]! * along[m]!)));
    const fitted = r.map((_, i) => total(b.map((v, j) => v * columns[j]![i]!)));
    const rest = total(r.map((value, i) => (value - fitted[i]!) ** 2)) / n;
    const df = 1 + total(values.map((value) => value / (value + lambda)));
    return { b: Float64Array.from(b), gcv: rest / (1 - df / n) ** 2 };
  });
  return fits.reduce((best, each) => (each.gcv < best.gcv ? each : best)).b;
}

describe('factors', () => {
  test('are 1 ÷ |β̂| of the ridge path of least GCV, by a plain closed form', () => {
    const estimator = new GLM({ penalty: adaptive(l1(0.05)), tol: TOL });
    const model = estimator.fitSync(heavy.X, heavy.y);
    const expected = plainRidge(heavy.X, heavy.y).map((b) => 1 / Math.abs(b));
    expect(relativeDifference(model.settings.penaltyFactor, expected)).toBeLessThan(CLOSED_FORM);
  });

  test('have an exponent, and multiply those given; 0 and Infinity stay', () => {
    const penaltyFactor = [1, 2, 1, 0.5, 1, 3];
    const init = [0.5, -2, 1, 0, 3, 1];
    const estimator = new GLM({ penalty: adaptive(l1(0.05), { gamma: 2, init }) });
    const { deviations } = standardized(heavy.X);
    const model = estimator.fitSync(heavy.X, heavy.y, { penaltyFactor });
    const expected = init.map((b, j) => penaltyFactor[j]! / (b * deviations[j]!) ** 2);
    expect(model.settings.penaltyFactor[3]).toBe(Infinity);
    expect(model.settings.coef[3]).toBe(0);
    [0, 1, 2, 4, 5].forEach((j) => {
      expect(model.settings.penaltyFactor[j]).toBeCloseTo(expected[j]!, 10);
    });
    const raw = estimator.with({ standardize: false }).fitSync(heavy.X, heavy.y);
    expect(raw.settings.penaltyFactor[1]).toBeCloseTo(1 / 4, 12);
    const kept = estimator.fitSync(heavy.X, heavy.y, {
      penaltyFactor: [0, Infinity, 1, 1, 1, 1],
    });
    expect([...kept.settings.penaltyFactor.slice(0, 2)]).toEqual([0, Infinity]);
  });

  test.each(['ridge', 'lasso'] as const)(
    'by a first %s: the fit is the one with these factors',
    (init) => {
      for (const [family, { X, y }] of Object.entries({ gaussian: heavy, binomial: binary })) {
        const word = family as 'gaussian' | 'binomial';
        const learned = new GLM({
          family: word,
          penalty: adaptive(l1(0.01), { init }),
          tol: TOL,
        }).fitSync(X, y);
        const penaltyFactor = learned.settings.penaltyFactor;
        const plain = new GLM({ family: word, lambda: 0.01, tol: TOL });
        const own = plain.fitSync(X, y, { penaltyFactor });
        const away = relativeDifference(learned.settings.coef, own.settings.coef);
        expect(away, family).toBeLessThan(AGREES);
        expect(learned.verify(X, y).ok).toBe(true);
      }
    },
  );

  test('by a first lasso: columns that it leaves out stay out', () => {
    const noise = heavy.X.map((row, i) => [...row, Math.sin(31 * i), Math.cos(17 * i)]);
    const estimator = new GLM({ penalty: adaptive(l1(1e-6), { init: 'lasso' }) });
    const { penaltyFactor, coef } = estimator.fitSync(noise, heavy.y).settings;
    const out = [...penaltyFactor.keys()].filter((j) => penaltyFactor[j] === Infinity);
    expect(out.length).toBeGreaterThan(0);
    for (const j of out) expect(coef[j]).toBe(0);
  });

  test('of several classes are by the norm of a column over the classes', () => {
    const estimator = new LogisticRegression({ penalty: adaptive(l1(0.01)), tol: 1e-10 });
    const model = estimator.fitSync(classes.X, classes.y);
    const { penaltyFactor } = model.settings;
    // the first fit is one of the ridge path on the same data, up to a common factor of the norms
    const { deviations } = standardized(classes.X);
    const p = deviations.length;
    const first = 'multinomial';
    const ridge = new GLM({ family: first, penalty: l2(1), tol: 1e-10 });
    return path(ridge, classes.X, classes.y, { nLambda: 30, lambdaMinRatio: 1e-3 }).then(
      (found) => {
        const best = found.gcv().reduce((b, v, l, all) => (v < all[b]! ? l : b), 0);
        const { coef } = found.model(best).settings;
        const norms = deviations.map((sd, j) =>
          Math.hypot(...[0, 1, 2].map((k) => coef[k * p + j]! * sd)),
        );
        const expected = norms.map((norm) => 1 / norm);
        expect(relativeDifference(penaltyFactor, expected)).toBeLessThan(AGREES);
      },
    );
  });
});

describe('in cross-validation', () => {
  test('each fold learns factors of its own: by hand', async () => {
    const { X, y } = heavy;
    const folds = Int32Array.from(y, (_, i) => (i * 7) % 3);
    const take = <T>(values: readonly T[], rows: ArrayLike<number>) =>
      Array.from(rows, (i) => values[i]!);
    for (const penalty of [adaptive(l1(1)), adaptive(mcp())]) {
      const estimator = new GLM({ penalty, tol: 1e-11 });
      const found = await crossValidate(estimator, X, y, { folds, nLambda: 6 });
      const { lambdas, perFold } = found.curve;
      for (const [k, { train, test: out }] of found.splits.entries()) {
        const own = await path(estimator, take(X, train), take(y, train), { lambdas });
        const byHand = Array.from(lambdas, (_, l) => {
          const predicted = own.model(l).predict(take(X, out)) as Float64Array;
          const errors = take(y, out).map((value, i) => (value - predicted[i]!) ** 2);
          return total(errors) / errors.length;
        });
        const ours = Array.from(lambdas, (_, l) => perFold.get(k, l));
        expect(relativeDifference(ours, byHand), penalty.kind).toBeLessThan(AGREES);
      }
    }
  });

  test('also where another share of L1 is tried', async () => {
    const { X, y } = heavy;
    const folds = Int32Array.from(y, (_, i) => (i * 7) % 3);
    const penalty = adaptive(elasticNet({ lambda: 1, l1Ratio: 1 }));
    const other = adaptive(elasticNet({ lambda: 1, l1Ratio: 0.5 }));
    const lambdas = [0.2, 0.02];
    const [tried, own] = await Promise.all([
      crossValidate(new GLM({ penalty, tol: 1e-11 }), X, y, { folds, lambdas, l1Ratios: [0.5] }),
      crossValidate(new GLM({ penalty: other, tol: 1e-11 }), X, y, { folds, lambdas }),
    ]);
    expect(relativeDifference(tried.curve.mean, own.curve.mean)).toBeLessThan(AGREES);
  });

  test.each([slope(), tikhonov({ gamma: differences(6) })])(
    'shares of L1 are refused where the penalty has none: $kind',
    async (penalty) => {
      const own = { l1Ratios: [0.5] };
      const run = crossValidate(new GLM({ penalty }), heavy.X, heavy.y, own);
      await expect(run).rejects.toThrow(/l1Ratios must be \d for GLM, got 0.5/);
    },
  );

  test('what a fold tests cannot change what it learns', async () => {
    const { X, y } = heavy;
    const folds = Int32Array.from(y, (_, i) => (i * 7) % 3);
    const estimator = new GLM({ penalty: adaptive(l1(1)), tol: 1e-10 });
    const lambdas = [1, 0.1, 0.01];
    const before = await crossValidate(estimator, X, y, { folds, lambdas });
    const row = folds.indexOf(0);
    const changed = y.map((value, i) => (i === row ? value + 1000 : value));
    const after = await crossValidate(estimator, X, changed, { folds, lambdas });
    const k = before.splits.findIndex(({ test: out }) => out.includes(row));
    const { test: out } = before.splits[k]!;
    const others = Array.from(out).filter((i) => i !== row);
    // at every λ: compare the kept predictions of the models that never saw the row
    for (const index of lambdas.keys()) {
      const pick = { folds, lambdas, select: () => index };
      const [a, b] = await Promise.all([
        crossValidate(estimator, X, y, pick),
        crossValidate(estimator, X, changed, pick),
      ]);
      for (const i of others) expect(b.oof!.get(i, 0)).toBe(a.oof!.get(i, 0));
    }
    expect(after.curve.perFold.get(k, 0)).toBeGreaterThan(1000);
  });
});

describe('features grouped over the outputs', () => {
  test('are in for all classes or for none', async () => {
    const estimator = new LogisticRegression({ grouped: true });
    const found = await path(estimator, classes.X, classes.y, { nLambda: 8 });
    const p = classes.X[0]!.length;
    let inside = 0;
    for (let l = 0; l < 8; l++) {
      const { coef } = found.model(l);
      for (let j = 0; j < p; j++) {
        const used = [0, 1, 2].filter((k) => coef[k * p + j] !== 0).length;
        expect([0, 3]).toContain(used);
        if (used > 0) inside++;
      }
    }
    expect(inside).toBeGreaterThan(0);
  });

  test('of two classes mean nothing: one output is one coefficient', () => {
    const plain = new LogisticRegression({ lambda: 0.05, l1Ratio: 0.6 });
    const own = plain.with({ grouped: true });
    const [a, b] = [plain, own].map((each) => each.fitSync(binary.X, binary.y));
    expect(b!.coef).toEqual(a!.coef);
    expect(b!.verify(binary.X, binary.y).ok).toBe(true);
    const other = new GLM({ family: 'binomial', lambda: 0.05, l1Ratio: 0.6, grouped: true });
    expect(other.fitSync(binary.X, binary.y).settings.coef).toEqual(a!.coef);
  });

  test('of two classes keep adaptive factors', () => {
    const penalty = adaptive(l1(0.01));
    const plain = new LogisticRegression({ penalty }).fitSync(binary.X, binary.y);
    const own = new LogisticRegression({ penalty, grouped: true }).fitSync(binary.X, binary.y);
    expect(new Set(plain.settings.penaltyFactor).size).toBeGreaterThan(2);
    expect(own.settings.penaltyFactor).toEqual(plain.settings.penaltyFactor);
    expect(own.coef).toEqual(plain.coef);
  });

  test('of three classes are weighted by adaptive factors, also along a path', async () => {
    const penalty = adaptive(elasticNet({ lambda: 0.02, l1Ratio: 0.8 }));
    const { X, y } = classes;
    const estimator = new LogisticRegression({ penalty, grouped: true, tol: TOL });
    const model = estimator.fitSync(X, y);
    const { penaltyFactor } = model.settings;
    expect(new Set(penaltyFactor).size).toBeGreaterThan(2);
    const plain = new LogisticRegression({ lambda: 0.02, l1Ratio: 0.8, grouped: true, tol: TOL });
    const own = plain.fitSync(X, y, { penaltyFactor });
    expect(relativeDifference(model.coef, own.coef)).toBeLessThan(AGREES);
    const along = await path(estimator, X, y, { lambdas: [0.04, 0.02] });
    expect(relativeDifference(along.at(0.02).coef, own.coef)).toBeLessThan(AGREES);
    expect(model.verify(X, y).ok).toBe(true);
  });

  test('with an L2 penalty alone are the same as without', () => {
    const make = (grouped: boolean) =>
      new LogisticRegression({ lambda: 0.1, l1Ratio: 0, grouped, tol: 1e-10 });
    const [a, b] = [false, true].map((g) => make(g).fitSync(classes.X, classes.y));
    expect(b!.coef).toEqual(a!.coef);
  });

  test('are refused with penalties that are no elastic net', () => {
    expect(() => new GLM({ family: 'multinomial', penalty: mcp(), grouped: true })).toThrow(
      'acrossOutputs: penalty must be l1, l2 or elasticNet, got "mcp"',
    );
    expect(() => acrossOutputs(slope())).toThrow('must be l1, l2 or elasticNet');
    expect(acrossOutputs(elasticNet({ lambda: 2, l1Ratio: 0.5 })).scaled(1).lambda).toBe(1);
  });
});

test('adaptive refuses what has no factors, and a first fit of another length', () => {
  expect(() => adaptive(slope())).toThrow('adaptive: base must be a sum over coefficients');
  const short = new GLM({ penalty: adaptive(l1(1), { init: [1, 2] }) });
  expect(() => short.fitSync(heavy.X, heavy.y)).toThrow(
    'adaptive: init must have length 6 (one per column of X), got 2',
  );
});
