/** A quadratic on a working set, laid out for the kernels, solved by them and checked. */
import { QuadraticRecord, TermsRecord } from '../../src/memory/record.ts';
import { dot } from '../reference/dot.ts';
import { matmul, type Rows, transpose } from '../reference/linearAlgebra.ts';
import type { Problem } from '../reference/problem.ts';
import { type StandardForm, standardForm } from '../reference/standardForm.ts';
import { expectEach } from '../support/expectEach.ts';
import { type Box, f64, i32 } from '../support/kernels.ts';
import {
  DIRECT_SOLVE,
  GAP_AT_OPTIMUM,
  relativeDifference,
  sumTolerance64,
} from '../support/tolerance.ts';

export interface QuadraticData {
  /** m × m. */
  readonly gram: Rows;
  /** Each m values. */
  readonly target: Float64Array;
  readonly penaltyFactor: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** Where to start, default 0. */
  readonly b?: Float64Array;
}

/** Records and rooms of one quadratic; rows of its matrices are `gap` wider than m. */
export function placeQuadratic(box: Box, data: QuadraticData, gap = 0) {
  const { given, room, record, memory } = box;
  const { gram, target, penaltyFactor, lower, upper } = data;
  const m = target.length;
  const capacity = m + gap;
  const start = data.b ?? f64(m);
  const residual = target.map((c, k) => c - dot(gram[k]!, start));
  const [b, u, c] = [room(start), room(residual), room(target)];
  const [factor, members] = [room(f64(m * capacity)), room(i32(capacity))];
  const scratch = () => room(f64(capacity, () => Number.NaN)).at;
  const direction = scratch();
  const bounds = {
    penaltyFactor: given(penaltyFactor),
    lower: given(lower),
    upper: given(upper),
    inverse: given(f64(m, (k) => (gram[k]![k]! > 0 ? 1 / gram[k]![k]! : 0))),
  };
  const q = record(QuadraticRecord, {
    size: m,
    capacity,
    room: capacity,
    rank: 0,
    steps: 0,
    wanted: 0,
    gram: given(
      f64(m * capacity, (k) => gram[Math.floor(k / capacity)]![k % capacity] ?? Number.NaN),
    ),
    target: c.at,
    u: u.at,
    b: b.at,
    ...bounds,
    factor: factor.at,
    members: members.at,
    marks: room(i32(capacity)).at,
    direction,
    gradient: scratch(),
    moved: scratch(),
    saved: scratch(),
    before: scratch(),
    rotations: room(f64(2 * capacity)).at,
    curvature: 0,
    singular: 1e-12,
    spent: 0,
    blocks: 0,
  });
  const screening = { before: 0, inside: 0, found: 0, blocks: 0 };
  const t = record(TermsRecord, { count: m, u: u.at, b: b.at, ...bounds, ...screening });
  const get = (name: 'rank' | 'steps' | 'curvature' | 'singular') =>
    QuadraticRecord.get(memory, q, name);
  /** The coordinates that the factor stands for, and the factor's rows up to the diagonal. */
  const readFactor = () => {
    const rank = get('rank');
    const rows = factor.read();
    const row = (i: number) => rows.slice(i * capacity, i * capacity + i + 1);
    return {
      members: [...members.read().slice(0, rank)],
      rows: Array.from({ length: rank }, (_, i) => f64(rank, (k) => row(i)[k] ?? 0)),
    };
  };
  /** Another factor than the one that a solve leaves. */
  const setFactor = (rows: readonly number[][], of: readonly number[]) => {
    const at = memory.f64(factor.at, m * capacity);
    for (const [i, row] of rows.entries()) at.set(row, i * capacity);
    memory.i32(members.at, capacity).set(of);
    QuadraticRecord.set(memory, q, 'rank', of.length);
  };
  return { q, t, b, u, target: c, direction, get, readFactor, setFactor };
}

export type PlacedQuadratic = ReturnType<typeof placeQuadratic>;

/** The working set of all columns; those that are excluded are 0, with limits 0. */
export function workingSet(problem: Problem) {
  const form = standardForm(problem);
  const columns = form.columns.map((x, j) => (isExcluded(form, j) ? x.map(() => 0) : x));
  const factor = problem.penaltyFactor ?? [];
  return {
    form,
    gram: matmul(columns, transpose(columns)),
    target: Float64Array.from(columns, (x) => dot(x, form.target)),
    penaltyFactor: f64(columns.length, (j) => (isExcluded(form, j) ? 0 : (factor[j] ?? 1))),
    lower: Float64Array.from(form.penalties, ({ low }) => low),
    upper: Float64Array.from(form.penalties, ({ high }) => high),
    squares: dot(form.target, form.target),
  };
}

function isExcluded({ penalties }: StandardForm, j: number): boolean {
  return penalties[j]!.low === 0 && penalties[j]!.high === 0;
}

/** Rounds until the kernel says that the gap is at most `tolerance` of the null loss. */
export function solve(
  { kernels, given }: Box,
  { q, t }: PlacedQuadratic,
  { lambda, l1Ratio }: Problem,
  squares: number,
  budget = 1e9,
  tolerance = GAP_AT_OPTIMUM,
): { gap: number; rounds: number } {
  const penalty = given(Float64Array.of(lambda * l1Ratio, lambda * (1 - l1Ratio)));
  for (let rounds = 1; ; rounds++) {
    const gap = kernels.elasticNet_solve(q, t, penalty, squares, 0, budget);
    if (gap <= (tolerance * squares) / 2 || rounds === 40) return { gap, rounds };
  }
}

/** u = c − G b, to the rounding of its terms. */
export function checkGradient({ u, b, target }: PlacedQuadratic, { gram }: { gram: Rows }): void {
  const [gradient, coefficients, c] = [u.read(), b.read(), target.read()];
  gradient.forEach((value, k) => {
    const terms = coefficients.map((x, j) => x * gram[k]![j]!);
    const size = terms.reduce((total, term) => total + Math.abs(term), Math.abs(c[k]!) + 1);
    const error = Math.abs(value - c[k]! + dot(coefficients, gram[k]!));
    // u is carried along over the sweeps and steps of a solution: a few dozen sums of the terms
    expectEach(error).toBeLessThanOrEqual(sumTolerance64(16 * terms.length, size));
  });
}

/** The members of the factor are free coordinates, and L Lᵀ = G + f l2 on them. */
export function checkFactor(
  placed: PlacedQuadratic,
  set: ReturnType<typeof workingSet>,
  problem: Problem,
): void {
  const { lower, upper, penaltyFactor } = set;
  const b = placed.b.read();
  for (const k of placed.readFactor().members) {
    expectEach(b[k]! > lower[k]! && b[k]! < upper[k]!).toBe(true);
    expectEach(b[k] !== 0 || penaltyFactor[k]! * problem.lambda * problem.l1Ratio === 0).toBe(true);
  }
  checkMembers(placed, set, problem);
}

/** L Lᵀ = G + f l2 on the members, whichever they are. */
export function checkMembers(
  placed: PlacedQuadratic,
  { gram, penaltyFactor }: ReturnType<typeof workingSet>,
  { lambda, l1Ratio }: Problem,
): void {
  const { members, rows: factor } = placed.readFactor();
  expectEach(new Set(members).size).toBe(members.length);
  const expected = members.map((j) =>
    members.map((k) => gram[j]![k]! + (j === k ? penaltyFactor[k]! * lambda * (1 - l1Ratio) : 0)),
  );
  const product = matmul(factor, transpose(factor));
  const flat = (matrix: Rows) => Array.from(matrix, (row) => Array.from(row)).flat();
  expectEach(relativeDifference(flat(product), flat(expected))).toBeLessThanOrEqual(DIRECT_SOLVE);
}
