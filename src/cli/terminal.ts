/** Text for people: columns that line up, and emphasis where a terminal shows it. */
import { styleText } from 'node:util';

type Emphasis = 'bold' | 'dim' | 'red' | 'green';

/** Emphasized on a terminal, unless NO_COLOR is set (https://no-color.org). */
export function emphasize(emphasis: Emphasis, text: string): string {
  const isPlain = !process.stdout.isTTY || Boolean(process.env.NO_COLOR);
  return isPlain ? text : styleText(emphasis, text);
}

/** Lines of cells padded to the widest of their column; columns in `right` are flush right. */
export function alignCells(
  rows: readonly (readonly string[])[],
  right: readonly number[] = [],
): string[] {
  const widths: number[] = [];
  for (const cells of rows)
    cells.forEach((cell, k) => {
      widths[k] = Math.max(widths[k] ?? 0, widthOf(cell));
    });
  return rows.map((cells) =>
    cells
      .map((cell, k) => {
        const space = ' '.repeat(widths[k]! - widthOf(cell));
        return right.includes(k) ? space + cell : cell + space;
      })
      .join('  ')
      .trimEnd(),
  );
}

/** Code points; close enough to columns for the names people give. */
function widthOf(text: string): number {
  return [...text].length;
}

/** `digits` significant digits without trailing zeros. */
export function shortNumber(value: number, digits = 4): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(digits))) : '–';
}

/** `value ± error`, both to the second significant digit of the error. */
export function withError(value: number, error: number): string {
  if (!(error > 0 && error < Infinity)) return shortNumber(value);
  const decimals = 1 - Number(error.toExponential(1).split('e')[1]);
  if (decimals > 6 || Math.abs(value) >= 1e9)
    return `${shortNumber(value)} ± ${shortNumber(error, 2)}`;
  const digits = Math.max(0, decimals);
  return `${value.toFixed(digits)} ± ${error.toFixed(digits)}`;
}

/** Numbers to `digits` significant digits, padded so that their points stand in one column. */
export function alignPoints(values: readonly number[], digits = 5): string[] {
  const parts = values.map((value) => {
    const [whole = '', ...rest] = shortNumber(value, digits).split('.');
    return [whole, rest.length > 0 ? `.${rest.join('.')}` : ''] as const;
  });
  const before = Math.max(0, ...parts.map(([whole]) => whole.length));
  const after = Math.max(0, ...parts.map(([, rest]) => rest.length));
  return parts.map(([whole, rest]) => whole.padStart(before) + rest.padEnd(after));
}

/** `3 rows`, `1 row`. */
export function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** A gap, and the tolerance it is held against: `9.3e-8 ≤ 1e-6`. */
export function gapText(gap: number, tol: number, isHeld: boolean): string {
  return `${powerText(gap)} ${isHeld ? '≤' : '>'} ${powerText(tol)}`;
}

/** Two digits and a power of ten: `9.3e-8`, `1e-6`. */
export function powerText(value: number): string {
  if (!Number.isFinite(value) || value === 0) return String(value);
  return value.toExponential(1).replace('.0', '');
}
