/** Recipes: preprocessors that each fold learns from its training rows alone. */
import { describe, expect, test } from 'vitest';
import {
  crossValidate,
  type FittedModel,
  type FittedPreprocessor,
  HashingVectorizer,
  Lasso,
  type LinearEstimator,
  LogisticRegression,
  load,
  type Preprocessor,
  path,
  Ridge,
  recipe,
  TableEncoder,
  TfidfVectorizer,
} from '../../src/index.ts';
import { cellsOf } from '../data/table/cellsOf.ts';
import { random } from '../support/random.ts';
import { relativeDifference } from '../support/tolerance.ts';

const TOL = 1e-12;
/** A gap of 1e-12 leaves its root, 1e-6, in coefficients, times that of the condition number. */
const AGREES = 1e-5;

const { pick, normal, uniform, below } = random(5);
const WORDS = 'river stone cloud market paper garden winter engine silver letter'.split(' ');
const N = 48;
const texts = Array.from({ length: N }, (_, i) => {
  const words = Array.from({ length: 6 + below(5) }, () => pick(WORDS));
  // a word of its own now and then, that only its fold may know
  return [...words, ...(i % 5 === 0 ? [`rare${i}`] : [])].join(' ');
});
const lengths = texts.map((text) => {
  const count = (word: string) => text.split(' ').filter((each) => each === word).length;
  return 1.5 * count('river') - count('market') + 0.3 * normal();
});
const labels = lengths.map((value) => (value > 0.3 ? 'wet' : 'dry'));
const CITIES = ['Oslo', 'Rome', 'Lima', 'Pune'];
const records = Array.from({ length: N }, (_, i) => ({
  city: i === 7 ? 'Nuuk' : pick(CITIES),
  age: i % 11 === 0 ? Number.NaN : 20 + 50 * uniform(),
  income: Math.exp(normal()),
}));
const prices = records.map(
  ({ city, age, income }) =>
    CITIES.indexOf(city) + 0.02 * (Number.isNaN(age) ? 45 : age) + income + 0.2 * normal(),
);
const folds = Int32Array.from({ length: N }, (_, i) => (i * 5) % 4);

interface Case {
  readonly rows: readonly unknown[];
  readonly preprocessor: Preprocessor<never>;
  readonly y: number[] | string[];
  readonly estimator: LinearEstimator<FittedModel>;
}

const mixed = { tol: TOL, standardize: false };
const CASES: Record<string, Case> = {
  'tf-idf and a lasso': {
    rows: texts,
    preprocessor: new TfidfVectorizer() as Preprocessor<never>,
    y: lengths,
    estimator: new Lasso(mixed),
  },
  'hashed words and a ridge': {
    rows: texts,
    preprocessor: new HashingVectorizer({ features: 32 }) as Preprocessor<never>,
    y: lengths,
    estimator: new Ridge(mixed),
  },
  'tf-idf and a logistic regression': {
    rows: texts,
    preprocessor: new TfidfVectorizer({ minDf: 2 }) as Preprocessor<never>,
    y: labels,
    estimator: new LogisticRegression(mixed),
  },
  'a table and a lasso': {
    rows: records,
    preprocessor: new TableEncoder() as Preprocessor<never>,
    y: prices,
    estimator: new Lasso({ tol: TOL }),
  },
};

const take = <T>(values: readonly T[], rows: ArrayLike<number>) =>
  Array.from(rows, (i) => values[i]!);

/** Mean deviance of numbers, or of labels by the probability of the second class. */
function errorOf(y: (number | string)[], eta: number[]): number {
  const parts = y.map((value, i) => {
    if (typeof value === 'number') return (value - eta[i]!) ** 2;
    return 2 * Math.log1p(Math.exp(value === 'wet' ? -eta[i]! : eta[i]!));
  });
  return parts.reduce((sum, value) => sum + value, 0) / parts.length;
}

function predictorsOf(model: FittedModel, X: number[][]): number[] {
  const { coef, intercepts } = model.settings;
  return X.map((row) => row.reduce((sum, x, j) => sum + x * coef[j]!, intercepts[0]!));
}

describe.each(Object.keys(CASES))('%s', (name) => {
  const { rows, preprocessor, y, estimator } = CASES[name]!;
  const source = recipe(rows as never[], preprocessor);
  const options = { folds, nLambda: 5, lambdaMinRatio: 0.02 };

  test('every fold is what its training rows alone give by hand', async () => {
    const found = await crossValidate(estimator, source, y, options);
    const { lambdas, perFold } = found.curve;
    for (const [k, { train, test: out }] of found.splits.entries()) {
      const learned = preprocessor.fit(take(rows, train) as never[]);
      const X = learned.transform(take(rows, train) as never[]);
      const own = await path(estimator, X, take<number | string>(y, train) as string[], {
        lambdas,
      });
      const unseen = cellsOf(learned.transform(take(rows, out) as never[]));
      const byHand = Array.from(lambdas, (_, l) =>
        errorOf(take<number | string>(y, out), predictorsOf(own.model(l), unseen)),
      );
      const ours = Array.from(lambdas, (_, l) => perFold.get(k, l));
      expect(relativeDifference(ours, byHand), `fold ${k}`).toBeLessThan(AGREES);
    }
    expect(found.fits).toEqual({ total: 5 * 5, failed: 0 });
  });

  test('the model is the one of all rows, with the names of its columns', async () => {
    const found = await crossValidate(estimator, source, y, options);
    const learned = preprocessor.fit(rows as never[]);
    const X = learned.transform(rows as never[]);
    const own = await path(estimator, X, y, { lambdas: found.curve.lambdas });
    const model = own.at(found.lambda);
    expect(found.model.featureNames).toEqual(learned.featureNames);
    const away = relativeDifference(found.model.settings.coef, model.settings.coef);
    expect(away).toBeLessThan(AGREES);
  });

  test('fit and path take it, and agree with the matrix of all rows', async () => {
    const learned = preprocessor.fit(rows as never[]);
    const X = learned.transform(rows as never[]);
    const strong = estimator.with({ lambda: 0.05 });
    const [a, b] = await Promise.all([strong.fit(source, y), strong.fit(X, y)]);
    expect(a.settings.coef).toEqual(b.settings.coef);
    expect(a.featureNames).toEqual(learned.featureNames);
    expect(strong.fitSync(source, y).settings.coef).toEqual(b.settings.coef);
    const [c, d] = await Promise.all([
      path(estimator, source, y, { nLambda: 4 }),
      path(estimator, X, y, { nLambda: 4 }),
    ]);
    expect(c.lambdas).toEqual(d.lambdas);
    expect(c.model(3).settings.coef).toEqual(d.model(3).settings.coef);
  });

  test('its model file predicts new rows by the preprocessor inside', async () => {
    const model = await estimator.with({ lambda: 0.05 }).fit(source, y);
    const loaded = load(model.save()) as FittedModel;
    const unseen = [...rows.slice(3, 9)];
    const through = (each: FittedModel) =>
      each.predict((each.preprocessor as FittedPreprocessor<unknown>).transform(unseen));
    const learned = preprocessor.fit(rows as never[]);
    const direct = model.predict(learned.transform(unseen as never[]));
    expect(through(model)).toEqual(direct);
    expect(through(loaded)).toEqual(direct);
    // and so do the models of paths and of cross-validation
    const found = await crossValidate(estimator, source, y, options);
    const again = load(found.model.save()) as FittedModel;
    expect(through(again)).toEqual(through(found.model));
  });
});

test('a fold never sees its test rows, however odd they are', async () => {
  const seen: string[][] = [];
  const spy: Preprocessor<string> = {
    fit(rows) {
      seen.push([...rows]);
      return new TfidfVectorizer().fit(rows);
    },
  };
  const estimator = new Lasso();
  const found = await crossValidate(estimator, recipe(texts, spy), lengths, { folds, nLambda: 3 });
  expect(seen[0]).toEqual(texts);
  found.splits.forEach(({ train }, k) => {
    expect(seen[k + 1]).toEqual(take(texts, train));
  });
  expect(seen.length).toBe(found.splits.length + 1);
});

describe('a recipe refuses', () => {
  const source = recipe(texts, new TfidfVectorizer());
  const HINT = 'what a fold learns decides its columns';

  test('options per column', async () => {
    const factor = { penaltyFactor: [1, 2] };
    const message = `recipe: penaltyFactor must be left out, got an array of length 2; ${HINT}`;
    await expect(path(new Lasso(), source, lengths, factor)).rejects.toThrow(message);
    await expect(crossValidate(new Lasso(), source, lengths, factor)).rejects.toThrow(message);
    expect(() => new Lasso(factor).fitSync(source, lengths)).toThrow(message);
    await expect(new Lasso().fit(source, lengths, { featureNames: ['a'] })).rejects.toThrow(
      `recipe: featureNames must be left out, got an array of length 1; ${HINT}`,
    );
  });

  test('limits per column, which no fold could take, but not one for all', async () => {
    const limits = { lower: [0, -1] };
    await expect(crossValidate(new Lasso(), source, lengths, limits)).rejects.toThrow(
      `recipe: lower must be one number, got an array of length 2; ${HINT}`,
    );
    await expect(path(new Lasso(), source, lengths, { upper: [1] })).rejects.toThrow(
      `recipe: upper must be one number, got an array of length 1; ${HINT}`,
    );
    const found = await path(new Lasso(), source, lengths, { lower: 0, nLambda: 3 });
    expect(Math.min(...found.model(2).coef)).toBeGreaterThanOrEqual(0);
  });

  test('a y of another length', async () => {
    const short = lengths.slice(1);
    const message = `y must have length ${N} (one per row of X), got ${N - 1}`;
    await expect(path(new Lasso(), source, short)).rejects.toThrow(message);
    await expect(crossValidate(new Lasso(), source, short)).rejects.toThrow(message);
    await expect(new Lasso().fit(source, short)).rejects.toThrow(message);
  });
});
