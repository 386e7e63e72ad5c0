/** What samples should become: classes, or numbers. */
import { checkLength, fail } from '../check.ts';
import { classCodes } from '../data/classCodes.ts';
import type { Loss } from '../loss/loss.ts';
import { readVector } from '../memory/read.ts';
import type { Label, MatrixLike, VectorLike } from '../memory/types.ts';
import { readRows } from './rowSource.ts';
import { checkCells } from './rows.ts';

/** What users may give as y. */
export type TargetLike = VectorLike | readonly Label[] | MatrixLike;

export type CodedTargets =
  | { readonly kind: 'classes'; readonly classes: readonly Label[]; readonly codes: Int32Array }
  | { readonly kind: 'numbers'; readonly count: number; readonly values: Float64Array };

/** Labels become codes; numbers are copied, row by row. */
export function codeTargets(
  where: string,
  y: TargetLike,
  rows: number,
  kind: 'classes' | 'numbers',
  known?: readonly Label[],
): CodedTargets {
  if (kind === 'classes') {
    const coded = classCodes(where, y as ArrayLike<unknown>, rows, known);
    if (coded.classes.length < 2)
      fail(where, 'y', 'hold at least two classes', coded.classes.length);
    return { kind, ...coded };
  }
  if (isVector(y)) {
    const values = readVector(where, 'y', y, rows, 'one per row of X');
    return { kind, count: 1, values };
  }
  const source = readRows({ where, X: y as MatrixLike }, 'y');
  const { rows: length, cols } = source;
  checkLength(where, 'y rows', length, rows, 'one per row of X');
  const values = new Float64Array(length * cols);
  source.copyRows(values, 0, length);
  checkCells(where, 'y', values, cols);
  return { kind, count: cols, values };
}

/** Whether targets are labels by their type: text or booleans. Numbers are classes only where the loss says so. */
export function looksLikeClasses(y: TargetLike): boolean {
  if (!isVector(y)) return false;
  const type = typeof y[0];
  return type === 'string' || type === 'boolean';
}

/** Whether targets are rows of numbers. */
export function isMatrix(y: TargetLike): y is MatrixLike {
  return !isVector(y);
}

/** @throws RangeError that names the first target of which the loss says nothing. */
export function checkTargets(where: string, loss: Loss, targets: CodedTargets): void {
  if (targets.kind === 'classes') return;
  if (loss.target === 'classes') checkShares(where, targets);
  else checkRange(where, loss, targets);
}

type Numbers = Extract<CodedTargets, { kind: 'numbers' }>;

function checkRange(where: string, { type, range }: Loss, { count, values }: Numbers): void {
  if (!range) return;
  const [least, most] = range;
  const at = values.findIndex((value) => value < least || value > most);
  if (at < 0) return;
  const row = `y[${Math.floor(at / count)}]`;
  const rule = most === Infinity ? `be >= ${least}` : `lie in [${least}, ${most}]`;
  fail(where, count > 1 ? `${row}[${at % count}]` : row, `${rule} for loss ${type}`, values[at]);
}

/** Shares of classes are at least 0 and add up to 1 in each row, but for the rounding of f32. */
function checkShares(where: string, targets: Numbers): void {
  const { count, values } = targets;
  for (let i = 0; i < values.length; i += count) {
    const shares = values.subarray(i, i + count);
    const sum = shares.reduce((a, b) => a + b, 0);
    if (shares.every((share) => share >= 0) && Math.abs(sum - 1) < 1e-5) continue;
    const hint = 'y as a matrix holds shares of classes';
    fail(where, `y[${i / count}]`, 'hold numbers >= 0 that add up to 1', sum, hint);
  }
}

function isVector(y: TargetLike): y is VectorLike {
  return typeof y === 'object' && y !== null && 'length' in y && typeof y[0] !== 'object';
}

/** Targets of further rows below those of the first; both have the same kind. */
export function below(first: CodedTargets, second: CodedTargets): CodedTargets {
  if (first.kind === 'classes' && second.kind === 'classes')
    return { ...first, codes: joined(first.codes, second.codes, Int32Array) };
  if (first.kind === 'classes' || second.kind === 'classes') return first;
  return { ...first, values: joined(first.values, second.values, Float64Array) };
}

function joined<T extends Int32Array | Float64Array>(a: T, b: T, Kind: new (n: number) => T): T {
  const both = new Kind(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
