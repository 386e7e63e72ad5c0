import { describe, expect, test } from 'vitest';
import { PenaltyCall } from '../../src/memory/calls.ts';
import type { Memory } from '../../src/memory/memory.ts';
import { elasticNet, groupLasso, l1, l2, mcp, sparseGroupLasso } from '../../src/penalty/index.ts';
import { type Block, norms } from '../reference/families/block.ts';
import { placeBlocks } from '../solver/blockQuadratics.ts';
import { expectEach } from '../support/expectEach.ts';
import { f64, onKernels } from '../support/kernels.ts';
import { random } from '../support/random.ts';
import { relativeDifference, sumTolerance64 } from '../support/tolerance.ts';

const groups = [[0, 2], [1]];

describe('group lasso and sparse group lasso as values', () => {
  test('are named after their functions, and of strength 1 where none is said', () => {
    expect(groupLasso({ groups })).toMatchObject({
      kind: 'groupLasso',
      kernel: 'group',
      convex: true,
      lambda: 1,
      l1Ratio: 1,
      params: [1, 0, 0],
      groups: { members: groups, weights: 'sqrt' },
    });
    expect(sparseGroupLasso({ groups, lambda: 2, l1Ratio: 0.25 })).toMatchObject({
      kind: 'sparseGroupLasso',
      params: [1.5, 0.5, 0],
    });
    expect(sparseGroupLasso({ groups }).params).toEqual([0.95, 0.05, 0]);
  });

  test('scaled keeps the shape and takes the strength', () => {
    const penalty = sparseGroupLasso({ groups, l1Ratio: 0.5 }).scaled(6);
    expect(penalty).toMatchObject({ lambda: 6, params: [3, 3, 0], groups: { members: groups } });
    expectEach(penalty.value(-2)).toBe(12);
  });

  test('plus an elastic net is the sum of both', () => {
    const sum = groupLasso({ groups, lambda: 2 }).plus(elasticNet({ lambda: 2, l1Ratio: 0.25 }));
    expect(sum).toMatchObject({ lambda: 4, params: [2, 0.5, 1.5], l1Ratio: 0.625 });
    expectEach(sum.value(2)).toBe(2 * 2 + 0.5 * 2 + 1.5 * 2);
    expect(sum.scaled(8).params).toEqual([4, 1, 3]);
    expect(groupLasso({ groups, lambda: 0 }).plus(l2(0)).params).toEqual([0, 0, 0]);
    expect(groupLasso({ groups }).plus(l1(1)).params).toEqual([1, 1, 0]);
    expect(() => groupLasso({ groups }).plus(mcp())).toThrow(
      new RangeError('groupLasso: plus must add l1, l2 or elasticNet, got "mcp"'),
    );
  });

  test('copy groups and weights', () => {
    const own = [[0, 1]];
    const weights = [2];
    const penalty = groupLasso({ groups: own, weights });
    own[0]![0] = 5;
    weights[0] = 7;
    expect(penalty.groups).toEqual({ members: [[0, 1]], weights: Float64Array.of(2) });
  });

  test.each([
    [{ groups, lambda: -1 }, 'groupLasso: lambda must be a finite number >= 0, got -1'],
    [{ groups: [] }, 'groupLasso: groups must hold at least one group, got "none"'],
    [
      { groups, weights: [1, 0] },
      'groupLasso: weights[1] must be a finite number > 0, got 0; ' +
        'penaltyFactor 0 leaves a group without penalty',
    ],
    [
      { groups, weights: [Number.NaN, 1] },
      'groupLasso: weights[0] must be a finite number > 0, got NaN; ' +
        'penaltyFactor 0 leaves a group without penalty',
    ],
  ])('refuse values outside their ranges: %j', (options, message) => {
    expect(() => groupLasso(options)).toThrow(new RangeError(message));
  });

  test.each([
    [{}, 'groupLasso: groups must be an id per column, or lists of columns, got undefined'],
    [{ groups: 'a' }, 'groupLasso: groups must be an id per column, or lists of columns, got "a"'],
    [
      { groups, weights: 'square' },
      "groupLasso: weights must be 'sqrt', 'none' or a number per group, got \"square\"",
    ],
    [{ groups, weight: 'none' }, 'groupLasso: unknown option weight; did you mean weights?'],
    [{ groups, l1Ratio: 0.5 }, 'groupLasso: unknown option l1Ratio'],
  ])('refuse other kinds of values: %j', (options, message) => {
    expect(() => groupLasso(options as never)).toThrow(new TypeError(message));
  });

  test('refuse a share of L1 outside [0, 1]', () => {
    expect(() => sparseGroupLasso({ groups, l1Ratio: 1.5 })).toThrow(
      new RangeError('sparseGroupLasso: l1Ratio must lie in [0, 1], got 1.5'),
    );
  });
});

/** Differences of sizes about 10 that may nearly cancel, in units of 1. */
const CANCELLED = 1e-13;

/** Amounts of the kernel: strength of the norm, of L1, of L2. */
const AMOUNTS = [
  [1, 0, 0],
  [0.7, 0.3, 0],
  [0.5, 0.2, 0.4],
  [0, 1, 0],
  [0.6, 0, 0.5],
] as const;

const SIZES = [1, 2, 3, 5, 8, 17];

interface Case {
  readonly amounts: readonly [number, number, number];
  readonly factor: number;
  readonly weight: number;
  readonly z: Float64Array;
}

/** Vectors of every size under every penalty; small ones stay at 0. */
function cases(): Case[] {
  const { normal, uniform } = random(11);
  return AMOUNTS.flatMap((amounts) =>
    SIZES.flatMap((size) =>
      [0, 0.2, 1, 10].map((spread) => ({
        amounts,
        factor: 0.5 + uniform(),
        weight: Math.sqrt(size),
        z: f64(size, () => spread * normal()),
      })),
    ),
  );
}

function twin({ amounts: [strength, first, second], factor, weight, z }: Case): Block {
  return norms([...z.keys()], factor * first, factor * weight * strength, factor * second);
}

const identity = (size: number, h: number) =>
  Array.from({ length: size }, (_, i) => f64(size, (k) => (i === k ? h : 0)));

type Ask = (call: number, at: 'q' | 't', a?: number, b?: number) => number;

/** One block with G = h I and target z, b as given. */
function onBlock<T>(
  { amounts, factor, weight, z }: Case,
  { h = 1, b }: { h?: number; b?: Float64Array },
  use: (ask: Ask, placed: ReturnType<typeof placeBlocks>, memory: Memory) => T,
): T {
  let result: T | undefined;
  onKernels((box) => {
    const placed = placeBlocks(box, {
      gram: identity(z.length, h),
      target: z,
      sizes: [z.length],
      factor: [factor],
      weight: [weight],
      ...(b && { b }),
    });
    const params = box.given(Float64Array.from(amounts));
    const ask: Ask = (call, at, a = 0, other = 0) =>
      box.kernels.group(call, placed[at], params, a, other);
    result = use(ask, placed, box.memory);
  });
  return result!;
}

/** argmin ½h‖b‖² − zᵀb + φ(b) in closed form. */
function prox({ amounts: [strength, first, second], factor, weight, z }: Case, h: number) {
  const soft = z.map((x) => Math.sign(x) * Math.max(Math.abs(x) - factor * first, 0));
  const size = Math.hypot(...soft);
  const left = Math.max(1 - (factor * weight * strength) / size, 0);
  return soft.map((x) => (size > 0 ? (left * x) / (h + factor * second) : 0));
}

describe('the kernel of groups', () => {
  test.each([0.3, 1, 4])('minimises a block under curvature %d', (h) => {
    for (const each of cases()) {
      const b = onBlock(each, { h }, (ask, placed) => {
        for (let call = 0; call < 3; call++) ask(PenaltyCall.improve, 'q', 1e9);
        return placed.b.read();
      });
      const expected = prox(each, h);
      expect(b.map((x) => Number(x !== 0))).toEqual(expected.map((x) => Number(x !== 0)));
      expectEach(relativeDifference(b, expected)).toBeLessThanOrEqual(CANCELLED);
    }
  });

  test('knows the value of a block along a direction', () => {
    for (const each of cases())
      for (const t of [0, -1, 0.5]) {
        const { z } = each;
        const value = onBlock(each, { b: z }, (ask, { direction }, memory) => {
          memory.f64(direction, z.length).set(z.map((x) => 2 * x + 1));
          return ask(PenaltyCall.along, 'q', t);
        });
        const expected = twin(each).value(z.map((x) => x + t * (2 * x + 1)));
        expectEach(Math.abs(value - expected)).toBeLessThanOrEqual(sumTolerance64(20, expected));
      }
  });

  test('finds the largest scale with a finite conjugate', () => {
    for (const each of cases()) {
      const scale = onBlock(each, {}, (ask) => ask(PenaltyCall.scale, 't'));
      const expected = Math.min(twin(each).finiteScale(each.z), 1);
      expectEach(Math.abs(scale - expected)).toBeLessThanOrEqual(CANCELLED);
    }
  });

  test('adds φ(b) + φ*(s u) − s uᵀb, which is 0 at a prox', () => {
    for (const each of cases()) {
      const b = prox(each, 1);
      const terms = onBlock(each, { b }, (ask) => [
        ask(PenaltyCall.fenchel, 't', 1, 1),
        ask(PenaltyCall.stationarity, 't'),
      ]);
      const size = 1 + Math.hypot(...each.z) ** 2;
      for (const term of terms) expectEach(Math.abs(term)).toBeLessThanOrEqual(CANCELLED * size);
    }
  });

  test('adds what the twin adds away from the optimum', () => {
    let compared = 0;
    for (const each of cases()) {
      const b = each.z.map((x, k) => x / 2 + 0.1 * (k + 1));
      const s = 0.9 * Math.min(twin(each).finiteScale(each.z.map((x, k) => x - b[k]!)), 1);
      const gap = onBlock(each, { b }, (ask) => ask(PenaltyCall.fenchel, 't', s, 1e6));
      const v = each.z.map((x, k) => s * (x - b[k]!));
      const block = twin(each);
      const dot = v.reduce((sum, x, k) => sum + x * b[k]!, 0);
      const expected = block.value(b) + block.conjugate(v) - dot;
      const size = block.value(b) + Math.abs(dot);
      expectEach(Math.abs(gap - expected)).toBeLessThanOrEqual(sumTolerance64(40, size));
      compared += Number(expected > 0.1);
    }
    expectEach(compared).toBeGreaterThan(20);
  });

  test('bounds a block by what the null loss can pay, where the conjugate alone is infinite', () => {
    const each: Case = { amounts: [1, 0.5, 0], factor: 2, weight: 3, z: f64(2, () => 20) };
    const gap = onBlock(each, {}, (ask) => ask(PenaltyCall.fenchel, 't', 1, 14));
    // ‖S(z, 1)‖ − 6, times 14 ÷ (2 (3 + ½))
    expect(gap).toBeCloseTo(2 * (19 * Math.SQRT2 - 6), 12);
  });

  test('measures how far a block is from stationary', () => {
    const z = Float64Array.of(9, -2, 0.5);
    const each: Case = { amounts: [1, 0.5, 0], factor: 2, weight: 3, z };
    const at = (b: Float64Array) =>
      onBlock(each, { b }, (ask) => ask(PenaltyCall.stationarity, 't'));
    // b = 0: ‖S(z, 1)‖ − 6
    expect(at(f64(3))).toBeCloseTo(Math.hypot(8, 1) - 6, 12);
    // b = e₁: u = (8, −2, ½); 8 − 6 − 1, S(−2, 1), S(½, 1)
    expect(at(Float64Array.of(1, 0, 0))).toBeCloseTo(Math.hypot(1, 1), 12);
  });

  test('counts what an unpenalized block would gain', () => {
    const each: Case = { amounts: [1, 1, 1], factor: 0, weight: 3, z: Float64Array.of(3, -4) };
    const ask = (call: number) => onBlock(each, { h: 2 }, (of) => of(call, 't', 1, 1));
    expectEach(ask(PenaltyCall.scale)).toBe(1);
    // ½ u² ÷ 2 each
    expectEach(ask(PenaltyCall.fenchel)).toBe((9 + 16) / 4);
  });

  test('has no degrees of freedom to offer', () => {
    const each = cases()[0]!;
    expect(onBlock(each, {}, (ask) => ask(PenaltyCall.freedom, 'q'))).toBeNaN();
  });
});
