/** A network as a table for people. */
import type { Outline } from './outline.ts';

/** Layer, output shape, parameters and bytes, and what they sum up to. */
export function table({ layers }: Pick<Outline, 'layers'>): string {
  const BYTES = 4;
  const total = layers.reduce((sum, { parameters }) => sum + parameters, 0);
  const rows = [
    ['layer', 'output', 'parameters', 'bytes'],
    ...layers.map(({ name, shape, parameters }) => [
      name,
      shape.join(' × '),
      String(parameters),
      String(BYTES * parameters),
    ]),
    ['total', '', String(total), String(BYTES * total)],
  ];
  const widths = rows[0]!.map((_, k) => Math.max(...rows.map((row) => row[k]!.length)));
  const line = (row: readonly string[]) =>
    row.map((cell, k) => (k < 2 ? cell.padEnd(widths[k]!) : cell.padStart(widths[k]!))).join('  ');
  return rows.map((row) => line(row).trimEnd()).join('\n');
}
