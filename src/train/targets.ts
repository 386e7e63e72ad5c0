/** What samples should become: classes, or numbers. */
import { fail } from '../check.ts';
import { classCodes } from '../data/classCodes.ts';
import { readDense, readVector } from '../memory/read.ts';
import type { Label, MatrixLike, VectorLike } from '../memory/types.ts';

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
  const source = readDense(where, 'y', y as MatrixLike);
  const columns = new Float64Array(source.rows * source.cols);
  source.copyColumns(columns);
  const values = columns.map(
    (_, k) => columns[(k % source.cols) * source.rows + Math.floor(k / source.cols)]!,
  );
  return { kind, count: source.cols, values };
}

/** Whether targets are labels rather than numbers: text, booleans, or few different integers. */
export function looksLikeClasses(y: TargetLike): boolean {
  if (!isVector(y)) return false;
  const type = typeof y[0];
  return type === 'string' || type === 'boolean';
}

function isVector(y: TargetLike): y is VectorLike {
  return typeof y === 'object' && y !== null && 'length' in y && typeof y[0] !== 'object';
}
