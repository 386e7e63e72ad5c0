/** Options of `tikhonov cv` that make folds, seen in the table of its predictions. */
import { describe, it } from 'vitest';
import { columnsOf, Folder } from './command.ts';
import { oneProcess } from './oneProcess.ts';

const folder = new Folder();
const { json, tikhonov } = oneProcess();

/** 60 rows: y = a, plus a little that no feature explains; groups of six; three classes. */
const rows = Array.from({ length: 60 }, (_, i) => {
  const a = (i * 37) % 60;
  const b = (i * 11) % 7;
  return { a, b, y: a + ((i * 17) % 5), site: `s${i % 10}`, kind: ['u', 'v', 'w'][i % 3]! };
});
const header = Object.keys(rows[0]!).join(',');
const data = folder.file(
  'data.csv',
  [header, ...rows.map((row) => Object.values(row).join(','))].join('\n'),
);

let files = 0;
async function folds(words: readonly string[]) {
  const path = folder.at(`oof${files++}.csv`);
  const fast = ['--model', 'lasso', '--n-lambda', '5', '--predictions', path];
  const { folds } = await json<{ folds: { count: number; description: string } }>([
    'cv',
    data,
    ...words,
    ...fast,
  ]);
  const { fold, prediction } = columnsOf(folder.read(path.slice(folder.path.length + 1)));
  return { ...folds, fold: fold!, prediction: prediction! };
}

const NUMERIC = ['--target', 'y', '--ignore', 'kind'];
const sizes = (fold: readonly string[]) =>
  [...new Set(fold)].map((name) => fold.filter((other) => other === name).length);

describe('the folds of tikhonov cv', () => {
  it.concurrent('are shuffled, as many as asked for', async ({ expect }) => {
    const { description, fold } = await folds([...NUMERIC, '--ignore', 'site', '--folds', '6']);
    expect(description).toBe('6 shuffled folds, seed 0');
    expect(sizes(fold)).toEqual([10, 10, 10, 10, 10, 10]);
    expect(fold.slice(0, 10)).not.toEqual(fold.slice(0, 10).sort());
  });

  it.concurrent('keep groups together', async ({ expect }) => {
    const { description, fold } = await folds([...NUMERIC, '--group', 'site', '--folds', '5']);
    expect(description).toBe('5 folds of whole groups (site), seed 0');
    expect(new Set(fold).size).toBe(5);
    const pairs = new Set(rows.map(({ site }, i) => `${site} ${fold[i]}`));
    expect(pairs.size).toBe(10);
  });

  it.concurrent('spread the classes of a text target evenly', async ({ expect }) => {
    const words = ['--target', 'kind', '--ignore', 'site,y', '--stratified', '--folds', '4'];
    const { description, fold } = await folds(words);
    expect(description).toBe('4 stratified folds, seed 0');
    const pairs = rows.map(({ kind }, i) => `${kind} ${fold[i]}`);
    expect(sizes(pairs)).toEqual(Array.from({ length: 12 }, () => 5));
  });

  it.concurrent('test the future on the past', async ({ expect }) => {
    const words = [...NUMERIC, '--ignore', 'site', '--time-series', '5', '--embargo', '2'];
    const { description, fold, prediction } = await folds(words);
    expect(description).toBe('5 blocks in order of time');
    const blocks = ['', '1', '2', '3', '4', '5'];
    expect(fold).toEqual(rows.map((_, i) => blocks[Math.floor(i / 10)]));
    expect(prediction.slice(0, 11).map((cell) => cell === '')).toEqual([
      ...Array.from({ length: 10 }, () => true),
      false,
    ]);
  });

  it.concurrent('leave one row out', async ({ expect }) => {
    const { count, fold } = await folds([...NUMERIC, '--ignore', 'site', '--loo']);
    expect(count).toBe(60);
    expect(new Set(fold).size).toBe(60);
  });

  it.concurrent('hold out a share', async ({ expect }) => {
    const words = [...NUMERIC, '--ignore', 'site', '--hold-out', '0.25'];
    const { count, description, fold } = await folds(words);
    expect({ count, description }).toEqual({ count: 1, description: '25 % held out, seed 0' });
    expect(fold.filter((name) => name === '1')).toHaveLength(15);
  });

  it.concurrent('are repeated', async ({ expect }) => {
    const words = [...NUMERIC, '--ignore', 'site', '--folds', '3', '--repeats', '2'];
    const { count, description, fold } = await folds(words);
    expect({ count, description }).toEqual({
      count: 6,
      description: '2 × 3 shuffled folds, seed 0',
    });
    for (const names of fold) {
      const [first, second] = names.split(' ').map(Number);
      expect(first! <= 3 && second! > 3 && second! <= 6).toBe(true);
    }
  });

  it.concurrent('of groups leave the column of groups out of the features', async ({ expect }) => {
    const { stdout } = await tikhonov(['cv', data, ...NUMERIC, '--group', 'site', '--folds', '2']);
    expect(stdout).toContain('60 rows, 2 features');
  });
});
