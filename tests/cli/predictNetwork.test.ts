/** `tikhonov predict` and `verify` of networks. */
import { readFileSync } from 'node:fs';
import { describe, it } from 'vitest';
import { load } from '../../src/load.ts';
import type { FittedNetwork } from '../../src/train/index.ts';
import { columnsOf } from './command.ts';
import { cellsOf, heldRows, IRIS, isClose, mean, PENGUINS, trainer } from './trained.ts';

const { folder, json, tikhonov, trained } = trainer();

describe('predictions of a network', () => {
  it.concurrent('fill gaps by the rows that were trained on, where training had gaps', async ({
    expect,
  }) => {
    const a = Array.from({ length: 50 }, (_, i) => (i % 5 === 0 ? '' : String((i * 13) % 17)));
    const lines = a.map((cell, i) => `${cell},${i % 4},${(i * 13) % 17}`);
    const data = folder.file('gaps.csv', ['a,b,y', ...lines].join('\n'));
    const { out, result } = await trained('gaps', data, '--target', 'y', '--epochs', '3');
    const note = 'missing cells (a 10): filled by the mean of the training rows';
    expect(result.notes).toEqual([note]);
    const held = heldRows(50);
    const seen = a.filter((cell, i) => cell !== '' && !held.includes(i)).map(Number);
    const next = folder.file('next.csv', `a,b\n,1\n${mean(seen)},1\n3,\n`);
    const { stdout, stderr } = await tikhonov(['predict', out, next]);
    const [gap, filled, other] = columnsOf(stdout).prediction!.map(Number);
    expect(isClose(gap!, filled!)).toBe(true);
    expect([other !== gap, stderr]).toEqual([true, '']);
  });

  it.concurrent('say which rows have none, and which levels are new', async ({ expect }) => {
    const out = folder.at('mass.safetensors');
    const words = ['--target', 'body_mass_g', '--epochs', '2', '--out', out];
    await json(['train', PENGUINS, ...words]);
    const header = 'id,species,island,bill_length_mm,bill_depth_mm,flipper_length_mm,sex,year';
    const rows = 'a,Emperor,Dream,40,18,190,male,2007\nb,Adelie,Dream,40,,190,male,2007';
    const data = folder.file('new.csv', `${header}\n${rows}\n`);
    const { stdout, stderr } = await tikhonov(['predict', out, data, '--id', 'id']);
    expect(stdout).toMatch(/^id,prediction\na,\d+(\.\d+)?\nb,\n$/);
    expect(stderr.split('\n')).toEqual([
      'tikhonov predict: note: 1 row without prediction, the first row 2 (line 3): missing cells ' +
        'in bill_depth_mm, where training had none',
      'tikhonov predict: note: column species: 1 row with levels that training did not have: Emperor',
      '',
    ]);
    const { model } = await json<{ model: object }>(['predict', out, data]);
    expect(model).toEqual({ loss: 'mse' });
  });

  it.concurrent('are those of the library, whoever saved the network', async ({ expect }) => {
    const { out, table } = await trained('iris', IRIS, '--target', 'species', '--epochs', '3');
    const model = load<FittedNetwork>(readFileSync(out));
    const { species: _, ...columns } = cellsOf(IRIS);
    const X = Object.values(columns)[0]!.map((_, i) =>
      Object.values(columns).map((cells) => Number(cells[i])),
    );
    expect(model.predict(X)).toEqual(table.prediction);
    const bare = folder.file('bare.safetensors', model.withMeta(undefined).save());
    const named = ['x0,x1,x2,x3', ...X.map((row) => row.join())].join('\n');
    const { stdout } = await tikhonov(['predict', bare, folder.file('named.csv', named)]);
    expect(columnsOf(stdout)).toEqual(table);
  });

  it.concurrent('have no certificate and no times', async ({ expect }) => {
    const { out } = await trained('iris2', IRIS, '--target', 'species', '--epochs', '1');
    expect(await tikhonov(['verify', out, IRIS])).toEqual({
      status: 2,
      stdout: '',
      stderr:
        'tikhonov verify: the model must be linear, got "a network"; networks have no certificate\n',
    });
    const { stderr } = await tikhonov(['predict', out, IRIS, '--times', '1']);
    expect(stderr).toBe(
      'tikhonov predict: --times must come with a model of survival, got "1"; this one is a network\n',
    );
    const bytes = readFileSync(out);
    bytes[bytes.length - 1]! ^= 1;
    const damaged = folder.file('damaged.safetensors', bytes);
    expect((await tikhonov(['predict', damaged, IRIS])).stderr).toContain(
      'must be unchanged, got "another checksum"; it was edited or damaged\n',
    );
    expect((await tikhonov(['verify', damaged, IRIS])).status).toBe(1);
  });
});
