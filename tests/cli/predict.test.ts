import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, it } from 'vitest';
import { writeNpy } from '../../src/data/index.ts';
import { type FittedLinear, load } from '../../src/linear/index.ts';
import { Matrix } from '../../src/memory/matrix.ts';
import { sumTolerance64 } from '../support/tolerance.ts';
import { COMMAND, columnsOf, DIABETES, diabetes, Folder } from './command.ts';
import { oneProcess } from './oneProcess.ts';

const folder = new Folder();
const { tikhonov } = oneProcess();
const PENGUINS = 'examples/data/penguins.csv';
const diabetesModel = folder.at('diabetes.json');
const penguinModel = folder.at('penguins.json');

beforeAll(async () => {
  const make = (...words: string[]) => tikhonov(['fit', ...words, '--lambda', '1', '--quiet']);
  await Promise.all([
    make(DIABETES, '--target', 'progression', '--out', diabetesModel),
    make(PENGUINS, '--target', 'body_mass_g', '--out', penguinModel),
  ]);
});

const predictions = (stdout: string) => columnsOf(stdout).prediction!.map(Number);

describe('tikhonov predict', () => {
  it.concurrent('prints intercept + Σ coefficient · cell, exactly', async ({ expect }) => {
    const { X, y } = diabetes();
    const { coef, intercept } = load<FittedLinear>(folder.read('diabetes.json'));
    const { status, stdout, stderr } = await tikhonov(['predict', diabetesModel, DIABETES]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const shown = predictions(stdout);
    expect(shown).toHaveLength(y.length);
    shown.forEach((value, i) => {
      const terms = [intercept, ...X.map((column, j) => coef[j]! * column[i]!)];
      const size = terms.reduce((sum, term) => sum + Math.abs(term), 0);
      const exact = terms.reduce((sum, term) => sum + term, 0);
      expect(Math.abs(value - exact)).toBeLessThanOrEqual(sumTolerance64(terms.length, size));
    });
    const parsed = await tikhonov(['predict', diabetesModel, DIABETES, '--json']);
    expect(JSON.parse(parsed.stdout)).toMatchObject({ rows: 442, predictions: shown, notes: [] });
  });

  it.concurrent('finds columns by name, in any order, without the target', async ({ expect }) => {
    const { names, X } = diabetes();
    const order = [...names.keys()].reverse();
    const line = (cells: (j: number) => unknown) => order.map(cells).join('\t');
    const lines = [line((j) => names[j]), line((j) => X[j]![0]), line((j) => X[j]![1])];
    const shuffled = folder.file('shuffled.tsv.gz', gzipSync(`${lines.join('\n')}\n`));
    const [some, all] = await Promise.all([
      tikhonov(['predict', diabetesModel, shuffled]),
      tikhonov(['predict', diabetesModel, DIABETES]),
    ]);
    expect(some.status).toBe(0);
    expect(predictions(some.stdout)).toEqual(predictions(all.stdout).slice(0, 2));
  });

  it.concurrent('copies columns, in quotes where they need them', async ({ expect }) => {
    const { names, X } = diabetes();
    const cells = X.map((column) => column[0]).join(',');
    const text = `id,"what, then",${names.join(',')}\n1,"a ""b"", c",${cells}\n2, d ,${cells}\n`;
    const data = folder.file('ids.csv', text);
    const words = ['predict', diabetesModel, data, '--id', 'id'];
    const { status, stdout } = await tikhonov(words);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^id,prediction\n1,[\d.]+\n2,[\d.]+\n$/);
    const quoted = folder.file('quoted.csv', text.replace('what, then', 'what'));
    const { stdout: copied } = await tikhonov([
      'predict',
      diabetesModel,
      quoted,
      '--id',
      'what,id',
    ]);
    expect(copied).toMatch(/^what,id,prediction\n"a ""b"", c",1,[\d.]+\n" d ",2,[\d.]+\n$/);
  });

  it.concurrent('takes levels it does not know for none, and says so', async ({ expect }) => {
    const { coef, featureNames, intercept } = load<FittedLinear>(folder.read('penguins.json'));
    const columns = ['species', 'island', 'bill_length_mm', 'bill_depth_mm'];
    const header = [...columns, 'flipper_length_mm', 'sex', 'year'].join(',');
    const data = folder.file(
      'new.csv',
      `${header}\nEmperor,Dream,0,0,0,male,0\nAdelie,Ross,0,0,0,,0\nEmperor,Ross,0,0,0,male,0\n`,
    );
    const { status, stdout, stderr } = await tikhonov(['predict', penguinModel, data]);
    const of = (name: string) => coef[featureNames.indexOf(name)]!;
    const expected = [
      intercept + of('island=Dream') + of('sex=male'),
      intercept + of('species=Adelie') + of('sex=(missing)'),
      intercept + of('sex=male'),
    ];
    expect(status).toBe(0);
    predictions(stdout).forEach((value, i) => {
      const tolerance = sumTolerance64(coef.length, Math.abs(intercept) + Math.abs(expected[i]!));
      expect(Math.abs(value - expected[i]!)).toBeLessThanOrEqual(tolerance);
    });
    const note = (column: string, level: string) =>
      `column ${column}: 2 rows with levels that training did not have: ${level}`;
    const expectedNotes = [note('species', 'Emperor'), note('island', 'Ross')];
    const lines = expectedNotes.map((text) => `tikhonov predict: note: ${text}\n`);
    expect(stderr).toBe(lines.join(''));
    const { notes } = JSON.parse(
      (await tikhonov(['predict', penguinModel, data, '--json'])).stdout,
    ) as { notes: string[] };
    expect(notes).toEqual(expectedNotes);
  });

  it.concurrent('leaves rows empty that miss what training never missed', async ({ expect }) => {
    const { status, stdout, stderr } = await tikhonov(['predict', penguinModel, PENGUINS]);
    const cells = columnsOf(stdout).prediction!;
    expect(status).toBe(0);
    expect(cells).toHaveLength(344);
    expect(cells.flatMap((cell, i) => (cell === '' ? [i + 1] : []))).toEqual([4, 272]);
    expect(stderr).toBe(
      'tikhonov predict: note: 2 rows without prediction, the first row 4 (line 5): missing cells ' +
        'in bill_length_mm, bill_depth_mm, flipper_length_mm, where training had none\n',
    );
    const quiet = await tikhonov(['predict', penguinModel, PENGUINS, '--quiet']);
    expect(quiet).toEqual({ status: 0, stdout, stderr: '' });
  });

  it.concurrent('needs no cell of a feature that is out', async ({ expect }) => {
    const data = folder.file('out.csv', 'a,b,y\n1,3,2\n2,1,4\n5,2,9\n3,2,5\n');
    const model = folder.at('out.json');
    const words = ['fit', data, '--target', 'y', '--model', 'lasso', '--lambda', '1'];
    await tikhonov([...words, '--out', model]);
    expect(Array.from(load<FittedLinear>(folder.read('out.json')).nonzero)).toEqual([0]);
    const row = folder.file('row.csv', 'a,b\n4,\n,2\n');
    const { stdout, stderr } = await tikhonov(['predict', model, row]);
    expect(stdout).toMatch(/^prediction\n\d+\.\d+\n\n$/);
    expect(stderr).toContain(
      '1 row without prediction, the first row 2 (line 3): missing cells in a,',
    );
  });

  it.concurrent('fills missing numbers as the fit did', async ({ expect }) => {
    const data = folder.file('gaps.csv', 'a,y\n1,2\n,4\n5,9\n3,5\n');
    const model = folder.at('gaps.json');
    await tikhonov(['fit', data, '--target', 'y', '--lambda', '0.1', '--out', model]);
    const { coef, intercept } = load<FittedLinear>(folder.read('gaps.json'));
    const { stdout } = await tikhonov(['predict', model, folder.file('gap.csv', 'a,b\n,1\n')]);
    const [value] = predictions(stdout);
    expect(Math.abs(value! - (intercept + 3 * coef[0]!))).toBeLessThanOrEqual(
      sumTolerance64(2, Math.abs(intercept) + Math.abs(3 * coef[0]!)),
    );
  });

  it.concurrent('adds the offset of a model that was fitted with one', async ({ expect }) => {
    const data = folder.file('offset.csv', 'a,known,y\n1,0,2\n2,1,4\n5,0,9\n3,1,5\n');
    const model = folder.at('offset.json');
    const roles = ['--target', 'y', '--offset', 'known', '--lambda', '0.1'];
    await tikhonov(['fit', data, ...roles, '--out', model]);
    const next = folder.file('next.csv', 'a,known\n2,0\n2,8\n');
    const [first, second] = predictions((await tikhonov(['predict', model, next])).stdout);
    const size = Math.abs(first!) + Math.abs(second!) + 8;
    expect(Math.abs(second! - first! - 8)).toBeLessThanOrEqual(sumTolerance64(3, size));
    const { status, stderr } = await tikhonov(['predict', model, folder.file('no.csv', 'a\n1\n')]);
    expect(status).toBe(2);
    expect(stderr).toContain('--offset must name a column of the table, got "known"');
  });

  it.concurrent('reads .svm and .npy as it reads tables', async ({ expect }) => {
    const cells = [1, 0, 2, 2, 4, 4, 3, 1, 6, 5, 1, 8];
    const matrix = Matrix.wrap({ data: Float64Array.from(cells), rows: 4, cols: 3 });
    const lines = [0, 3, 6, 9].map((i) => `${cells[i + 2]} 1:${cells[i]} 2:${cells[i + 1]}\n`);
    const paths = [folder.file('d.svm', lines.join('')), folder.file('d.npy', writeNpy(matrix))];
    for (const path of paths) {
      const out = `${path}.json`;
      await tikhonov(['fit', path, '--lambda', '0.1', '--out', out]);
      const { coef, intercept } = load<FittedLinear>(readFileSync(out));
      const { stdout } = await tikhonov(['predict', out, path]);
      const expected = [0, 3, 6, 9].map(
        (i) => intercept + coef[0]! * cells[i]! + coef[1]! * cells[i + 1]!,
      );
      const size = Math.abs(intercept) + 5 * Math.abs(coef[0]!) + 4 * Math.abs(coef[1]!);
      const errors = predictions(stdout).map((value, i) => Math.abs(value - expected[i]!));
      expect(errors).toHaveLength(4);
      expect(Math.max(...errors)).toBeLessThanOrEqual(sumTolerance64(3, size));
    }
  });

  it.concurrent('predicts by a model that a program saved, columns by feature name', async ({
    expect,
  }) => {
    const model = load<FittedLinear>(folder.read('diabetes.json')).withMeta(undefined);
    const bare = folder.file('bare.json', model.save());
    const [a, b] = await Promise.all(
      [bare, diabetesModel].map((path) => tikhonov(['predict', path, DIABETES])),
    );
    expect(a!.status).toBe(0);
    expect(a!.stdout).toBe(b!.stdout);
  });

  it.concurrent('writes to a file', async ({ expect }) => {
    const out = folder.at('predictions.csv');
    const { status, stdout, stderr } = await tikhonov([
      'predict',
      diabetesModel,
      DIABETES,
      '--out',
      out,
    ]);
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
    expect(stderr).toBe(`tikhonov predict: 442 rows written to ${out}\n`);
    expect(columnsOf(folder.read('predictions.csv')).prediction).toHaveLength(442);
  });

  it.concurrent('names the columns that are missing', async ({ expect }) => {
    const data = folder.file('few.csv', 'age,sex,progression\n1,2,3\n');
    const { status, stdout, stderr } = await tikhonov(['predict', diabetesModel, data]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toBe(
      `tikhonov predict: ${data} must have all 10 feature columns of the model, got 2; ` +
        'missing are bmi, bp, s1_tc, s2_ldl, s3_hdl, s4_tch, s5_ltg, s6_glu\n',
    );
  });

  it.concurrent('ends quietly when its reader has enough', async ({ expect }) => {
    const { names, X } = diabetes();
    const row = X.map((column) => column[0]).join(',');
    const many = folder.file('many.csv', `${names.join(',')}\n${`${row}\n`.repeat(20_000)}`);
    const child = spawn(process.execPath, [COMMAND, 'predict', diabetesModel, many]);
    child.stdout.once('data', () => child.stdout.destroy());
    let stderr = '';
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk;
    });
    const status = await new Promise((done) => child.once('close', done));
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });
});
