import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DIRECT_SOLVE } from '../support/tolerance.ts';
import {
  type CvJson,
  columnsOf,
  DIABETES,
  diabetes,
  Folder,
  json as jsonAlone,
  tikhonov,
} from './command.ts';
import { oneProcess } from './oneProcess.ts';

const folder = new Folder();
const { json } = oneProcess();
const { names, X, y } = diabetes();
const TARGET = [DIABETES, '--target', 'progression'];

/** Sum of f over 0 … count − 1. */
const total = (count: number, f: (i: number) => number) =>
  Array.from({ length: count }, (_, i) => f(i)).reduce((a, b) => a + b, 0);

const mean = (values: readonly number[]) => total(values.length, (i) => values[i]!) / values.length;

const near = (expected: number, size = expected) => ({
  asymmetricMatch: (got: number) => Math.abs(got - expected) <= DIRECT_SOLVE * Math.abs(size),
  toString: () => `near ${expected}`,
});

describe('tikhonov cv', () => {
  it('reports the errors and R² of its out-of-fold predictions', async () => {
    const path = folder.at('oof.csv');
    const cv = await json<CvJson>(['cv', ...TARGET, '--predictions', path]);
    const table = columnsOf(folder.read('oof.csv'));
    expect(table.row!.map(Number)).toEqual(y.map((_, i) => i + 1));
    expect(table.observed!.map(Number)).toEqual(y);
    const squares = table.prediction!.map((cell, i) => (Number(cell) - y[i]!) ** 2);
    // Folds are weighted by their rows, so the mean over folds is the mean over rows.
    expect(cv.error.mean).toEqual(near(mean(squares)));
    const folds = [...new Set(table.fold)];
    expect(folds).toHaveLength(10);
    const variance = total(folds.length, (k) => {
      const inside = squares.filter((_, i) => table.fold![i] === folds[k]);
      return (inside.length / y.length) * (mean(inside) - mean(squares)) ** 2;
    });
    expect(cv.error.se).toEqual(near(Math.sqrt(variance / 9)));
    const spread = mean(y.map((value) => (value - mean(y)) ** 2));
    expect(cv.r2.crossValidated).toEqual(near(1 - mean(squares) / spread, 1));
  });

  it('gives the same with more threads', async () => {
    const [one, two] = await Promise.all(
      ['1', '2'].map((threads) => jsonAlone<CvJson>(['cv', ...TARGET, '--threads', threads])),
    );
    const { seconds: _, ...first } = one as CvJson & { seconds: unknown };
    expect(two).toMatchObject(first);
  });

  it('refuses a number of threads that is none', async () => {
    const { status, stderr } = await tikhonov(['cv', ...TARGET, '--threads', '0']);
    expect(status).not.toBe(0);
    expect(stderr).toContain('tikhonov cv: --threads must be an integer >= 1 or auto, got "0"');
  });

  it('fits the chosen model to all rows', async () => {
    const cv = await json<CvJson>(['cv', ...TARGET, '--select', '1se']);
    const fitted = y.map(
      (_, i) =>
        cv.intercept +
        cv.coefficients
          .map(({ name, value }) => value * X[names.indexOf(name)]![i]!)
          .reduce((a, b) => a + b, 0),
    );
    const spread = mean(y.map((value) => (value - mean(y)) ** 2));
    const error = mean(y.map((value, i) => (value - fitted[i]!) ** 2));
    expect(cv.r2.inSample).toEqual(near(1 - error / spread, 1));
    expect(cv.df).toBe(cv.coefficients.length);
    expect(cv).toMatchObject({ rows: 442, features: 10, lambda: cv.lambda1se, notes: [] });
  });

  it('chooses by the stated rules, among four shares of L1 for an elastic net', async () => {
    const cv = await json<CvJson>(['cv', ...TARGET, '--seed', '7']);
    expect(cv.curves.map(({ l1Ratio }) => l1Ratio)).toEqual([1, 0.9, 0.5, 0.1]);
    const bests = cv.curves.map((curve) => Math.min(...curve.mean));
    const chosen = cv.curves[bests.indexOf(Math.min(...bests))]!;
    const best = chosen.mean.indexOf(Math.min(...chosen.mean));
    const within = chosen.mean[best]! + chosen.se[best]!;
    const strongest = chosen.mean.findIndex((value) => value <= within);
    expect(cv.l1Ratio).toBe(chosen.l1Ratio);
    expect(cv.lambda).toBe(chosen.lambdas[best]);
    expect(cv.lambdaMin).toBe(cv.lambda);
    expect(cv.lambda1se).toBe(chosen.lambdas[strongest]);
    expect(cv.fits).toEqual({ total: 4 * 100 * 11, failed: 0 });
    expect(cv.certificate).toMatchObject({ tol: 1e-6, ok: true });
  });

  it('prints a summary with the numbers of --json, and nothing else', async () => {
    const words = ['cv', ...TARGET, '--model', 'lasso'];
    const [cv, { status, stdout, stderr }] = [await json<CvJson>(words), await tikhonov(words)];
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const lines = stdout.split('\n');
    expect(lines.slice(0, 2)).toEqual([
      `progression of ${DIABETES}`,
      '442 rows, 10 features; 10 shuffled folds, seed 0',
    ]);
    const [min, se] = ['min ', '1se '].map((rule) => lines.find((line) => line.startsWith(rule))!);
    const short = (value: number) => String(Number(value.toPrecision(4)));
    expect(min!.split(/\s{2,}/)).toEqual([
      'min',
      short(cv.lambdaMin),
      '1',
      `${cv.error.mean.toFixed(0)} ± ${cv.error.se.toFixed(0)}`,
      `${cv.df} of 10`,
      'chosen',
    ]);
    expect(se!.split(/\s+/)[1]).toBe(short(cv.lambda1se));
    for (const { name, value } of cv.coefficients) {
      const line = lines.find((text) => text.startsWith(`${name} `))!;
      expect(Number(line.split(/\s+/)[1])).toBe(Number(value.toPrecision(5)));
    }
    expect(stdout).toContain(`${short(cv.r2.crossValidated!)} out of fold`);
    expect(stdout).toContain(`${short(cv.r2.inSample)} in sample`);
    expect(stdout).toMatch(/worst relative gap \d\S* ≤ 1e-6 in 1100 fits/);
    expect(stdout).toMatch(/time {2,}\d+\.\d\d s \(reading/);
    expect(stdout).not.toContain('\u001b');
  });

  it('lists features by what one standard deviation of them does', async () => {
    const { stdout } = await tikhonov(['cv', ...TARGET, '--model', 'lasso']);
    const rows = stdout.split('\n').map((line) => line.split(/\s+/));
    const effects = rows.flatMap(([name, , effect]) =>
      names.includes(name!) ? [Math.abs(Number(effect))] : [],
    );
    expect(effects.length).toBeGreaterThan(4);
    expect(effects).toEqual([...effects].sort((a, b) => b - a));
    const [name, coefficient, effect] = rows.find(([first]) => first === 'bmi')!;
    const column = X[names.indexOf(name!)]!;
    const deviation = Math.sqrt(mean(column.map((x) => (x - mean(column)) ** 2)));
    // Both are printed to five digits.
    expect(Math.abs(Number(effect) / (Number(coefficient) * deviation) - 1)).toBeLessThan(1e-4);
  });

  it('writes model and report, and says so', async () => {
    const [out, report] = [folder.at('model.json'), folder.at('report.html')];
    const written = ['--out', out, '--report', report];
    const { status, stdout } = await tikhonov(['cv', ...TARGET, ...written]);
    expect(status).toBe(0);
    expect(stdout).toContain(`${out}, ${report}`);
    const page = readFileSync(report, 'utf8');
    expect(page.slice(0, 15)).toBe('<!doctype html>');
    const said = [
      `tikhonov cv ${TARGET.join(' ')}`,
      `tikhonov verify ${out} ${DIABETES}`,
      's5_ltg',
    ];
    expect(said.filter((text) => !page.includes(text))).toEqual([]);
    expect(page.includes('<script')).toBe(false);
    const stored = JSON.parse(readFileSync(out, 'utf8')) as { model: { meta: object } };
    expect(stored.model.meta).toMatchObject({
      data: DIABETES,
      encoding: { schema: { target: 'progression' } },
    });
  });

  it('repeats itself to the last byte under one seed, and not under another', async () => {
    const runs = ['0', '0', 'other'].map(async (seed, k) => {
      const path = folder.at(`seed${k}.csv`);
      const words = ['cv', ...TARGET, '--seed', seed, '--predictions', path, '--quiet'];
      await tikhonov([...words, '--model', 'lasso', '--n-lambda', '10']);
      return readFileSync(path, 'utf8');
    });
    const [a, b, c] = await Promise.all(runs);
    expect(a).toBe(b);
    expect(a).not.toBe(c);
  });

  it('writes its files and exits 1 where fits miss the tolerance', async () => {
    const out = folder.at('missed.json');
    const words = ['cv', ...TARGET, '--tol', '1e-18', '--n-lambda', '5', '--out', out];
    const { status, stdout, stderr } = await tikhonov(words);
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    expect(stdout).toMatch(/worst relative gap \S+ > 1e-18; \d+ of 220 fits missed it/);
    expect(stdout).toMatch(/^hint +the gap .* is above tol/m);
    expect(readFileSync(out, 'utf8')).toContain('tikhonov-model');
  });

  it('prints nothing with --quiet', async () => {
    const quiet = await tikhonov(['cv', ...TARGET, '--quiet', '--n-lambda', '5']);
    expect(quiet).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  it('notes a best lambda at an end of its grid', async () => {
    const small = await json<CvJson>([
      'cv',
      ...TARGET,
      '--model',
      'lasso',
      '--lambdas',
      '90,40,20',
    ]);
    expect(small.lambda).toBe(20);
    expect(small.notes).toEqual([
      'the best lambda is the smallest tried: see --lambda-min-ratio for smaller ones',
    ]);
    const large = await json<CvJson>(['cv', ...TARGET, '--model', 'lasso', '--lambdas', '1,0.001']);
    expect(large.lambda).toBe(1);
    expect(large.notes).toEqual([
      'the best lambda is the largest tried: see --lambdas for larger ones',
    ]);
  });
});
