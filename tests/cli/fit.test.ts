/** `tikhonov fit`, judged by the reference: data and coefficients alone. */
import { describe, it } from 'vitest';
import { type FittedLinear, load } from '../../src/linear/index.ts';
import { judge } from '../reference/judge.ts';
import type { Problem } from '../reference/problem.ts';
import { certifiedGap } from '../support/tolerance.ts';
import { DIABETES, diabetes, type FitJson, Folder, tikhonov } from './command.ts';
import { oneProcess } from './oneProcess.ts';

const folder = new Folder();
const { json } = oneProcess();
const { names, X, y } = diabetes();
const TARGET = ['--target', 'progression'];

/** The same rows with weights 0 … 3 and an offset. */
const weights = y.map((_, i) => i % 4);
const offset = y.map((_, i) => (i % 5) / 10 - 0.2);
const extended = folder.file(
  'extended.csv',
  [
    `${names.join(',')},w,known,progression`,
    ...y.map((value, i) => [...X.map((c) => c[i]), weights[i], offset[i], value].join(',')),
  ].join('\n'),
);

const rows = y.map((_, i) => Float64Array.from(X, (column) => column[i]!));
const problem = { X: rows, y, standardize: true, intercept: true };

const CASES: readonly [string, readonly string[], Omit<Problem, 'X' | 'y'>][] = [
  ['a lasso', ['--model', 'lasso', '--lambda', '2'], { lambda: 2, l1Ratio: 1 }],
  ['a ridge', ['--model', 'ridge', '--lambda', '0.5'], { lambda: 0.5, l1Ratio: 0 }],
  ['an elastic net of equal shares', ['--lambda', '1'], { lambda: 1, l1Ratio: 0.5 }],
  ['a share of L1', ['--lambda', '1', '--l1-ratio', '0.8'], { lambda: 1, l1Ratio: 0.8 }],
  [
    'columns in their own units, without an intercept',
    ['--lambda', '1', '--no-standardize', '--no-intercept'],
    { lambda: 1, l1Ratio: 0.5, standardize: false, intercept: false },
  ],
  [
    'coefficients >= 0',
    ['--model', 'lasso', '--lambda', '1', '--non-negative'],
    { lambda: 1, l1Ratio: 1, lower: 0 },
  ],
  [
    'weights and an offset',
    ['--lambda', '1', '--weight', 'w', '--offset', 'known'],
    { lambda: 1, l1Ratio: 0.5, weights, offset },
  ],
  [
    'a tolerance of its own',
    ['--model', 'lasso', '--lambda', '0.1', '--tol', '1e-12'],
    { lambda: 0.1, l1Ratio: 1 },
  ],
];

describe('tikhonov fit', () => {
  it.concurrent.for(CASES)('certifies %s', async ([name, words, spec], { expect }) => {
    const isExtended = words.includes('--weight');
    const out = folder.at(`${name}.json`);
    const data = isExtended ? extended : DIABETES;
    const fit = await json<FitJson>(['fit', data, ...TARGET, ...words, '--out', out]);
    const coef = names.map((n) => fit.coefficients.find((c) => c.name === n)?.value ?? 0);
    const verdict = judge({ ...problem, ...spec }, { coef, intercept: fit.intercept });
    expect(fit.certificate.ok).toBe(true);
    expect(verdict.relative).toBeLessThanOrEqual(certifiedGap(fit.certificate.tol));
    expect(fit).toMatchObject({ lambda: spec.lambda, l1Ratio: spec.l1Ratio, rows: 442 });
    expect(fit.files).toEqual({ model: out });
    const model = load<FittedLinear>(folder.read(`${name}.json`));
    expect(Array.from(model.coef)).toEqual(coef);
    expect(model.intercept).toBe(fit.intercept);
  });

  it.concurrent('prints a summary with the numbers of --json', async ({ expect }) => {
    const words = ['fit', DIABETES, ...TARGET, '--lambda', '3', '--model', 'lasso'];
    const [fit, { status, stdout, stderr }] = await Promise.all([
      json<FitJson>(words),
      tikhonov(words),
    ]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const kept = fit.coefficients.length;
    expect(stdout).toContain(`442 rows, 10 features; lasso, lambda 3: ${kept} of 10 features stay`);
    const lines = stdout.split('\n').map((line) => line.split(/\s+/));
    for (const { name, value } of [
      ...fit.coefficients,
      { name: '(intercept)', value: fit.intercept },
    ]) {
      const [, shown] = lines.find(([first]) => first === name)!;
      expect(Number(shown)).toBe(Number(value.toPrecision(5)));
    }
    expect(stdout).toContain(`${Number(fit.r2.inSample.toPrecision(4))} in sample`);
    expect(stdout).toMatch(/certificate +relative gap \S+ ≤ 1e-6\n/);
  });

  it.concurrent('writes the model and exits 1 where the fit misses the tolerance', async ({
    expect,
  }) => {
    const out = folder.at('missed.json');
    const words = ['fit', DIABETES, ...TARGET, '--lambda', '1', '--tol', '1e-30', '--out', out];
    const { status, stdout, stderr } = await tikhonov(words);
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    expect(stdout).toMatch(/certificate +relative gap \S+ > 1e-30\nhint +the gap/);
    expect(load<FittedLinear>(folder.read('missed.json')).certificate.ok).toBe(false);
  });

  it.concurrent('reads a messy table', async ({ expect }) => {
    const cells = (i: number) => [
      i % 7 === 0 ? '' : `${i}`,
      `"${['x, y', 'he said ""z""'][i % 2]}"`,
      '1',
      ` ${3 * i} `,
      `r${i}`,
    ];
    const lines = [
      'a ,"b",c,"the ""target""",id',
      ...Array.from({ length: 20 }, (_, i) => cells(i).join(',')),
    ];
    const messy = folder.file('messy.csv', `\ufeff${lines.join('\r\n')}\r\n`);
    const words = ['fit', messy, '--target', 'the "target"', '--ignore', 'id', '--lambda', '0.01'];
    const fit = await json<FitJson>(words);
    expect(fit).toMatchObject({ rows: 20, features: 4 });
    expect(fit.coefficients.map(({ name }) => name)).toContain('a');
    expect(fit.notes).toEqual([
      'missing cells (a 3): filled by the mean of the training rows',
      'column c is constant: its coefficient is 0',
    ]);
    const { stdout } = await tikhonov(words);
    expect(stdout).toContain('b=he said "z"');
  });

  it.concurrent('fits the intercept alone to a constant target', async ({ expect }) => {
    const constant = folder.file('constant.csv', 'a,y\n1,4\n2,4\n5,4\n');
    const fit = await json<FitJson>(['fit', constant, '--target', 'y', '--lambda', '0.1']);
    expect(fit).toMatchObject({ intercept: 4, coefficients: [], certificate: { ok: true } });
    expect(fit.notes).toEqual(['y is constant: the intercept-only model is exact']);
  });

  it.concurrent('takes columns as it is told', async ({ expect }) => {
    const data = 'examples/data/penguins.csv';
    const target = ['--target', 'body_mass_g', '--lambda', '1'];
    const roles = ['--categorical', 'year', '--ignore', 'island', '--ignore', 'sex,species'];
    const out = folder.at('roles.json');
    const words = ['fit', data, ...target, ...roles, '--impute', 'median', '--out', out];
    expect((await tikhonov(words)).status).toBe(0);
    const { featureNames, settings } = load<FittedLinear>(folder.read('roles.json'));
    expect(featureNames).toEqual([
      'bill_length_mm',
      'bill_depth_mm',
      'flipper_length_mm',
      'year=2007',
      'year=2008',
      'year=2009',
    ]);
    expect(settings.meta).toMatchObject({ encoding: { schema: { impute: 'median' } } });
  });
});
