/** What the kernels of families of several outputs promise, against the plain functions. */
import { describe, expect, test } from 'vitest';
import {
  type Family,
  type JointLoss,
  multigaussian,
  multinomial,
} from '../../src/datafit/index.ts';
import { RowCall } from '../../src/memory/calls.ts';
import { RowsRecord } from '../../src/memory/record.ts';
import { DIFFERENCE, DIFFERENCE_STEP } from '../reference/families/tolerance.ts';
import { expectEach } from '../support/expectEach.ts';
import { type Box, EDGE_SIZES, f64, onKernels } from '../support/kernels.ts';
import { random } from '../support/random.ts';
import { EPSILON_64, sumTolerance64 } from '../support/tolerance.ts';

const SIZES = EDGE_SIZES.filter((n) => n <= 5 || n === 16 || n === 33);
const EXTREME = [-700, 700, -40, 40, 0];

interface Rows {
  readonly n: number;
  readonly outputs: number;
  /** n per output, output after output. */
  readonly eta: Float64Array;
  readonly y: Float64Array;
  readonly weights: Float64Array;
}

interface Case {
  readonly family: Family;
  readonly joint: JointLoss;
  /** Whether y and the dual values are distributions. */
  readonly isShare: boolean;
}

const CASES: [string, Case][] = [
  ...[2, 3, 10].map((classes) => caseOf(multinomial({ classes }), true)),
  ...[1, 2, 5].map((outputs) => caseOf(multigaussian({ outputs }), false)),
];

function caseOf(family: Family, isShare: boolean): [string, Case] {
  return [`${family.name} of ${family.outputs}`, { family, joint: family.joint!, isShare }];
}

/** Weights of sum 1, some 0; one-hot rows and mixed ones. */
function draw(n: number, { family, isShare }: Case, isWild: boolean): Rows {
  const source = random(n + 3 * family.outputs);
  const { outputs } = family;
  const weights = f64(n, (i) => (i > 0 && source.chance(0.2) ? 0 : 0.1 + source.uniform()));
  const total = weights.reduce((sum, w) => sum + w, 0);
  const eta = f64(n * outputs, () =>
    isWild && source.chance(0.2) ? source.pick(EXTREME) : 2 * source.normal(),
  );
  const y = f64(n * outputs, () => source.normal());
  for (let i = 0; isShare && i < n; i++) {
    const shares = source.chance(0.5)
      ? oneHot(outputs, source.below(outputs))
      : normalized(f64(outputs, () => source.uniform()));
    for (let k = 0; k < outputs; k++) y[k * n + i] = shares[k]!;
  }
  return { n, outputs, eta, y, weights: weights.map((w) => w / total) };
}

function oneHot(outputs: number, at: number): Float64Array {
  return f64(outputs, (k) => Number(k === at));
}

function normalized(values: Float64Array): Float64Array {
  const total = values.reduce((sum, value) => sum + value, 0);
  return values.map((value) => value / total);
}

/** One row of n values per output. */
function row(values: Float64Array, { n, outputs }: Rows, i: number): Float64Array {
  return f64(outputs, (k) => values[k * n + i]!);
}

/** Σ ω f over rows that count. */
function sumOf(data: Rows, f: (eta: Float64Array, y: Float64Array, i: number) => number): number {
  return data.weights.reduce(
    (sum, w, i) => (w > 0 ? sum + w * f(row(data.eta, data, i), row(data.y, data, i), i) : sum),
    0,
  );
}

function place(box: Box, family: Family, data: Rows) {
  const { given, room, record, kernels } = box;
  const { n, outputs } = data;
  const nothing = () => room(f64(n * outputs, () => Number.NaN));
  const [eta, v, h] = [room(data.eta), nothing(), nothing()];
  const scratch = room(f64(6 * outputs + 6));
  const params = given(Float64Array.from([outputs, scratch.at]));
  const rows = record(RowsRecord, {
    ...{ n, outputs, slice: 0, eta: eta.at, v: v.at, h: h.at },
    ...{ y: given(data.y), weights: given(data.weights) },
  });
  const call = (name: keyof typeof RowCall, slice: number, other = 0, a = 0) => {
    RowsRecord.set(box.memory, rows, 'slice', slice);
    return kernels[family.kernel](RowCall[name], rows, params, other, a);
  };
  return { eta, v, h, call };
}

describe.each(CASES)('%s', (_, each) => {
  const { family, joint } = each;
  const { outputs } = family;

  test.each(SIZES)('gradients of %i rows, of all outputs and of each', (n) => {
    const data = draw(n, each, true);
    onKernels((box) => {
      const rows = place(box, family, data);
      const loss = rows.call('gradients', outputs);
      const bound = sumTolerance64(
        n + 4 * outputs,
        sumOf(data, (eta, y) => sizeOf(eta, y)),
      );
      expectEach(Math.abs(loss - sumOf(data, joint.loss))).toBeLessThanOrEqual(bound);
      const [v, h] = [rows.v.read(), rows.h.read()];
      data.weights.forEach((w, i) => {
        const slope = joint.slope(row(data.eta, data, i), row(data.y, data, i));
        const mean = joint.mean(row(data.eta, data, i));
        for (let k = 0; k < outputs; k++) {
          const at = k * n + i;
          if (w === 0) expect([v[at], h[at]]).toEqual([0, 0]);
          if (w === 0) continue;
          expectEach(Math.abs(v[at]! + w * slope[k]!)).toBeLessThanOrEqual(
            1e-15 * w * (1 + Math.abs(slope[k]!)),
          );
          const second = joint.coupled ? mean[k]! * (1 - mean[k]!) : 1;
          expectEach(h[at]).toBeGreaterThan(0);
          expectEach(Math.abs(h[at]! - w * second)).toBeLessThanOrEqual(1.1e-9 * w);
        }
      });
      for (let k = 0; k < outputs; k++) {
        const alone = place(box, family, data);
        expectEach(alone.call('gradients', k)).toBe(loss);
        const own = alone.v.read();
        expect(own.slice(k * n, (k + 1) * n)).toEqual(v.slice(k * n, (k + 1) * n));
        expect(own.filter((value) => !Number.isNaN(value))).toHaveLength(n);
      }
    });
  });

  test.each(SIZES)('the loss of %i rows along a direction of one output, and of all', (n) => {
    const data = draw(n, each, false);
    const d = f64(n * outputs, () => random(n).normal());
    onKernels((box) => {
      const rows = place(box, family, data);
      for (const slice of [0, outputs - 1, outputs]) {
        const isAll = slice === outputs;
        const moved = { ...data, eta: data.eta.slice() };
        const part = isAll ? d : d.slice(0, n);
        part.forEach((value, at) => {
          moved.eta[(isAll ? 0 : slice * n) + at]! += 0.3 * value;
        });
        const got = rows.call('along', slice, box.given(part), 0.3);
        const bound = sumTolerance64(
          n + 4 * outputs,
          sumOf(moved, (eta, y) => sizeOf(eta, y)),
        );
        expectEach(Math.abs(got - sumOf(moved, joint.loss))).toBeLessThanOrEqual(bound);
      }
      expect(rows.eta.read()).toEqual(data.eta);
    });
  });

  test.each(SIZES.filter((n) => n > 1))('the intercept of %i rows ends where Σ ω ∂ℓ = 0', (n) => {
    const data = draw(n, each, false);
    onKernels((box) => {
      for (let k = 0; k < outputs; k++) {
        const rows = place(box, family, data);
        const a = rows.call('recentre', k);
        const eta = rows.eta.read();
        eta.forEach((value, at) => {
          const isOwn = Math.floor(at / n) === k;
          expectEach(value).toBe(isOwn ? data.eta[at]! + a : data.eta[at]);
        });
        const slopes = sumOf({ ...data, eta }, (row, y) => joint.slope(row, y)[k]!);
        const has = sumOf(data, (_eta, y) => y[k]!);
        // a class without rows, or with all of them, has its optimum at infinity
        if (each.isShare && (has < 1e-12 || has > 1 - 1e-12)) continue;
        expectEach(Math.abs(slopes)).toBeLessThanOrEqual(1e-14 * (1 + Math.abs(a)));
      }
    });
  });

  test.each(SIZES)('reach and gap of %i rows at dual points inside and outside', (n) => {
    const data = draw(n, each, false);
    const source = random(n + 50);
    for (const far of [0.3, 1.5]) {
      const theta = f64(n * outputs);
      for (let i = 0; i < n; i++) {
        // towards another distribution, and beyond it
        const goal = each.isShare
          ? oneHot(outputs, source.below(outputs))
          : f64(outputs, () => source.normal());
        const y = row(data.y, data, i);
        for (let k = 0; k < outputs; k++)
          theta[k * n + i] = -data.weights[i]! * far * (goal[k]! - y[k]!);
      }
      const dual = (i: number, s: number) =>
        row(theta, data, i).map((value) => (-s * value) / (data.weights[i]! || 1));
      onKernels((box) => {
        const rows = place(box, family, data);
        const at = box.given(theta);
        const s = rows.call('reach', 0, at);
        const twin = data.weights.reduce(
          (least, w, i) =>
            w > 0 ? Math.min(least, joint.reach(dual(i, 1), row(data.y, data, i))) : least,
          1,
        );
        expectEach(Math.abs(s - twin)).toBeLessThanOrEqual(1e-15);
        const terms = (t: number) => sumOf(data, (eta, y, i) => joint.distance(eta, y, dual(i, t)));
        for (const scale of [s, 0.5 * s]) {
          const gap = rows.call('gap', 0, at, scale);
          expectEach(gap).toBeGreaterThanOrEqual(0);
          const size = sumOf(
            data,
            (eta, y, i) => joint.distance(eta, y, dual(i, scale)) + sizeOf(eta, y),
          );
          expectEach(Math.abs(gap - terms(scale))).toBeLessThanOrEqual(
            sumTolerance64(n + 8 * outputs, size),
          );
        }
      });
    }
  });

  test('the gap vanishes at the gradient itself', () => {
    const data = draw(33, each, true);
    onKernels((box) => {
      const rows = place(box, family, data);
      rows.call('gradients', outputs);
      expectEach(rows.call('reach', 0, rows.v.at)).toBe(1);
      // y + t is rounded by ε where p may be e^−700: each class adds ε log(ε/p) at most
      const bound = outputs * EPSILON_64 * 700;
      expectEach(rows.call('gap', 0, rows.v.at, 1)).toBeLessThanOrEqual(bound);
    });
  });

  test('slopes are differences of the loss, and what it saturates at is its infimum', () => {
    const data = draw(10, each, false);
    for (let i = 0; i < data.n; i++) {
      const [eta, y] = [row(data.eta, data, i), row(data.y, data, i)];
      const slope = joint.slope(eta, y);
      for (let k = 0; k < outputs; k++) {
        const moved = (by: number) =>
          joint.loss(
            eta.map((value, l) => value + (l === k ? by : 0)),
            y,
          );
        const rate = (moved(DIFFERENCE_STEP) - moved(-DIFFERENCE_STEP)) / (2 * DIFFERENCE_STEP);
        const size = 1 + Math.abs(joint.loss(eta, y)) + Math.abs(slope[k]!);
        expectEach(Math.abs(rate - slope[k]!)).toBeLessThanOrEqual(DIFFERENCE * size);
      }
      const zero = joint.distance(eta, y, new Float64Array(outputs));
      const excess = joint.loss(eta, y) - joint.saturated(y);
      expectEach(Math.abs(zero - excess)).toBeLessThanOrEqual(1e-13 * (1 + Math.abs(excess)));
    }
  });
});

/** What the terms of a row's loss add up to in size. */
function sizeOf(eta: Float64Array, y: Float64Array): number {
  const sum = (values: Float64Array) => values.reduce((total, value) => total + Math.abs(value), 0);
  return 1 + (1 + sum(y)) * (1 + sum(eta)) + sum(eta) ** 2 + sum(y) ** 2;
}
