/** `tikhonov train`: scores recomputed from what `predict` says of the rows kept for validation. */
import { readFileSync } from 'node:fs';
import { describe, it } from 'vitest';
import { columnsOf, DIABETES } from './command.ts';
import { COUNTS, csvOf } from './tables.ts';
import {
  cellsOf,
  heldRows,
  IRIS,
  isClose,
  mean,
  type Part,
  PENGUINS,
  type TrainJson,
  trainer,
} from './trained.ts';

const { folder, json, tikhonov, trained } = trainer();

describe('tikhonov train', () => {
  it.concurrent('of text predicts classes, from text and gaps', async ({ expect }) => {
    const words = ['--target', 'species', '--hidden', '16', '--epochs', '30', '--rate', '0.01'];
    const { result, table, best } = await trained('penguins', PENGUINS, ...words);
    const classes = ['Adelie', 'Chinstrap', 'Gentoo'];
    expect(result).toMatchObject({
      target: 'species',
      classes,
      rows: { all: 344, train: 275, validation: 69 },
      features: 11,
      network: { parameters: 11 * 16 + 16 + 16 * 3 + 3 },
      training: { loss: 'crossEntropy', optimizer: 'adamW', lr: 0.01 },
    });
    expect(result.notes).toContain('target species is text: 3 classes');
    const { species } = cellsOf(PENGUINS);
    const held = heldRows(species!);
    const surprise = held.map((i) => -Math.log(Number(table[`p(${species![i]})`]![i])));
    const { validation, trivial, train } = result.scores;
    expect(isClose(validation!.loss, mean(surprise))).toBe(true);
    expect(isClose(best.valLoss, mean(surprise))).toBe(true);
    const right = held.filter((i) => table.prediction![i] === species![i]).length;
    expect(validation!.accuracy).toBeCloseTo(right / held.length, 12);
    expect(validation!.accuracy).toBeGreaterThan(0.9);
    const isTrain = species!.map((_, i) => !held.includes(i));
    const shareOf = (name: string) =>
      species!.filter((s, i) => isTrain[i] && s === name).length / 275;
    const blind = held.map((i) => -Math.log(shareOf(species![i]!)));
    expect(isClose(trivial.loss, mean(blind))).toBe(true);
    expect(trivial.accuracy).toBeLessThan(0.5);
    expect(train.loss).toBeLessThan(trivial.loss / 4);
  });

  it.concurrent('of numbers predicts them in their own units', async ({ expect }) => {
    const words = ['--target', 'progression', '--hidden', '32,16', '--epochs', '60'];
    const { result, table, best } = await trained('diabetes', DIABETES, ...words);
    const y = cellsOf(DIABETES).progression!.map(Number);
    const held = heldRows(y.length);
    const errors = held.map((i) => Number(table.prediction![i]) - y[i]!);
    const squares = mean(errors.map((error) => error ** 2));
    const { validation, trivial } = result.scores;
    expect(isClose(validation!.loss, squares / 2)).toBe(true);
    expect(isClose(validation!.rootMeanSquare!, Math.sqrt(squares))).toBe(true);
    expect(isClose(validation!.meanAbsolute!, mean(errors.map(Math.abs)))).toBe(true);
    expect(isClose(best.valLoss, squares / 2)).toBe(true);
    expect(isClose(best.valMse!, squares)).toBe(true);
    const rest = y.filter((_, i) => !held.includes(i));
    const blind = held.map((i) => (y[i]! - mean(rest)) ** 2 / 2);
    expect(isClose(trivial.loss, mean(blind))).toBe(true);
    expect(validation!.rSquared).toBeGreaterThan(0.35);
    expect(result.ending).toBe('patience');
  });

  it.concurrent.for([
    ['mae', [], (r: number) => Math.abs(r)],
    ['quantile', ['--tau', '0.9'], (r: number) => (r >= 0 ? 0.9 * r : -0.1 * r)],
    [
      'huber',
      ['--delta', '40'],
      (r: number) => (Math.abs(r) <= 40 ? r ** 2 / 2 : 40 * Math.abs(r) - 800),
    ],
  ] as const)('minimises %s in units of the target', async ([loss, more, cost], { expect }) => {
    const words = ['--target', 'progression', '--hidden', '8', '--epochs', '20', '--rate', '0.01'];
    const { result, table, best } = await trained(
      loss,
      DIABETES,
      ...words,
      '--loss',
      loss,
      ...more,
    );
    const y = cellsOf(DIABETES).progression!.map(Number);
    const held = heldRows(y.length);
    const expected = mean(held.map((i) => cost(y[i]! - Number(table.prediction![i]))));
    expect(isClose(result.scores.validation!.loss, expected)).toBe(true);
    expect(isClose(best.valLoss, expected)).toBe(true);
    expect(result.scores.validation!.loss).toBeLessThan(result.scores.trivial.loss);
  });

  it.concurrent('of counts predicts their mean, and its logarithm with --link', async ({
    expect,
  }) => {
    const data = folder.file('counts.csv', csvOf(COUNTS));
    const words = ['--target', 'visits', '--loss', 'poisson', '--ignore', 'known', '--epochs', '5'];
    const { out, result, table } = await trained('counts', data, ...words);
    const { stdout } = await tikhonov(['predict', out, data, '--link']);
    const link = columnsOf(stdout).prediction!.map(Number);
    const means = table.prediction!.map(Number);
    expect(means.every((value, i) => isClose(value, Math.exp(link[i]!)))).toBe(true);
    const y = COUNTS.map(({ visits }) => visits);
    const held = heldRows(y.length);
    const level = Math.log(mean(y.filter((_, i) => !held.includes(i))));
    const blind = mean(held.map((i) => Math.exp(level) - y[i]! * level));
    expect(isClose(result.scores.trivial.loss, blind)).toBe(true);
  });

  it.concurrent('takes numbers for classes where the loss is of classes', async ({ expect }) => {
    const cells = Array.from({ length: 80 }, (_, i) => [(i * 7) % 20, i % 3, (i * 7) % 20 > 9]);
    const rows = cells.map(([a, b, y]) => [a, b, Number(y)].join());
    const data = folder.file('binary.csv', ['a,b,y', ...rows].join('\n'));
    const words = ['--target', 'y', '--epochs', '40', '--rate', '0.01'];
    const asked = await trained('asked', data, ...words, '--loss', 'focal', '--gamma', '1');
    expect(asked.result).toMatchObject({ classes: [0, 1], notes: [] });
    expect(asked.result.scores.validation!.auc).toBeGreaterThan(0.9);
    expect(Object.keys(asked.table)).toEqual(['prediction', 'p(0)', 'p(1)']);
    const held = heldRows(rows.map((row) => row.slice(-1)));
    const costs = held.map((i) => {
      const p = Number(asked.table[`p(${rows[i]!.slice(-1)})`]![i]);
      return -(1 - p) * Math.log(p);
    });
    expect(isClose(asked.result.scores.validation!.loss, mean(costs))).toBe(true);
    const plain = await json<TrainJson>(['train', data, ...words]);
    expect(plain.training.loss).toBe('mse');
    expect(plain.notes).toEqual([
      'target y holds only 0 and 1: --loss crossEntropy predicts classes and their probabilities',
    ]);
  });

  it.concurrent('weighs classes alike where it is told to', async ({ expect }) => {
    const words = ['--target', 'species', '--hidden', '4', '--epochs', '2'];
    const balanced = [...words, '--class-weight', 'balanced'];
    const { result, best } = await trained('balanced', PENGUINS, ...balanced);
    // shares of equal weight: ln 3, but for the rounding of classes to whole rows
    expect(Math.abs(result.scores.trivial.loss - Math.log(3))).toBeLessThan(0.01);
    expect(isClose(result.scores.validation!.loss, best.valLoss)).toBe(true);
  });

  it.concurrent('has the same bytes with the same seed, in one thread and in two', async ({
    expect,
  }) => {
    const files = ['a', 'b', 'c'].map((name) => folder.at(`${name}.safetensors`));
    const others = [['5'], ['5', '--threads', '2'], ['6']];
    for (const [k, out] of files.entries()) {
      const words = ['--target', 'species', '--epochs', '3', '--out', out, '--seed', ...others[k]!];
      await json(['train', IRIS, ...words]);
    }
    const [a, b, c] = files.map((path) => readFileSync(path));
    expect(a!.equals(b!)).toBe(true);
    expect(a!.equals(c!)).toBe(false);
  });

  it.concurrent('reads .svm and .npy as it reads tables', async ({ expect }) => {
    const rows = Array.from({ length: 40 }, (_, i) => [(i * 7) % 11, (i * 5) % 7]);
    const text = (goal: number, [a, b]: readonly number[]) => `${goal} 1:${a} 2:${b}`;
    const lines = rows.map((row) => text(row[0]! - row[1]!, row));
    const svm = folder.file('d.svm', `${lines.join('\n')}\n`);
    const cells = rows.map(([a, b]) => `${a},${b},${a! - b!}`);
    const csv = folder.file('d.csv', ['x0,x1,y', ...cells].join('\n'));
    const words = ['--epochs', '10', '--rate', '0.01', '--hidden', '8'];
    const sparse = await trained('svm', svm, ...words);
    const dense = await trained('csv', csv, '--target', 'y', ...words);
    expect(sparse.table).toEqual(dense.table);
    const crossed = await tikhonov(['predict', sparse.out, csv]);
    expect(columnsOf(crossed.stdout)).toEqual(dense.table);
  });

  it.concurrent('prints a summary with the numbers of --json', async ({ expect }) => {
    const words = ['train', IRIS, '--target', 'species', '--epochs', '4', '--hidden', '8,4'];
    const [result, { status, stdout, stderr }] = [
      await json<TrainJson>(words),
      await tikhonov(words),
    ];
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('150 rows, 4 features; 120 rows to train on, 30 for validation\n');
    expect(stdout).toMatch(/^mlp of 8, 4 \(recipe seed\): crossEntropy by adamW, rate 0.001, /m);
    expect(stdout).toMatch(/^total +91 +364$/m);
    const { train, validation, trivial } = result.scores;
    for (const [name, of] of [
      ['loss \\(crossEntropy\\)', (part: Part) => part.loss],
      ['accuracy', (part: Part) => part.accuracy!],
    ] as const) {
      const cells = [train, validation!, trivial].map((p) => String(Number(of(p).toPrecision(4))));
      expect(stdout).toMatch(new RegExp(`^${name} +${cells.join(' +')}$`, 'm'));
    }
    expect(stdout).toMatch(/^epochs +4 \(all of them\), the last is kept$/m);
    expect(stdout).toMatch(/^observed \\ predicted +setosa +versicolor +virginica$/m);
  });

  it.concurrent('does without rows for validation', async ({ expect }) => {
    const words = ['--target', 'species', '--epochs', '2', '--validation', '0', '--recipe', 'none'];
    const result = await json<TrainJson>(['train', IRIS, ...words]);
    expect(result.rows).toEqual({ all: 150, train: 150, validation: 0 });
    expect(result.training.optimizer).toBe('adam');
    expect(result.scores.validation).toBeNull();
    expect(result.scores.trivial.loss).toBeCloseTo(Math.log(3), 6);
    const { stdout } = await tikhonov(['train', IRIS, ...words]);
    expect(stdout).not.toMatch(/NaN|undefined|null/);
  });

  it.concurrent('survives columns and targets that are constant, and few rows', async ({
    expect,
  }) => {
    const constant = folder.file('constant.csv', 'a,b,y\n1,7,4\n2,7,4\n5,7,4\n3,7,4\n9,7,4\n');
    const flat = await trained('constant', constant, '--target', 'y', '--epochs', '3');
    expect(flat.result.scores.trivial.loss).toBe(0);
    expect(flat.table.prediction!.every((cell) => Number.isFinite(Number(cell)))).toBe(true);
    const pair = folder.file('pair.csv', 'a,y\n1,2\n2,5\n');
    const { result } = await trained('pair', pair, '--target', 'y', '--epochs', '2');
    expect(result.rows).toEqual({ all: 2, train: 2, validation: 0 });
  });
});
