/** Gradients that are left out are below the kink; all others are what a plain product says. */
import { describe, expect, test } from 'vitest';
import { termsAt } from '../../src/linear/columnState.ts';
import { loadDesign } from '../../src/linear/design.ts';
import { type Solver, solveOne } from '../../src/linear/gradients.ts';
import { LazyGradients } from '../../src/linear/lazyGradients.ts';
import { type Problem, prepareProblem } from '../../src/linear/problem.ts';
import { Memory } from '../../src/memory/memory.ts';
import { Scope } from '../../src/memory/scope.ts';
import type { MatrixLike } from '../../src/memory/types.ts';
import { l1, mcp, type Penalty, scad } from '../../src/penalty/index.ts';
import { runSync } from '../../src/runtime/run.ts';
import { dot } from '../reference/dot.ts';
import { standardized } from '../reference/standardized.ts';
import { expectEach } from '../support/expectEach.ts';
import { f64 } from '../support/kernels.ts';
import { random } from '../support/random.ts';
import { sumTolerance64 } from '../support/tolerance.ts';
import { type Storage, stored } from './storedMatrix.ts';

const N = 30;
const STEPS = 40;
const CONSTANT = [2, 11];
const UNPENALIZED = [5, 11, 17];
const INSIDE = [7, 8];

interface Lab {
  readonly problem: Problem;
  readonly lazy: LazyGradients;
  readonly u: number;
  readonly penaltyFactor: Float64Array;
  readonly columns: readonly Float64Array[];
}

/** What `use` does with the gradients of a random matrix. */
function inLab(storage: Storage, p: number, intercept: boolean, use: (lab: Lab) => Solver<void>) {
  const scope = new Scope(new Memory());
  const { X, columns } = stored(storage, N, p, p, CONSTANT);
  const penaltyFactor = f64(p, (j) => (UNPENALIZED.includes(j) ? 0 : [1, 0.5, 2][j % 3]!));
  try {
    runSync(prepared());
  } finally {
    scope.release();
  }

  function* prepared() {
    const problem = yield* problemOf(scope, X, penaltyFactor, intercept);
    const { memory } = scope;
    const [center, scale] = [problem.center, problem.scale].map((at) => memory.f64(at, p).slice());
    const raw = { rows: N, cols: p, column: (j: number) => columns[j]! };
    const seen = standardized(raw, center!, scale!);
    const u = scope.f64(p);
    const inside = scope.putI32(f64(p, (j) => INSIDE.indexOf(j)));
    const set = { inside, list: scope.putI32(INSIDE), size: INSIDE.length };
    const lazy = new LazyGradients(problem, termsAt(problem, u, scope.f64(p)), u, set);
    const all = columns.map((_, j) => Float64Array.from(seen.column(j)));
    yield* solveOne(use({ problem, lazy, u, penaltyFactor, columns: all }));
  }
}

/** Weights of sum 1, a third of them 0. */
const drawn = random(4);
const raw = f64(N, (i) => (i % 3 === 1 ? 0 : 0.2 + drawn.uniform()));
const total = raw.reduce((sum, w) => sum + w, 0);
const weights = raw.map((w) => w / total);

function* problemOf(scope: Scope, X: MatrixLike, penaltyFactor: Float64Array, intercept: boolean) {
  const design = yield* loadDesign(scope, 'test', X, {});
  const each = (value: number) => new Float64Array(design.p).fill(value);
  const free = { lower: each(-Infinity), upper: each(Infinity) };
  const settings = { standardize: true, intercept, tol: 1e-8, penaltyFactor, ...free };
  return yield* prepareProblem(scope, design, { target: f64(N), weights }, settings);
}

/** ω r of a residual that shrinks and turns a little from step to step, and leaps now and then. */
function* residuals(intercept: boolean): Generator<Float64Array> {
  const { normal } = random(8);
  let r = f64(N, normal);
  for (let step = 0; step < STEPS; step++) {
    const size = step % 15 === 14 ? 2 : 0.05;
    r = r.map((value) => 0.93 * value + size * normal() * Math.sqrt(dot(r, r) / N));
    const mean = intercept ? dot(weights, r) : 0;
    yield r.map((value, i) => weights[i]! * (value - mean));
  }
  yield f64(N);
}

/** All gradients at v; which were computed. */
function* gradientsAt(lab: Lab, v: Float64Array): Solver<{ u: Float64Array; found: number[] }> {
  const { problem, lazy } = lab;
  const { memory } = problem.scope;
  const { p } = problem.design;
  memory.f64(lab.u, p).fill(Number.NaN);
  const at = problem.scope.putF64(v);
  let found: number[] = [];
  const seen = {
    select: (vector: number) => {
      const chosen = lazy.select(vector);
      found = [...memory.i32(chosen.list, chosen.count)];
      return chosen;
    },
    keep: () => lazy.keep(),
  };
  yield { problem, v: at, out: lab.u, lazy: seen as LazyGradients };
  problem.scope.free(at);
  return { u: memory.f64(lab.u, p).slice(), found };
}

/** The strength at which the largest gradients of a residual exceed the kink. */
function strengthAt({ columns, penaltyFactor }: Lab, v: Float64Array): number {
  const sizes = columns.map((x, j) => (penaltyFactor[j]! > 0 ? Math.abs(dot(x, v)) : 0));
  return 0.8 * Math.max(...sizes);
}

/** @returns how many gradients were left out. */
function check(lab: Lab, v: Float64Array, at: { u: Float64Array; found: number[] }, kink: number) {
  let left = 0;
  lab.columns.forEach((x, j) => {
    const exact = dot(x, v);
    const size = x.reduce((sum, value, i) => sum + Math.abs(value * v[i]!), 0);
    // of a sparse column x and its centre are multiplied apart
    const bound = 4 * sumTolerance64(N, size + Math.sqrt(dot(v, v)));
    if (at.found.includes(j)) expectEach(Math.abs(at.u[j]! - exact)).toBeLessThanOrEqual(bound);
    else {
      left += 1;
      const most = kink * lab.penaltyFactor[j]!;
      expectEach(Math.abs(exact)).toBeLessThanOrEqual(most);
      expectEach(Math.abs(at.u[j]!)).toBeLessThanOrEqual(most);
    }
  });
  const needed = [...INSIDE, ...UNPENALIZED.filter((j) => !CONSTANT.includes(j))];
  if (v.some((value) => value !== 0)) expect(at.found).toEqual(expect.arrayContaining(needed));
  return left;
}

const PENALTIES: [string, Penalty][] = [
  ['l1', l1()],
  ['mcp', mcp({ lambda: 1 })],
  ['scad', scad({ lambda: 1 })],
];

// 20 columns have room for two references, 80 for some more
describe.each([20, 80])('%i columns', (p) => {
  describe.each(['dense64', 'dense32', 'dense8', 'csc'] as const)('of %s', (storage) => {
    test.each([true, false])('along a path with intercept: %s', (intercept) => {
      for (const [, penalty] of PENALTIES) {
        let left = 0;
        inLab(storage, p, intercept, function* (lab) {
          const params = lab.problem.scope.f64(8);
          for (const v of residuals(intercept)) {
            const strength = strengthAt(lab, v);
            const scaled = penalty.scaled(strength);
            lab.problem.scope.memory.f64(params, scaled.params.length).set(scaled.params);
            lab.lazy.setPenalty(scaled, params);
            left += check(lab, v, yield* gradientsAt(lab, v), strength);
          }
        });
        expectEach(left).toBeGreaterThan(0.05 * STEPS * p);
      }
    });
  });
});

test('before there is a penalty every gradient is computed', () => {
  inLab('dense64', 20, true, function* (lab) {
    for (const v of residuals(true)) {
      const at = yield* gradientsAt(lab, v);
      expect(at.found).toEqual(lab.columns.map((_, j) => j));
      expectEach(check(lab, v, at, 0)).toBe(0);
    }
  });
});

test('gradients that were left out can be had afterwards', () => {
  inLab('csc', 80, true, function* (lab) {
    const { memory } = lab.problem.scope;
    const params = lab.problem.scope.putF64([1e3, 0]);
    lab.lazy.setPenalty(l1(1e3), params);
    const vectors = [...residuals(true)].slice(0, 4);
    for (const v of vectors) yield* gradientsAt(lab, v);
    const v = vectors.at(-1)!;
    const columns = [40, 3, 62];
    const before = memory.f64(lab.u, 80).slice();
    lab.lazy.settle([], 0);
    expect(memory.f64(lab.u, 80).slice()).toEqual(before);
    lab.lazy.settle(columns, lab.problem.scope.putF64(v));
    const after = memory.f64(lab.u, 80);
    for (const j of columns) {
      const exact = dot(lab.columns[j]!, v);
      expectEach(Math.abs(before[j]! - exact)).toBeGreaterThan(1e-9);
      expectEach(Math.abs(after[j]! - exact)).toBeLessThanOrEqual(1e-15 * N);
    }
    expect(after.filter((value, j) => value !== before[j])).toHaveLength(3);
  });
});
