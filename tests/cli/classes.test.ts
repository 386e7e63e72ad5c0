/** Classes from the command line: two of them, several, messy tables. */
import { readFileSync } from 'node:fs';
import { describe, it } from 'vitest';
import { type FittedClassifier, load } from '../../src/linear/index.ts';
import { DIRECT_SOLVE } from '../support/tolerance.ts';
import { columnsOf, Folder } from './command.ts';
import { oneProcess } from './oneProcess.ts';

const folder = new Folder();
const { json, tikhonov } = oneProcess();
const CANCER = 'examples/data/breast_cancer.csv';
const PENGUINS = 'examples/data/penguins.csv';
const IRIS = 'examples/data/iris.csv';

interface ClassJson {
  readonly target: string;
  readonly family: { readonly name: string };
  readonly classes: readonly (string | number)[];
  readonly measure: string;
  readonly folds: { readonly description: string };
  readonly error: { readonly mean: number };
  readonly scores: {
    readonly accuracy: number;
    readonly auc: number;
    readonly logLoss: number;
    readonly confusion: { readonly counts: readonly (readonly number[])[] };
  };
  readonly outputs?: readonly string[];
  readonly intercepts?: readonly number[];
  readonly coefficients: readonly { name: string; value?: number; values?: readonly number[] }[];
  readonly notes: readonly string[];
  readonly fits: { readonly failed: number };
}

const FAST = ['--model', 'lasso', '--n-lambda', '8', '--folds', '4'];

const close = (a: number, b: number) => Math.abs(a - b) <= DIRECT_SOLVE * Math.max(1, Math.abs(b));

describe('tikhonov cv of a text target', () => {
  it.concurrent('of two labels is binomial, scored by its predictions out of fold', async ({
    expect,
  }) => {
    const path = folder.at('cancer.csv');
    const words = ['cv', CANCER, '--target', 'diagnosis', ...FAST, '--predictions', path];
    const cv = await json<ClassJson>(words);
    expect(cv).toMatchObject({
      target: 'diagnosis',
      family: { name: 'binomial' },
      classes: ['benign', 'malignant'],
      measure: 'deviance',
      folds: { description: '4 stratified folds, seed 0' },
      notes: expect.arrayContaining(['target diagnosis is text: family binomial, 2 classes']),
      fits: { failed: 0 },
    });
    const table = columnsOf(folder.read('cancer.csv'));
    const rows = table.observed!.map((observed, i) => ({
      observed,
      prediction: table.prediction![i]!,
      p: Number(table['p(malignant)']![i]),
      q: Number(table['p(benign)']![i]),
    }));
    expect(rows.every(({ p, q }) => close(p + q, 1))).toBe(true);
    expect(rows.every(({ prediction, p, q }) => (prediction === 'malignant') === p > q)).toBe(true);
    const right = rows.filter(({ observed, prediction }) => observed === prediction).length;
    expect(cv.scores.accuracy).toBeCloseTo(right / 569, 12);
    const surprise = rows.map(({ observed, p, q }) => -Math.log(observed === 'benign' ? q : p));
    const logLoss = surprise.reduce((a, b) => a + b, 0) / 569;
    expect(close(cv.scores.logLoss, logLoss)).toBe(true);
    // Folds are weighted by their rows, so the mean deviance over folds is that over rows.
    expect(close(cv.error.mean, 2 * logLoss)).toBe(true);
    const counts = ['benign', 'malignant'].map((truth) =>
      ['benign', 'malignant'].map(
        (said) => rows.filter((r) => r.observed === truth && r.prediction === said).length,
      ),
    );
    expect(cv.scores.confusion.counts).toEqual(counts);
    expect(right).toBeGreaterThan(540);
  });

  it.concurrent('of three labels is multinomial, with text, gaps and a table of classes', async ({
    expect,
  }) => {
    const words = ['cv', PENGUINS, '--target', 'species', ...FAST];
    const [cv, { status, stdout }] = [await json<ClassJson>(words), await tikhonov(words)];
    expect(status).toBe(0);
    expect(cv.outputs).toEqual(['Adelie', 'Chinstrap', 'Gentoo']);
    expect(cv.intercepts).toHaveLength(3);
    expect(cv.coefficients.every(({ values }) => values?.length === 3)).toBe(true);
    expect(cv.coefficients.map(({ name }) => name)).toContain('island=Biscoe');
    expect(cv.scores.accuracy).toBeGreaterThan(0.97);
    const lines = stdout.split('\n');
    expect(lines[1]).toMatch(/^multinomial: coefficients of the log odds of each class/);
    expect(lines).toContainEqual(expect.stringMatching(/^feature +Adelie +Chinstrap +Gentoo$/));
    const at = lines.findIndex((line) => line.startsWith('observed \\ predicted'));
    const counts = lines
      .slice(at + 1, at + 4)
      .map((line) => line.split(/\s+/).slice(1).map(Number));
    expect(counts).toEqual(cv.scores.confusion.counts);
    expect(counts.flat().reduce((a, b) => a + b, 0)).toBe(344);
    const accuracy = String(Number(cv.scores.accuracy.toPrecision(4)));
    expect(stdout).toContain(`accuracy ${accuracy}, AUC `);
    expect(stdout).not.toContain('R²');
  });

  it.concurrent('is measured as asked', async ({ expect }) => {
    const cv = await json<ClassJson>([
      ...['cv', IRIS, '--target', 'species', ...FAST],
      ...['--measure', 'class'],
    ]);
    expect(cv.measure).toBe('class');
    expect(close(cv.error.mean, 1 - cv.scores.accuracy)).toBe(true);
  });
});

describe('numbers as classes', () => {
  const rows = Array.from({ length: 60 }, (_, i) => [
    (i * 7) % 20,
    i % 3,
    Number((i * 7) % 20 > 9),
  ]);
  const data = folder.file('binary.csv', ['a,b,y', ...rows.map((row) => row.join())].join('\n'));

  it.concurrent('stay numbers, with a hint, unless they are asked to be classes', async ({
    expect,
  }) => {
    const words = ['fit', data, '--target', 'y', '--lambda', '0.05'];
    const plain = await json<ClassJson>(words);
    expect(plain.family.name).toBe('gaussian');
    expect(plain.notes).toEqual([
      'target y holds only 0 and 1: --family binomial predicts classes and their probabilities',
    ]);
    const asked = await json<ClassJson>([...words, '--family', 'binomial']);
    expect(asked).toMatchObject({ family: { name: 'binomial' }, classes: [0, 1], notes: [] });
  });

  it.concurrent('of a linear support vector machine have a score, no probability', async ({
    expect,
  }) => {
    const out = folder.at('hinge.json');
    const words = ['fit', data, '--target', 'y', '--family', 'squaredHinge', '--lambda', '0.01'];
    await json([...words, '--out', out]);
    const { stdout } = await tikhonov(['predict', out, data]);
    const table = columnsOf(stdout);
    expect(Object.keys(table)).toEqual(['prediction', 'score']);
    expect(table.prediction).toEqual(table.score!.map((cell) => String(Number(Number(cell) > 0))));
    const right = rows.filter(([, , y], i) => String(y) === table.prediction![i]).length;
    expect(right).toBeGreaterThan(54);
  });
});

describe('a model of classes', () => {
  it.concurrent('predicts labels and probabilities, or log odds', async ({ expect }) => {
    const out = folder.at('iris.json');
    await json(['fit', IRIS, '--target', 'species', '--lambda', '0.01', '--out', out]);
    const model = load<FittedClassifier>(readFileSync(out));
    const cells = columnsOf(readFileSync(IRIS, 'utf8'));
    const X = model.featureNames.map((name) => cells[name]!.map(Number));
    const eta = X[0]!.map((_, i) =>
      Array.from(model.intercepts, (intercept, k) =>
        X.reduce((sum, column, j) => sum + column[i]! * model.coef[k * X.length + j]!, intercept),
      ),
    );
    const [plain, link] = await Promise.all([
      tikhonov(['predict', out, IRIS, '--id', 'species']),
      tikhonov(['predict', out, IRIS, '--link']),
    ]);
    const table = columnsOf(plain.stdout);
    const names = ['setosa', 'versicolor', 'virginica'];
    expect(Object.keys(table)).toEqual([
      'species',
      'prediction',
      ...names.map((name) => `p(${name})`),
    ]);
    eta.forEach((scores, i) => {
      const total = scores.reduce((sum, score) => sum + Math.exp(score), 0);
      const p = scores.map((score) => Math.exp(score) / total);
      expect(table.prediction![i]).toBe(names[p.indexOf(Math.max(...p))]);
      names.forEach((name, k) => {
        expect(close(Number(table[`p(${name})`]![i]), p[k]!)).toBe(true);
      });
    });
    const scores = columnsOf(link.stdout);
    expect(Object.keys(scores)).toEqual(names.map((name) => `prediction(${name})`));
    expect(close(Number(scores['prediction(virginica)']![7]), eta[7]![2]!)).toBe(true);
  });

  it.concurrent('is verified with the labels of its training, and fails with others', async ({
    expect,
  }) => {
    const out = folder.at('penguins.json');
    const words = ['fit', PENGUINS, '--target', 'species', '--lambda', '0.01', '--out', out];
    await json(words);
    const held = await tikhonov(['verify', out, PENGUINS]);
    expect(held).toMatchObject({ status: 0, stderr: '' });
    expect(held.stdout).toContain('holds on');
    const changed = readFileSync(PENGUINS, 'utf8').replace(/\nGentoo/, '\nAdelie');
    const other = folder.file('changed.csv', changed);
    expect((await tikhonov(['verify', out, other])).status).toBe(1);
    const unknown = folder.file('unknown.csv', changed.replace(/\nGentoo/, '\nEmperor'));
    const refused = await tikhonov(['verify', out, unknown]);
    expect(refused.status).toBe(2);
    expect(refused.stderr).toContain('must be a label of the training rows (Adelie, ');
  });

  it.concurrent('of balanced classes is the one of their weights, and verified so', async ({
    expect,
  }) => {
    const [head, ...lines] = readFileSync(CANCER, 'utf8').trimEnd().split('\n');
    const isBenign = (line: string) => line.endsWith('benign');
    const benign = lines.filter(isBenign).length;
    const weight = (line: string) => 569 / (2 * (isBenign(line) ? benign : 569 - benign));
    const weighted = folder.file(
      'weighted.csv',
      [`w,${head}`, ...lines.map((line) => `${weight(line)},${line}`)].join('\n'),
    );
    const out = folder.at('balanced.json');
    const model = ['--target', 'diagnosis', '--model', 'ridge', '--lambda', '0.1'];
    const [a, b] = await Promise.all([
      json<ClassJson>(['fit', CANCER, ...model, '--class-weight', 'balanced', '--out', out]),
      json<ClassJson>(['fit', weighted, ...model, '--weight', 'w']),
    ]);
    a.coefficients.forEach(({ name, value }, k) => {
      expect(b.coefficients[k]!.name).toBe(name);
      expect(close(value!, b.coefficients[k]!.value!)).toBe(true);
    });
    expect((await tikhonov(['verify', out, CANCER])).status).toBe(0);
  });
});
