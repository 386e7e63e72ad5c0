import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readCsv, readRows } from '../../src/data/index.ts';
import type { Matrix } from '../../src/memory/matrix.ts';

const folder = fileURLToPath(new URL('../../examples/data/', import.meta.url));
const readme = readFileSync(`${folder}README.md`, 'utf8');
const files = readdirSync(folder).filter((name) => /\.(csv|gz)$/.test(name));
const rows = [...readme.matchAll(/^\| `(\S+)` \| (\d+) × (\d+) \| (.*?) \|/gm)];

describe('bundled data sets', () => {
  it('are all listed with their licence, and their bytes are as listed', () => {
    expect(rows.map(([, name]) => name).sort()).toEqual(files);
    for (const name of files) {
      const sum = createHash('sha256')
        .update(readFileSync(folder + name))
        .digest('hex');
      expect(readme).toContain(`\n${sum}  ${name}\n`);
    }
  });

  it.each(rows.map(([, ...cells]) => cells))(
    '%s has %s rows, %s columns',
    async (name, n, p, goal) => {
      const table = await readRows(folder + name);
      expect([`${table.rows}`, `${table.names.length}`]).toEqual([n, p]);
      const targets = Array.from(goal!.matchAll(/`(\S+)`/g), ([, target]) => target);
      expect(targets.length).toBeGreaterThan(0);
      for (const target of targets) expect(table.names).toContain(target);
    },
  );

  it('penguins: text, numbers and missing cells end up where they belong', async () => {
    const { X, y, labels, featureNames, impute, notes } = await readCsv(`${folder}penguins.csv`, {
      target: 'species',
      ignore: ['year'],
    });
    expect(featureNames).toEqual([
      'island=Biscoe',
      'island=Dream',
      'island=Torgersen',
      'bill_length_mm',
      'bill_depth_mm',
      'flipper_length_mm',
      'body_mass_g',
      'sex=female',
      'sex=male',
      'sex=(missing)',
    ]);
    expect([X.rows, X.cols, impute]).toEqual([344, 10, 'mean']);
    expect([0, 1, 2].map((k) => y.filter((code) => code === k).length)).toEqual([152, 68, 124]);
    expect([labels![0], labels![343]]).toEqual(['Adelie', 'Chinstrap']);
    expect((X as Matrix).toArrays()[3]).toEqual([0, 0, 1, NaN, NaN, NaN, NaN, 0, 0, 1]);
    const columns = featureNames.map((_, j) => Array.from((X as Matrix).col(j)));
    const sums = columns.map((column) => column.reduce((sum, value) => sum + (value || 0), 0));
    expect(sums.slice(0, 3)).toEqual([168, 124, 52]);
    expect(sums.slice(7)).toEqual([165, 168, 11]);
    expect(sums[6]).toBe(1_437_000); // grams over 342 birds: mean 4201.75
    expect(notes).toEqual([
      'target species is text, coded 0 = Adelie, 1 = Chinstrap, 2 = Gentoo',
      'missing cells (bill_length_mm 2, bill_depth_mm 2, flipper_length_mm 2, body_mass_g 2): ' +
        'filled by the mean of the training rows',
    ]);
  });

  it('diabetes: ten numbers and the target of the LARS paper', async () => {
    const { X, y, notes } = await readCsv(`${folder}diabetes.csv`, { target: 'progression' });
    expect([X.rows, X.cols, notes]).toEqual([442, 10, []]);
    expect((X as Matrix).row(0)).toEqual(
      Float64Array.of(59, 2, 32.1, 101, 157, 93.2, 38, 4, 4.8598, 87),
    );
    expect(y.reduce((sum, value) => sum + value, 0)).toBe(67_243); // mean 152.13348
  });
});
