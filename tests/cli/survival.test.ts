/** Times of survival from the command line. */
import { describe, it } from 'vitest';
import { concordance } from '../../src/select/index.ts';
import { DIRECT_SOLVE } from '../support/tolerance.ts';
import { columnsOf, Folder } from './command.ts';
import { oneProcess } from './oneProcess.ts';
import { csvOf, SURVIVAL } from './tables.ts';

const folder = new Folder();
const { json, tikhonov } = oneProcess();
const data = folder.file('survival.csv', csvOf(SURVIVAL));
const ROLES = ['--family', 'cox', '--time', 'days', '--event', 'died'];

interface SurvivalJson {
  readonly target: string;
  readonly measure: string;
  readonly error: { readonly mean: number };
  readonly rows: number;
  readonly features: number;
  readonly folds: { readonly description: string };
  readonly scores: { readonly concordance: number };
  readonly coefficients: readonly { readonly name: string; readonly value: number }[];
  readonly notes: readonly string[];
}

const close = (a: number, b: number) => Math.abs(a - b) <= DIRECT_SOLVE * Math.max(1, Math.abs(b));

describe('tikhonov with --family cox', () => {
  it.concurrent('cross-validates by deviance or concordance, and writes log hazards', async ({
    expect,
  }) => {
    const path = folder.at('oof.csv');
    const words = ['cv', data, ...ROLES, '--model', 'lasso', '--n-lambda', '12', '--folds', '5'];
    const cv = await json<SurvivalJson>([...words, '--predictions', path]);
    expect(cv).toMatchObject({
      target: 'survival (days, died)',
      measure: 'deviance',
      rows: 120,
      features: 3,
      folds: { description: '5 stratified folds, seed 0' },
    });
    const table = columnsOf(folder.read('oof.csv'));
    expect(table.time!.map(Number)).toEqual(SURVIVAL.map(({ days }) => days));
    expect(table.event!.map(Number)).toEqual(SURVIVAL.map(({ died }) => died));
    const risk = table.log_hazard!.map(Number);
    const c = concordance(table.time!.map(Number), table.event!.map(Number), risk);
    expect(cv.scores.concordance).toBe(c);
    expect(c).toBeGreaterThan(0.6);
    const age = cv.coefficients.find(({ name }) => name === 'age')!;
    expect(age.value).toBeGreaterThan(0);
    const asked = await json<SurvivalJson>([...words, '--measure', 'cindex']);
    expect(asked.measure).toBe('cindex');
    expect(asked.error.mean).toBeGreaterThan(0.6);
  });

  it.concurrent('prints coefficients of the log hazard, without an intercept', async ({
    expect,
  }) => {
    const words = ['fit', data, ...ROLES, '--lambda', '0.02'];
    const { status, stdout } = await tikhonov(words);
    expect(status).toBe(0);
    expect(stdout).toContain('cox: coefficients of the log hazard');
    expect(stdout).not.toContain('(intercept)');
  });

  it.concurrent('predicts hazard ratios, their logarithm and survival', async ({ expect }) => {
    const out = folder.at('model.json');
    await json(['fit', data, ...ROLES, '--lambda', '0.02', '--out', out]);
    const [ratios, logs] = await Promise.all([
      tikhonov(['predict', out, data, '--times', '5,40,10']),
      tikhonov(['predict', out, data, '--link']),
    ]);
    const eta = columnsOf(logs.stdout).prediction!.map(Number);
    const table = columnsOf(ratios.stdout);
    const times = [5, 40, 10];
    const names = times.map((t) => `survival(${t})`);
    expect(Object.keys(table)).toEqual(['prediction', ...names]);
    // Breslow: the events up to t, each over the hazards of the rows still at risk.
    const hazard = (t: number) =>
      SURVIVAL.filter(({ days, died }) => died === 1 && days <= t).reduce((sum, { days }) => {
        const atRisk = eta.filter((_, k) => SURVIVAL[k]!.days >= days);
        return sum + 1 / atRisk.reduce((total, value) => total + Math.exp(value), 0);
      }, 0);
    eta.forEach((value, i) => {
      expect(close(Number(table.prediction![i]), Math.exp(value))).toBe(true);
      times.forEach((t, k) => {
        const alive = Math.exp(-hazard(t) * Math.exp(value));
        expect(close(Number(table[names[k]!]![i]), alive)).toBe(true);
      });
    });
  });

  it.concurrent('is verified from the columns of its model, events as words too', async ({
    expect,
  }) => {
    const rows = SURVIVAL.map((row, i) => ({
      ...row,
      died: row.died === 1 ? 'TRUE' : 'false',
      days: i === 3 ? 'NA' : row.days,
    }));
    const words = folder.file('words.csv', csvOf(rows));
    const out = folder.at('words.json');
    const fit = await json<SurvivalJson>([
      'fit',
      words,
      ...ROLES,
      '--lambda',
      '0.02',
      '--out',
      out,
    ]);
    expect(fit.notes).toEqual(['1 of 120 rows lack days or died: dropped']);
    expect(fit.rows).toBe(119);
    const { status, stdout } = await tikhonov(['verify', out, words]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^note +1 of 120 rows lack days or died: dropped$/m);
    expect((await tikhonov(['verify', out, data])).status).toBe(1);
  });
});
