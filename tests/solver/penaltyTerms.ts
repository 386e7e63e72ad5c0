/** Gap terms laid out for the kernels, and the separable penalties with parameters to call them by. */
import { TermsRecord } from '../../src/memory/record.ts';
import { type Box, f64 } from '../support/kernels.ts';

/** Kernels of separable penalties, called as `kernels[kernel]`; parameters in the kernel's order. */
export const PENALTY_KERNELS = [
  ['elasticNet', [0.7, 0.3]],
  ['mcp', [0.7, 0.3, 2.5]],
  ['scad', [0.7, 0.3, 3.7]],
] as const;

export interface TermColumn {
  readonly u: number;
  readonly b: number;
  readonly factor: number;
  readonly low: number;
  readonly high: number;
}

/** The address of their record. */
export function placeTerms(
  { given, record }: Box,
  columns: readonly TermColumn[],
  screening = { before: 0, inside: 0, found: 0 },
  among = columns.map((_, j) => j),
): number {
  const column = (of: (each: TermColumn) => number) => given(Float64Array.from(columns, of));
  return record(TermsRecord, {
    count: among.length,
    among: among.length < columns.length ? given(Int32Array.from(among)) : 0,
    u: column((each) => each.u),
    b: column((each) => each.b),
    penaltyFactor: column((each) => each.factor),
    lower: column((each) => each.low),
    upper: column((each) => each.high),
    inverse: given(f64(columns.length, () => 1)),
    ...screening,
  });
}
