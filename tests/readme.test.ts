/** Runs every program of README.md, on the built package, with the data that its words promise. */
import { execFile } from 'node:child_process';
import {
  copyFileSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as families from '../src/datafit/index.ts';
import type { FamilyWord } from '../src/linear/index.ts';
import * as penalties from '../src/penalty/index.ts';
import { measuresOf } from '../src/select/familyMeasures.ts';
import { random } from './support/random.ts';

const run = promisify(execFile);
const readme = readFileSync('README.md', 'utf8');
const programs = [...readme.matchAll(/```js\n([\s\S]*?)```/g)].map(([, code]) => code!);

/** What must be true after the program that holds a text; each program holds exactly one of them. */
const TRUE: Record<string, string> = {
  "select: '1se'": 'cv.lambda === cv.lambda1se && cv.model.certificate.ok',
  classWeight: `model.classes.join() === 'free,paid' &&
    load(model.save()).predict(Xnew).join() === model.predict(Xnew).join()`,
  "name: 'cox'": `model.survival(Xnew, [365, 730]).cols === 2 &&
    model.survival(Xnew, [0]).data.every((share) => share === 1)`,
  "threads: 'auto'": `runtime.threads === process.getBuiltinModule('os').availableParallelism() &&
    runtime.why === undefined`,
  TfidfVectorizer: `model.predict(model.preprocessor.transform(['slow but friendly'])).join()
    === 'good'`,
  "readCsv('churn": 'models.certificates.every((c) => c.ok) && models.lambdas.length === 100',
  groupLasso: `models.lambdas.every((_, l) => {
    const used = models.model(l).coef.map((value) => Number(value !== 0));
    return used[0] === used[1] && used[1] === used[2] && used[3] === used[4];
  }) && models.certificates.every((c) => c.ok)`,
  'mlp(': `fitted.bestEpoch <= fitted.history.length && fitted.summary().startsWith('layer ')`,
  batchNorm: `fitted.predict(Xnew).every((label) => fitted.classes.includes(label)) &&
    fitted.history[fitted.bestEpoch - 1].valLoss ===
      Math.min(...fitted.history.map((log) => log.valLoss))`,
  knockoffs: `selected instanceof Int32Array && stable.pferBound <= 1 &&
    band.interval(Xnew).lower.every((low, i) => low < band.interval(Xnew).upper[i])`,
};

/** Names that the programs use, as the text around them explains. */
function given(): Record<string, unknown> {
  const { uniform, normal } = random(1);
  const rows = (count: number) =>
    Array.from({ length: count }, () => Array.from({ length: 6 }, normal));
  const [X, Xheld] = [rows(120), rows(40)];
  const eta = (row: readonly number[]) => 1.2 * row[0]! - row[1]!;
  const y = X.map((row) => eta(row) + normal());
  const risk = X.map((row) => 900 * Math.exp(-0.5 * eta(row)));
  return {
    ...{ X, y, Xheld, yheld: Xheld.map((row) => eta(row) + normal()), Xnew: Xheld.slice(0, 2) },
    labels: y.map((value) => (value > 0 ? 'paid' : 'free')),
    days: risk.map((mean) => -mean * Math.log(1 - uniform())),
    died: y.map(() => uniform() < 0.7),
    counts: y.map((value) => Math.max(Math.round(Math.exp(value / 2)), 0)),
    logDays: y.map(() => Math.log(1 + uniform())),
    reviews: y.map((v, i) => `${i % 3 ? 'slow' : 'fast'} but ${v > 0 ? 'friendly' : 'rude'}`),
    stars: y.map((value) => (value > 0 ? 'good' : 'bad')),
  };
}

let folder = '';
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'readme-'));
  await mkdir(join(folder, 'node_modules'));
  symlinkSync(process.cwd(), join(folder, 'node_modules', 'tikhonov'), 'junction');
  const data = given();
  const lines = Object.entries(data).map(([name, v]) => `export const ${name} = ${json(v)};`);
  writeFileSync(join(folder, 'given.mjs'), lines.join('\n'));
  const { y } = data as { y: number[] };
  const cells = y.map((value, i) => `${value},${'abc'[i % 3]},${(7 * i) % 31}`);
  copyFileSync('examples/data/iris.csv', join(folder, 'iris.csv'));
  writeFileSync(join(folder, 'churn.csv'), `spend,plan,age\n${cells.join('\n')}\n`);
});
afterAll(() => rmSync(folder, { recursive: true }));

const json = (value: unknown) => JSON.stringify(value);
const factsOf = (code: string) =>
  Object.entries(TRUE).flatMap(([text, fact]) => (code.includes(text) ? [fact] : []));

test('every program is known by what must be true after it', () => {
  expect(programs.length).toBeGreaterThanOrEqual(7);
  for (const code of programs) expect(factsOf(code), code).toHaveLength(1);
});

test.each(programs.map((code, k) => [k + 1, code] as const))('program %i runs', async (k, code) => {
  const has = (pattern: string) => new RegExp(pattern).test(code);
  const names = Object.keys(given())
    .filter((name) => has(`\\b${name}\\b`))
    .filter((name) => !has(`const [^=]*\\b${name}\\b`));
  // a value with a comment beside it is there
  const shown = code.replace(/^(?!import|const|\/\/)(\S.*);(?=\s+\/\/|$)/gm, 'shown.push($1);');
  const program = `
    import { ${names.join(', ')} } from './given.mjs';
    const shown = [];
    ${shown}
    console.log(shown.includes(undefined), ${factsOf(code)[0]});
    const { inspect } = process.getBuiltinModule('util');
    console.log(JSON.stringify(shown.map((value) => inspect(value))));`;
  const file = join(folder, `program${k}.mjs`);
  writeFileSync(file, program);
  const { stdout, stderr } = await run(process.execPath, [file], { cwd: folder });
  expect(stderr).toBe('');
  const [facts, values] = stdout.split('\n');
  expect(facts).toBe('false true');
  if (code.includes('iris.csv')) expect(JSON.parse(values!)).toEqual(valuesSaid(code, values!));
});

/** What the comments say of real data; those in words say nothing that is compared. */
function valuesSaid(code: string, values: string): string[] {
  const said = [...code.matchAll(/;\s+\/\/ (.*)$/gm)].map(([, comment]) => comment!);
  expect(said.length).toBeGreaterThan(0);
  const shown = JSON.parse(values) as string[];
  return said.map((comment, k) => (/^[\d[]/.test(comment) ? comment : shown[k]!));
}

/** Cells of the rows of the table under a heading, without the first two. */
function table(heading: string): string[][] {
  const [, text] = readme.split(`## ${heading}\n`);
  const rows = text!
    .split('\n## ')[0]!
    .split('\n')
    .filter((line) => line.startsWith('|'));
  return rows.slice(2).map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

const words = (cell: string) => [...cell.matchAll(/`(\w+)/g)].map(([, word]) => word!);

test('the table of families has each of them with its measures', () => {
  const rows = table('Families');
  expect(rows.flatMap(([names]) => words(names!)).sort()).toEqual(Object.keys(families).sort());
  for (const [names, , , , measures] of rows)
    for (const name of words(names!))
      expect(measures, name).toBe(measuresOf({ name: name as FamilyWord }).join(' '));
});

test('the table of penalties has each of them', () => {
  const named = table('Penalties').flatMap(([names]) => words(names!));
  expect(named).toEqual(expect.arrayContaining(Object.keys(penalties)));
});
