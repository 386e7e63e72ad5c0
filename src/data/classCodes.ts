/** Labels as codes 0 … K − 1. */
import { checkLength, fail, failType } from '../check.ts';
import type { Label } from '../memory/types.ts';

export interface ClassCodes {
  /** Ascending: numbers by value, text by code units, false before true. */
  readonly classes: readonly Label[];
  readonly codes: Int32Array;
}

/**
 * Codes of n labels of one type.
 * @param known the classes of a fitted model: other labels are refused.
 */
export function classCodes(
  where: string,
  y: ArrayLike<unknown>,
  n: number,
  known?: readonly Label[],
): ClassCodes {
  checkLength(where, 'y', y.length, n, 'one per row of X');
  const type = typeof y[0];
  for (let i = 0; i < n; i++) {
    const label = y[i];
    if (typeof label !== 'string' && typeof label !== 'boolean' && typeof label !== 'number')
      failType(where, `y[${i}]`, 'be a label: text, a number, true or false', label);
    if (typeof label === 'number' && !Number.isFinite(label))
      fail(where, `y[${i}]`, 'be finite', label);
    if (typeof label !== type) failType(where, `y[${i}]`, `be a ${type} like y[0]`, label);
  }
  const labels = y as ArrayLike<Label>;
  const classes = known ?? [...seenIn(labels)].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const code = new Map(classes.map((label, k) => [label, k]));
  const codes = new Int32Array(n);
  for (let i = 0; i < n; i++) {
    const k = code.get(labels[i]!);
    if (k === undefined) {
      const rule = `be one of the classes ${classes.map(String).join(', ')}`;
      fail(where, `y[${i}]`, rule, labels[i]);
    }
    codes[i] = k;
  }
  return { classes, codes };
}

function seenIn(labels: ArrayLike<Label>): Set<Label> {
  const seen = new Set<Label>();
  for (let i = 0; i < labels.length; i++) seen.add(labels[i]!);
  return seen;
}
