import { beforeAll, describe, it } from 'vitest';
import { FittedLinear, load } from '../../src/linear/index.ts';
import { encodeModel } from '../../src/model/file.ts';
import { judge } from '../reference/judge.ts';
import { GAP_AT_OPTIMUM } from '../support/tolerance.ts';
import { DIABETES, diabetes, Folder, tikhonov as tikhonovAlone } from './command.ts';
import { oneProcess } from './oneProcess.ts';

interface Verified {
  readonly ok: boolean;
  readonly gap: number;
  readonly relative: number;
  readonly tol: number;
  readonly notes: readonly string[];
}

const folder = new Folder();
const { json, tikhonov } = oneProcess();
const model = folder.at('model.json');

beforeAll(async () => {
  const words = ['fit', DIABETES, '--target', 'progression', '--lambda', '1', '--quiet'];
  await tikhonov([...words, '--out', model]);
});

/** What `verify --json` says, whatever it thinks of the model. */
async function verify(path: string, data: string) {
  const { status, stdout } = await tikhonov(['verify', path, data, '--json']);
  return { status, ...(JSON.parse(stdout) as Verified) };
}

describe('tikhonov verify', () => {
  it.concurrent('recomputes the gap that the reference finds', async ({ expect }) => {
    const { X, y } = diabetes();
    const { coef, intercept } = load<FittedLinear>(folder.read('model.json'));
    const rows = y.map((_, i) => Float64Array.from(X, (column) => column[i]!));
    const verdict = judge({ X: rows, y, lambda: 1, l1Ratio: 0.5 }, { coef, intercept });
    const { status, ok, relative, tol } = await verify(model, DIABETES);
    expect({ status, ok, tol }).toEqual({ status: 0, ok: true, tol: 1e-6 });
    expect(Math.abs(relative - verdict.relative)).toBeLessThanOrEqual(GAP_AT_OPTIMUM);
  });

  it.concurrent('says in words that it holds', async ({ expect }) => {
    const { status, stdout, stderr } = await tikhonovAlone(['verify', model, DIABETES]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const lines = stdout.trimEnd().split('\n');
    expect(lines[0]).toBe(`the certificate of ${model} holds on ${DIABETES}`);
    expect(lines[1]).toBe('lambda      1');
    expect(lines[2]).toMatch(/^gap {9}\d\S*$/);
    expect(lines[3]).toMatch(/^relative {4}\d\S* ≤ 1e-6 of the null loss$/);
    expect(lines[4]).toMatch(/^at the fit {2}\d\S*$/);
    expect(lines).toHaveLength(5);
    expect(await tikhonovAlone(['verify', model, DIABETES, '--quiet'])).toEqual({
      status: 0,
      stdout: '',
      stderr: '',
    });
  });

  it.concurrent('fails where the data were changed', async ({ expect }) => {
    const { names, X, y } = diabetes();
    const table = (rows: number, change: (i: number, cell: number) => number) =>
      [
        [...names, 'progression'].join(','),
        ...y.slice(0, rows).map((value, i) => [...X.map((c) => c[i]), change(i, value)].join(',')),
      ].join('\n');
    const changed = folder.file(
      'changed.csv',
      table(442, (i, cell) => (i === 7 ? 999 : cell)),
    );
    const words = await tikhonovAlone(['verify', model, changed]);
    expect(words.status).toBe(1);
    expect(words.stdout).toContain('does not hold on');
    expect(words.stdout).toMatch(/^hint +the model or the data are not those of the fit$/m);
    const fewer = folder.file(
      'fewer.csv',
      table(400, (_, cell) => cell),
    );
    expect(await verify(model, fewer)).toMatchObject({
      status: 1,
      ok: false,
      notes: ['the model was fitted to 442 rows, the data have 400'],
    });
  });

  it.concurrent('fails where a coefficient was changed under a new checksum', async ({
    expect,
  }) => {
    const { settings } = load<FittedLinear>(folder.read('model.json'));
    const coef = settings.coef.map((value, j) => (j === 2 ? 1.01 * value : value));
    const forged = folder.file('forged.json', new FittedLinear({ ...settings, coef }).save());
    const { status, ok, relative } = await verify(forged, DIABETES);
    expect({ status, ok }).toEqual({ status: 1, ok: false });
    expect(relative).toBeGreaterThan(1e-6);
  });

  it.concurrent('fails where the file was edited or cut off', async ({ expect }) => {
    const text = folder.read('model.json');
    const intercept = String(load<FittedLinear>(text).intercept);
    const edited = folder.file('edited.json', text.replace(intercept, '-1'));
    expect(await tikhonovAlone(['verify', edited, DIABETES])).toEqual({
      status: 1,
      stdout: '',
      stderr:
        `tikhonov verify: ${edited} must be unchanged; its checksum does not match: ` +
        'it was edited or damaged\n',
    });
    const short = folder.file('short.json', text.slice(0, 700));
    expect(await tikhonov(['verify', short, DIABETES])).toEqual({
      status: 1,
      stdout: '',
      stderr: `tikhonov verify: ${short} must be complete; the file is truncated or damaged\n`,
    });
  });

  it.concurrent('refuses what is no model, and one from a later version', async ({ expect }) => {
    const other = folder.file('other.json', '{"a":1}');
    expect(await tikhonov(['verify', other, DIABETES])).toEqual({
      status: 2,
      stdout: '',
      stderr:
        `tikhonov verify: ${other} must be a tikhonov-model file; ` +
        'this one is something else\n',
    });
    const later = { ...encodeModel('linear', {}), version: 99 };
    const newer = folder.file('newer.json', JSON.stringify(later));
    expect(await tikhonov(['verify', newer, DIABETES])).toEqual({
      status: 2,
      stdout: '',
      stderr:
        `tikhonov verify: ${newer} must have version at most 2, got 99; ` +
        'update tikhonov to read it\n',
    });
    const { status, stderr } = await tikhonov(['verify', DIABETES, model]);
    expect(status).toBe(2);
    expect(stderr).toBe(
      `tikhonov verify: ${DIABETES} must be a tikhonov-model file; this one is not JSON\n`,
    );
  });

  it.concurrent('holds for what cv chose, text, gaps, weights and groups included', async ({
    expect,
  }) => {
    const rows = Array.from({ length: 40 }, (_, i) => {
      const cells = [i % 9 === 0 ? '' : (i * 7) % 40, 'uvw'[i % 3], (i % 4) + 1, i % 5];
      return [...cells, ((i * 7) % 40) + (i % 3)].join(',');
    });
    const data = folder.file('mixed.csv', ['a,kind,w,site,y', ...rows].join('\n'));
    const out = folder.at('mixed.json');
    const roles = ['--target', 'y', '--weight', 'w', '--group', 'site', '--folds', '5'];
    await json(['cv', data, ...roles, '--non-negative', '--n-lambda', '20', '--out', out]);
    expect(await verify(out, data)).toMatchObject({ status: 0, ok: true });
    const ungrouped = rows.map((row) =>
      row
        .split(',')
        .filter((_, j) => j !== 3)
        .join(','),
    );
    const without = folder.file('without.csv', ['a,kind,w,y', ...ungrouped].join('\n'));
    expect(await verify(out, without)).toMatchObject({ status: 0, ok: true });
  });

  it.concurrent('asks for the target of a model that a program saved', async ({ expect }) => {
    const saved = load<FittedLinear>(folder.read('model.json')).withMeta(undefined).save();
    const bare = folder.file('bare.json', saved);
    const { status, stderr } = await tikhonov(['verify', bare, DIABETES]);
    expect(status).toBe(2);
    expect(stderr).toBe(
      'tikhonov verify: --target must be given, got none; the model was saved without its name\n',
    );
    const told = await tikhonov(['verify', bare, DIABETES, '--target', 'progression']);
    expect(told.status).toBe(0);
  });

  it.concurrent('verifies fits of .svm files', async ({ expect }) => {
    const svm = folder.file('d.svm', '2 1:1\n4 1:2 2:4\n6 1:3 2:1\n8 1:5 2:1\n');
    const out = folder.at('svm.json');
    await tikhonov(['fit', svm, '--lambda', '0.1', '--out', out]);
    expect(await verify(out, svm)).toMatchObject({ status: 0, ok: true });
  });
});
