import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Memory } from '../../src/memory/memory.ts';
import { FAMILY_KERNELS } from '../datafit/families.ts';
import { KINDS } from '../design/storages.ts';
import { PENALTY_KERNELS } from '../solver/penaltyTerms.ts';

const FOLDERS = ['math', 'blas', 'design', 'datafit', 'penalty', 'solver'];

/** How a test calls every kernel of a table, and the names in that table. */
const TABLES: readonly (readonly [string, readonly string[]])[] = [
  ['kernels[family.kernel](', FAMILY_KERNELS],
  ['kernels[kernel](', PENALTY_KERNELS.map(([kernel]) => kernel)],
];

/**
 * What the tests of kernels call: `kernels.name`, the products of a design by their ending, or the
 * kernels of a table.
 */
function called(): Set<string> {
  const names = new Set<string>();
  for (const folder of FOLDERS) {
    const directory = new URL(`../${folder}/`, import.meta.url);
    for (const file of readdirSync(directory)) {
      const text = readFileSync(new URL(file, directory), 'utf8');
      for (const [, name] of text.matchAll(/kernels\.(\w+)/g)) names.add(name!);
      for (const [, product] of text.matchAll(/kernels\[`\$\{kind\}_(\w+)`\]/g))
        for (const kind of KINDS) names.add(`${kind}_${product}`);
      for (const [call, table] of TABLES)
        if (text.includes(call)) for (const name of table) names.add(name);
    }
  }
  return names;
}

test('every export of the module is called by a test of its own', () => {
  const exported = Object.keys(new Memory().kernels).filter(
    (name) => name !== '_start' && name !== 'memory',
  );
  expect(exported.length).toBeGreaterThan(30);
  const tested = called();
  expect(exported.filter((name) => !tested.has(name))).toEqual([]);
});
