import { describe, expect, test } from 'vitest';
import { PenaltyCall } from '../../src/memory/calls.ts';
import { BlocksRecord, TermsRecord } from '../../src/memory/record.ts';
import { dot } from '../reference/dot.ts';
import { norms } from '../reference/families/block.ts';
import { matmul, transpose } from '../reference/linearAlgebra.ts';
import { f64, i32, onKernels } from '../support/kernels.ts';
import { arDesign } from '../support/problems.ts';
import { random } from '../support/random.ts';
import { relativeDifference } from '../support/tolerance.ts';
import { type BlockData, placeBlocks } from './blockQuadratics.ts';
import { checkGradient } from './quadratics.ts';

/** A gap of 1e-12 of a loss whose curvature is 1e-3 or more leaves the root of their ratio. */
const SAME_MINIMISER = 1e-4;

type Amounts = readonly [number, number, number];

interface Shape {
  readonly n: number;
  readonly sizes: readonly number[];
  readonly rho: number;
}

/** A Gram matrix of AR columns and a target that a few of them explain. */
function quadraticOf({ n, sizes, rho }: Shape): BlockData {
  const source = random(5);
  const m = sizes.reduce((sum, size) => sum + size, 0);
  const rows = arDesign(source, n, m, rho);
  const columns = transpose(rows).map((x) => Float64Array.from(x, (v) => v / Math.sqrt(n)));
  const y = Float64Array.from(rows, (x) => (x[0]! - x[m - 1]! + source.normal()) / Math.sqrt(n));
  return {
    gram: matmul(columns, transpose(columns)),
    target: Float64Array.from(columns, (x) => dot(x, y)),
    sizes,
    factor: sizes.map((_, g) => (g === 1 ? 0 : 1)),
    weight: sizes.map(Math.sqrt),
  };
}

/** Σ_g φ_g(b_g) + φ_g*(s u_g) − s u_gᵀb_g + ½ (1 − s)² bᵀG b + …: here at s = 1, from the twin. */
function fenchel(data: BlockData, amounts: Amounts, b: Float64Array, u: Float64Array): number {
  const [strength, first, second] = amounts;
  let start = 0;
  return data.sizes.reduce((sum, size, g) => {
    const [own, slope] = [b, u].map((v) => v.slice(start, start + size));
    start += size;
    const f = data.factor![g]!;
    const block = norms([], f * first, f * data.weight![g]! * strength, f * second);
    if (f === 0) return sum + Math.hypot(...slope!);
    const scaled = slope!.map((v) => v * Math.min(1, block.finiteScale(slope!)));
    return sum + block.value(own!) + block.conjugate(scaled) - dot(scaled, own!);
  }, 0);
}

/** Calls until one gains at most 1e-22. */
function solve(data: BlockData, amounts: Amounts, budget = 1e9, gap = 0) {
  let result = { b: f64(0) as Float64Array, u: f64(0) as Float64Array, calls: 0 };
  onKernels((box) => {
    const placed = placeBlocks(box, data, gap);
    const params = box.given(Float64Array.from(amounts));
    let calls = 0;
    for (let gain = Infinity; gain > 1e-22 && calls < 1000; calls++)
      gain = box.kernels.group(PenaltyCall.improve, placed.q, params, budget, 1e-22);
    checkGradient(placed, data);
    result = { b: placed.b.read(), u: placed.u.read(), calls };
  });
  return result;
}

const AMOUNTS: Amounts[] = [
  [0.1, 0, 0],
  [0.05, 0.05, 0],
  [0.05, 0.02, 0.03],
  [0, 0.1, 0],
];
const MIXED = [3, 2, 1, 5, 8, 1, 4];

describe.each([0, 0.9, 0.999])('block descent and Newton, AR(%d)', (rho) => {
  test.each(AMOUNTS)('end at the optimum of strengths %d, %d, %d', (...amounts) => {
    const data = quadraticOf({ n: 60, sizes: MIXED, rho });
    const { b, u, calls } = solve(data, amounts, 1e9, 2);
    const loss = dot(b, data.target);
    expect(fenchel(data, amounts, b, u)).toBeLessThanOrEqual(1e-12 * Math.abs(loss));
    expect(calls).toBeLessThan(60);
    expect(b.some((value) => value === 0)).toBe(true);
    expect(b.some((value) => value !== 0)).toBe(true);
  });

  test('go on where a small budget ended a call, to the same point', () => {
    const amounts = [0.02, 0.01, 0] as const;
    const data = quadraticOf({ n: 60, sizes: MIXED, rho });
    const whole = solve(data, amounts);
    const pieces = solve(data, amounts, 20);
    expect(pieces.calls).toBeGreaterThan(whole.calls);
    expect(fenchel(data, amounts, pieces.b, pieces.u)).toBeLessThanOrEqual(1e-12);
    expect(relativeDifference(whole.b, pieces.b)).toBeLessThan(SAME_MINIMISER);
  });
});

test('more coordinates than rows: members that depend on others are left to descent', () => {
  const amounts = [0.01, 0, 0] as const;
  const data = quadraticOf({ n: 12, sizes: [4, 1, 6, 6, 5], rho: 0.5 });
  const { b, u } = solve(data, amounts);
  expect(fenchel(data, amounts, b, u)).toBeLessThanOrEqual(1e-12);
});

test('columns that are twice there share their group without harm', () => {
  const base = quadraticOf({ n: 30, sizes: [2, 1], rho: 0 });
  const twice = (k: number) => [0, 0, 1, 1, 2][k]!;
  const data = {
    gram: Array.from({ length: 5 }, (_, i) => f64(5, (k) => base.gram[twice(i)]![twice(k)]!)),
    target: f64(5, (k) => base.target[twice(k)]!),
    sizes: [4, 1],
    factor: [1, 0],
    weight: [2, 1],
  };
  const { b, u } = solve(data, [0.1, 0, 0]);
  expect(fenchel(data, [0.1, 0, 0], b, u)).toBeLessThanOrEqual(1e-12);
  expect(Math.abs(b[0]! - b[1]!)).toBeLessThanOrEqual(1e-12);
});

describe('screening of blocks', () => {
  /** Blocks {0, 3}, {1}, {2, 4} with kinks √2, 1, √2. */
  function screened(u: number[], before: number[], inside: number[], ratio: number): number[] {
    let found: number[] = [];
    onKernels(({ kernels, given, room, record }) => {
      const unused = given(f64(5, () => Number.NaN));
      const blocks = record(BlocksRecord, {
        count: 3,
        starts: given(Int32Array.of(0, 2, 3, 5)),
        order: given(Int32Array.of(0, 3, 1, 2, 4)),
        factor: given(f64(3, () => 1)),
        weight: given(Float64Array.of(Math.SQRT2, 1, Math.SQRT2)),
      });
      const list = room(i32(5));
      const terms = record(TermsRecord, {
        count: 5,
        u: given(Float64Array.from(u)),
        b: unused,
        penaltyFactor: unused,
        lower: unused,
        upper: unused,
        inverse: unused,
        before: given(Float64Array.from(before)),
        inside: given(Int32Array.from(inside)),
        found: list.at,
        blocks,
      });
      const params = given(Float64Array.of(1, 0, 0));
      const count = kernels.group(PenaltyCall.screen, terms, params, ratio, 0);
      found = [...list.read().slice(0, count)];
    });
    return found;
  }
  const OUT = [-1, -1, -1, -1, -1];

  test('names all columns of the blocks whose norm exceeds the kink', () => {
    expect(screened([1.2, 0.9, 1, 1, 0.9], [0, 0, 0, 0, 0], OUT, 0)).toEqual([0, 3]);
    expect(screened([1, 1.1, 1, 1, 1.1], [0, 0, 0, 0, 0], OUT, 0)).toEqual([1, 2, 4]);
  });

  test('follows the secant, and does not forget what exceeds the kink already', () => {
    const now = [1, 1.1, 0.9, 0.9, 0.9];
    const before = [0.8, 2, 0.9, 0.7, 0.9];
    expect(screened(now, before, OUT, 0)).toEqual([1]);
    expect(screened(now, before, OUT, 1)).toEqual([0, 3, 1]);
  });

  test('leaves out the blocks that are in', () => {
    expect(screened([9, 9, 9, 9, 9], [0, 0, 0, 0, 0], [-1, 0, 1, -1, 2], 0)).toEqual([0, 3]);
  });
});
