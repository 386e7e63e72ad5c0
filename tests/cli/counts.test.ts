/** Counts, quantiles and several responses from the command line. */
import { readFileSync } from 'node:fs';
import { describe, it } from 'vitest';
import { DIRECT_SOLVE } from '../support/tolerance.ts';
import { columnsOf, Folder } from './command.ts';
import { oneProcess } from './oneProcess.ts';
import { COUNTS, csvOf } from './tables.ts';

const folder = new Folder();
const { json, tikhonov } = oneProcess();
const data = folder.file('counts.csv', csvOf(COUNTS));
const LINNERUD = 'examples/data/linnerud.csv';
const FAST = ['--model', 'lasso', '--n-lambda', '10', '--folds', '5'];

interface FamilyJson {
  readonly family: { readonly name: string };
  readonly error: { readonly mean: number };
  readonly intercept: number;
  readonly coefficients: readonly { readonly name: string; readonly value: number }[];
  readonly outputs?: readonly string[];
  readonly scores: {
    readonly explained: { readonly crossValidated: number; readonly inSample: number };
    readonly rSquared: readonly number[];
  };
}

const close = (a: number, b: number) => Math.abs(a - b) <= DIRECT_SOLVE * Math.max(1, Math.abs(b));
const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

/** 2 [y ln(y/μ) − (y − μ)] */
const unit = (y: number, mean: number) => 2 * ((y > 0 ? y * Math.log(y / mean) : 0) - (y - mean));

describe('tikhonov with --family poisson', () => {
  it.concurrent('scores by the deviance that one rate for all rows leaves', async ({ expect }) => {
    const path = folder.at('oof.csv');
    const words = ['cv', data, '--target', 'visits', '--family', 'poisson', '--offset', 'known'];
    const cv = await json<FamilyJson>([...words, ...FAST, '--predictions', path]);
    const table = columnsOf(folder.read('oof.csv'));
    const means = table.prediction!.map(Number);
    const left = sum(COUNTS.map(({ visits }, i) => unit(visits, means[i]!)));
    expect(close(cv.error.mean, left / 120)).toBe(true);
    const exposure = COUNTS.map(({ known }) => Math.exp(known));
    const rate = sum(COUNTS.map(({ visits }) => visits)) / sum(exposure);
    const alone = sum(COUNTS.map(({ visits }, i) => unit(visits, rate * exposure[i]!)));
    expect(close(cv.scores.explained.crossValidated, 1 - left / alone)).toBe(true);
    expect(cv.scores.explained.crossValidated).toBeGreaterThan(0.3);
    const { stdout } = await tikhonov([...words, ...FAST]);
    expect(stdout).toContain('poisson: coefficients of the log mean of the target');
    const [outside, inside] = [
      cv.scores.explained.crossValidated,
      cv.scores.explained.inSample,
    ].map((value) => Number(value.toPrecision(4)));
    const said = `deviance explained  ${outside} out of fold, ${inside} in sample`;
    expect(stdout).toContain(said);
    expect(stdout).not.toContain('R²');
  });

  it.concurrent('predicts means, or their logarithm, with the offset of the rows', async ({
    expect,
  }) => {
    const out = folder.at('model.json');
    const words = ['fit', data, '--target', 'visits', '--family', 'poisson', '--offset', 'known'];
    const fit = await json<FamilyJson>([...words, '--lambda', '0.05', '--out', out]);
    const value = (name: string) => fit.coefficients.find((each) => each.name === name)?.value ?? 0;
    const eta = COUNTS.map(
      ({ a, b, kind, known }) =>
        known + fit.intercept + value('a') * a + value('b') * b + value(`kind=${kind}`),
    );
    const [means, links] = await Promise.all([
      tikhonov(['predict', out, data]),
      tikhonov(['predict', out, data, '--link']),
    ]);
    const mean = columnsOf(means.stdout).prediction!.map(Number);
    const link = columnsOf(links.stdout).prediction!.map(Number);
    eta.forEach((each, i) => {
      expect(close(link[i]!, each)).toBe(true);
      expect(close(mean[i]!, Math.exp(each))).toBe(true);
    });
    expect((await tikhonov(['verify', out, data])).status).toBe(0);
  });
});

describe('families of numbers', () => {
  it.concurrent.for([
    [['huber', '--delta', '0.5'], { name: 'huber', delta: 0.5 }],
    [['quantile', '--tau', '0.8'], { name: 'quantile', tau: 0.8 }],
    [['tweedie', '--power', '1.3'], { name: 'tweedie', power: 1.3 }],
    [['negativeBinomial', '--theta', '2'], { name: 'negativeBinomial', theta: 2 }],
  ] as const)('take their parameter: %s', async ([words, family], { expect }) => {
    const out = folder.at(`${family.name}.json`);
    const fit = ['fit', data, '--target', 'visits', '--ignore', 'known', '--lambda', '0.1'];
    const { family: said } = await json<FamilyJson>([...fit, '--family', ...words, '--out', out]);
    expect(said).toEqual(family);
    const { status, stdout } = await tikhonov(['verify', out, data]);
    expect(status).toBe(0);
    expect(stdout).toContain('holds on');
  });

  it.concurrent('of quantiles say how many rows lie below their prediction', async ({ expect }) => {
    const path = folder.at('quantile.csv');
    const words = ['cv', data, '--target', 'visits', '--family', 'quantile', '--tau', '0.8'];
    const { stdout } = await tikhonov([...words, ...FAST, '--predictions', path]);
    const { observed, prediction } = columnsOf(folder.read('quantile.csv'));
    const below = observed!.filter((y, i) => Number(y) < Number(prediction![i])).length / 1.2;
    expect(stdout).toContain(
      `${Number(below.toPrecision(4))} % of the rows lie below their prediction`,
    );
    expect(below).toBeGreaterThan(60);
  });
});

describe('tikhonov with --family multigaussian', () => {
  const ROLES = ['--family', 'multigaussian', '--target', 'Weight,Waist,Pulse'];

  it.concurrent('predicts several columns at once', async ({ expect }) => {
    const out = folder.at('many.json');
    const fit = await json<FamilyJson>(['fit', LINNERUD, ...ROLES, '--lambda', '1', '--out', out]);
    expect(fit.outputs).toEqual(['Weight', 'Waist', 'Pulse']);
    const { stdout } = await tikhonov(['predict', out, LINNERUD]);
    const table = columnsOf(stdout);
    const names = fit.outputs!.map((name) => `prediction(${name})`);
    expect(Object.keys(table)).toEqual(names);
    const cells = columnsOf(readFileSync(LINNERUD, 'utf8'));
    // With an intercept the means of predictions and of targets agree.
    for (const name of fit.outputs!) {
      const mean = sum(table[`prediction(${name})`]!.map(Number)) / 20;
      expect(close(mean, sum(cells[name]!.map(Number)) / 20)).toBe(true);
    }
    expect((await tikhonov(['verify', out, LINNERUD])).status).toBe(0);
  });

  it.concurrent('writes observed and predicted values of each', async ({ expect }) => {
    const path = folder.at('many.csv');
    const words = ['cv', LINNERUD, ...ROLES, ...FAST, '--predictions', path];
    const cv = await json<FamilyJson>(words);
    const table = columnsOf(folder.read('many.csv'));
    const expected = ['Weight', 'Waist', 'Pulse'].map((name) => {
      const y = table[`observed(${name})`]!.map(Number);
      const p = table[`prediction(${name})`]!.map(Number);
      const mean = sum(y) / 20;
      const left = sum(y.map((value, i) => (value - p[i]!) ** 2));
      return 1 - left / sum(y.map((value) => (value - mean) ** 2));
    });
    cv.scores.rSquared.forEach((value, k) => {
      expect(close(value, expected[k]!)).toBe(true);
    });
    expect(cv.scores.rSquared).toHaveLength(3);
  });
});
