import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Memory } from '../../src/memory/memory.ts';
import { FAMILY_KERNELS } from '../datafit/families.ts';
import { KINDS } from '../design/storages.ts';
import { PENALTY_KERNELS } from '../solver/penaltyTerms.ts';

/** Each made and called in the table of joint.test.ts. */
const JOINT_KERNELS = ['multinomial', 'multigaussian'];

const FOLDERS = ['math', 'blas', 'design', 'datafit', 'penalty', 'solver'];

/** Files that call every kernel of a table: how, and the names in that table. */
const TABLES: readonly (readonly [file: string, call: string, names: readonly string[]])[] = [
  ['placeRows.ts', 'kernels[family.kernel](', FAMILY_KERNELS],
  ['penaltyCall.test.ts', 'kernels[kernel](', PENALTY_KERNELS.map(([kernel]) => kernel)],
  ['joint.test.ts', 'kernels[family.kernel](', JOINT_KERNELS],
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
      for (const [caller, call, table] of TABLES)
        if (file === caller && text.includes(call))
          for (const name of table) if (isMade(file, text, name)) names.add(name);
    }
  }
  return names;
}

/** Tables are imported; a family that a test file makes itself must be made in it. */
function isMade(file: string, text: string, name: string): boolean {
  return file !== 'joint.test.ts' || text.includes(`caseOf(${name}(`);
}

test('every export of the module is called by a test of its own', () => {
  const exported = Object.keys(new Memory().kernels).filter(
    (name) => name !== '_start' && name !== 'memory',
  );
  expect(exported.length).toBeGreaterThan(30);
  const tested = called();
  expect(exported.filter((name) => !tested.has(name))).toEqual([]);
});
