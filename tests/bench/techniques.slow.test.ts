/** docs/techniques.md says what bench/techniques.mjs finds: a part of it, found again. */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const page = readFileSync('docs/techniques.md', 'utf8');

/** The section of a set, a line per technique: cells by its name. */
function linesOf(text: string): Map<string, string[]> {
  const rows = text.split('\n').filter((line) => line.startsWith('| '));
  return new Map(
    rows.map((row) => {
      const [name, ...cells] = row
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim());
      return [name!, cells];
    }),
  );
}

/** '+0.0136 ± 0.0043' */
function difference(text: string): { mean: number; se: number } {
  const [, sign, mean, se] = /^([+−])([\d.]+) ± ([\d.]+)$/.exec(text)!;
  return { mean: (sign === '−' ? -1 : 1) * Number(mean), se: Number(se) };
}

const section = (name: string) => linesOf(page.split(`\n## ${name}\n`)[1]!.split('\n## ')[0]!);
const SETS = [...page.matchAll(/^## (?!Overview)(\w+)$/gm)].map(([, name]) => name!);

test('digits: what the page says comes out again', async () => {
  const names = ['none', 'l1 penalty', 'input noise', 'recipe of mlp'];
  const program = ['bench/techniques.mjs', 'digits', names.join()];
  const { stdout } = await promisify(execFile)(process.execPath, program);
  const found = linesOf(stdout);
  const told = section('digits');
  for (const name of names) expect([name, found.get(name)]).toEqual([name, told.get(name)]);
});

test.each(SETS)(
  '%s: together they do no harm, and of five seeds beat none by two standard errors',
  (set) => {
    const [one, five] = ['together', 'together (mean of 5 seeds)'].map((name) =>
      difference(section(set).get(name)![2]!),
    );
    expect(one!.mean).toBeGreaterThanOrEqual(0);
    expect(five!.mean).toBeGreaterThan(2 * five!.se);
  },
);
