/** Labels as positions in a list of classes. */
import { fail, failType, nearest } from '../../check.ts';
import type { Label } from '../../memory/types.ts';
import { checkColumn, type Rows } from './rows.ts';

/**
 * The distinct labels of the rows that count, in order: booleans (false first), numbers ascending,
 * texts by code unit.
 */
export function distinctLabels(
  where: string,
  columns: Readonly<Record<string, ArrayLike<Label>>>,
  rows: Rows,
): Label[] {
  const found = new Set<Label>();
  for (const [name, values] of Object.entries(columns)) {
    checkColumn(where, name, values, rows);
    for (const i of rows.index) {
      checkLabel(where, `${name}[${i}]`, values[i]);
      found.add(values[i]!);
    }
  }
  return [...found].sort(byKind);
}

/** A list of classes: labels, each once, at least `least` of them. */
export function checkLabels(
  where: string,
  name: string,
  labels: readonly Label[],
  least: number,
): void {
  if (!Array.isArray(labels)) failType(where, name, 'be an array of labels', labels);
  for (const [k, label] of labels.entries()) {
    checkLabel(where, `${name}[${k}]`, label);
    const first = labels.indexOf(label);
    if (first < k) fail(where, `${name}[${k}]`, `differ from ${name}[${first}]`, label);
  }
  if (labels.length < least) fail(where, name, `hold at least ${least} labels`, labels.length);
}

/** Position in `labels` of the label of each row that counts. */
export function labelCodes(
  where: string,
  name: string,
  values: ArrayLike<Label>,
  { rows, labels }: { readonly rows: Rows; readonly labels: readonly Label[] },
): Int32Array {
  checkColumn(where, name, values, rows);
  const codeOf = new Map(labels.map((label, k) => [label, k]));
  return Int32Array.from(rows.index, (i) => {
    const label = values[i];
    const code = codeOf.get(label as Label);
    if (code !== undefined) return code;
    checkLabel(where, `${name}[${i}]`, label);
    return fail(where, `${name}[${i}]`, 'be one of the labels', label, hintFor(label!, labels));
  });
}

function hintFor(label: Label, labels: readonly Label[]): string {
  const twin = labels.find((known) => String(known) === String(label));
  if (twin !== undefined) return `the labels hold ${String(twin)} as a ${typeof twin}`;
  const near = nearest(String(label), labels.map(String));
  return near ? `did you mean ${near}?` : '';
}

function checkLabel(where: string, name: string, label: unknown): void {
  if (!['boolean', 'number', 'string'].includes(typeof label))
    failType(where, name, 'be a number, a string or a boolean', label);
  if (Number.isNaN(label)) fail(where, name, 'be a label', label);
}

function byKind(a: Label, b: Label): number {
  const [kindA, kindB] = [typeof a, typeof b];
  if (kindA !== kindB) return kindA < kindB ? -1 : 1;
  return a < b ? -1 : Number(a > b);
}
