/** Labels as small integers. */
import { checkLength, fail, failType } from '../../check.ts';
import type { Label } from '../../memory/types.ts';

export interface Coding {
  /** Code of each row, in [0, labels.length). */
  readonly codes: Int32Array;
  /** Label of each code, by first appearance. */
  readonly labels: readonly Label[];
  /** Rows of each code. */
  readonly sizes: Int32Array;
}

/** Number the distinct labels of n rows; `name` is the option they came from. */
export function codingOf(name: string, values: ArrayLike<Label> | undefined, n: number): Coding {
  if (typeof values !== 'object' || values === null)
    failType('folds', name, 'be an array with one label per row', values);
  checkLength('folds', name, values.length, n, 'one per row of X');
  const known = new Map<Label, number>();
  const codes = new Int32Array(n);
  for (let i = 0; i < n; i++) {
    const label = values[i]!;
    let code = known.get(label);
    if (code === undefined) {
      checkLabel(`${name}[${i}]`, label);
      code = known.size;
      known.set(label, code);
    }
    codes[i] = code;
  }
  const sizes = new Int32Array(known.size);
  for (const code of codes) sizes[code]!++;
  return { codes, labels: [...known.keys()], sizes };
}

function checkLabel(name: string, label: unknown): void {
  if (!['number', 'string', 'boolean'].includes(typeof label))
    failType('folds', name, 'be a number, a string or a boolean', label);
  if (Number.isNaN(label)) fail('folds', name, 'be a label', label);
}
