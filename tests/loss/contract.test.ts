/** What every loss promises. */
import { describe, expect, test } from 'vitest';
import {
  binaryFocal,
  confidencePenalty,
  crossEntropy,
  focal,
  huber,
  quantile,
} from '../../src/loss/index.ts';
import { defaultMemory } from '../../src/memory/memory.ts';
import type { PlanOptions } from '../../src/train/plan.ts';
import { isFloat64, type Planned, planned } from '../support/planned.ts';
import { random } from '../support/random.ts';
import { DIFFERENCE_TOLERANCE, lossRounding, relativeDifference } from '../support/tolerance.ts';
import { LOSS_CASES, type LossCase } from './cases.ts';

type Form = 'labels' | 'shares' | 'numbers';

/** A batch: outputs, targets of each sample, weights that sum to 1. */
interface Batch {
  readonly z: number[][];
  readonly t: number[][];
  readonly labels: Int32Array;
  readonly weights: number[];
}

function batchOf({ target }: LossCase, form: Form, rows: number, outputs: number): Batch {
  const { normal, uniform, below } = random(17 * rows + outputs);
  const labels = Int32Array.from({ length: rows }, () => below(outputs));
  const drawn = Array.from({ length: rows }, () =>
    Array.from({ length: outputs }, () => Math.fround(target(uniform()))),
  );
  const shares = drawn.map(() => {
    // sixty-fourths, which add up to 1 in any precision
    const counts = Array.from({ length: outputs }, () => 0);
    for (let k = 0; k < 64; k++) counts[below(outputs)]! += 1;
    return counts.map((count) => count / 64);
  });
  const oneHot = drawn.map((row, i) => row.map((_, k) => Number(k === labels[i])));
  const raw = drawn.map(() => 0.2 + uniform());
  const sum = raw.reduce((a, b) => a + b, 0);
  return {
    z: drawn.map((row) => row.map(() => Math.fround(2 * normal()))),
    t: form === 'numbers' ? drawn : form === 'labels' ? oneHot : shares,
    labels,
    weights: raw.map((weight) => Math.fround(weight / sum)),
  };
}

/** Run with the batch written to where the loss reads it. */
function onBatch<T>(
  { loss }: LossCase,
  form: Form,
  { z, t, labels, weights }: Batch,
  options: Partial<PlanOptions>,
  use: (all: Planned) => T,
): T {
  const [rows, outputs] = [z.length, z[0]!.length];
  const kind = form === 'labels' ? 'classes' : 'numbers';
  const given = { loss, outputs: { kind, count: outputs } as const, batch: rows, ...options };
  return planned([], [outputs], given, (all) => {
    const { plan, view } = all;
    view(plan.x.at, rows * outputs).set(z.flat());
    if (form === 'labels') defaultMemory().i32(plan.targets.labels, rows).set(labels);
    else view(plan.targets.numbers, rows * outputs).set(t.flat());
    if (plan.targets.weights) view(plan.targets.weights, rows).set(weights);
    return use(all);
  });
}

const formsOf = ({ loss }: LossCase): Form[] =>
  loss.target === 'numbers' ? ['numbers'] : loss.takesShares ? ['labels', 'shares'] : ['labels'];

const SHAPES = [
  [1, 2],
  [2, 3],
  [3, 4],
  [5, 5],
  [4, 9],
] as const;

describe.each(LOSS_CASES)('$title', (one: LossCase) => {
  const isSingle = one.loss.target === 'numbers';
  const all = [...SHAPES, ...(isSingle ? ([[7, 1]] as const) : [])];
  const shapes = formsOf(one).flatMap((form) => all.map((shape) => [form, ...shape] as const));

  test.each(shapes)('is its definition, %s of %i × %i', (form, rows, outputs) => {
    const batch = batchOf(one, form, rows, outputs);
    const smooth = one.smooth ?? ((t: readonly number[]) => t);
    for (const isWeighted of [false, true])
      onBatch(one, form, batch, { isWeighted }, ({ plan, view }) => {
        const weights = batch.weights.map((weight) => (isWeighted ? weight : 1 / rows));
        const value = batch.z.reduce(
          (sum, z, i) => sum + weights[i]! * one.twin.value(z, smooth(batch.t[i]!)),
          0,
        );
        const gradient = batch.z.flatMap((z, i) =>
          one.twin.gradient(z, smooth(batch.t[i]!)).map((slope) => weights[i]! * slope),
        );
        expect(relativeDifference([plan.cost()], [value])).toBeLessThan(lossRounding(isFloat64()));
        const got = view(plan.x.gradient, rows * outputs);
        expect(relativeDifference(got, gradient)).toBeLessThan(lossRounding(isFloat64()));
      });
  });

  test.runIf(isFloat64()).each(shapes)(
    'has the gradient of finite differences, %s of %i × %i',
    (form, rows, outputs) => {
      const batch = batchOf(one, form, rows, outputs);
      onBatch(one, form, batch, { isWeighted: true }, ({ plan, view }) => {
        plan.cost();
        const given = view(plan.x.gradient, rows * outputs).slice();
        const h = 1e-6;
        const slopes = Array.from(given, (_, i) => {
          const at = (z: number) => {
            view(plan.x.at, rows * outputs)[i] = z;
            return plan.cost();
          };
          const z = batch.z.flat()[i]!;
          const slope = (at(z + h) - at(z - h)) / (2 * h);
          at(z);
          return slope;
        });
        expect(relativeDifference(given, slopes)).toBeLessThan(DIFFERENCE_TOLERANCE);
      });
    },
  );

  test.each(formsOf(one))('has neither smoothing nor penalty in evaluation, %s', (form) => {
    const batch = batchOf(one, form, 4, 3);
    const twin = one.clean ?? one.twin;
    const value = batch.z.reduce((sum, z, i) => sum + twin.value(z, batch.t[i]!) / 4, 0);
    onBatch(one, form, batch, { isTraining: false, isNoisy: false }, ({ plan }) =>
      expect(relativeDifference([plan.cost()], [value])).toBeLessThan(lossRounding(isFloat64())),
    );
  });

  test.runIf(one.isBounded).each(formsOf(one))('stays finite for huge outputs, %s', (form) => {
    const sizes = [1e4, -1e4, 0, 500, -500, 1e-30];
    const drawn = batchOf(one, form, 6, 3);
    const z = drawn.z.map((row, i) => row.map((_, k) => sizes[(i + 2 * k) % 6]!));
    onBatch(one, form, { ...drawn, z }, {}, ({ plan, view }) => {
      expect(plan.cost()).toBeGreaterThan(-1);
      expect(plan.cost()).toBeLessThan(1e9);
      expect(view(plan.x.gradient, 18).every(Number.isFinite)).toBe(true);
    });
  });
});

test.each([
  [huber(), ['huber', 1.35]],
  [quantile(0.9), ['quantile', 0.9]],
  [focal(1), ['focal', 1]],
  [binaryFocal(), ['binaryFocal', 2]],
  [crossEntropy({ labelSmoothing: 0.1 }), ['crossEntropy', { labelSmoothing: 0.1 }]],
  [confidencePenalty({ beta: 0.2 }), ['confidencePenalty', { beta: 0.2 }]],
])('a loss says what it was made with, case %#', ({ type, args }, expected) => {
  expect([type, ...args]).toEqual(expected);
});

describe('bad options', () => {
  test.each([
    [() => huber(0), 'huber: delta must be a finite number > 0, got 0'],
    [() => quantile(1), 'quantile: tau must lie strictly between 0 and 1, got 1'],
    [() => focal(-1), 'focal: gamma must be a finite number >= 0, got -1'],
    [() => binaryFocal(Number.NaN), 'binaryFocal: gamma must be a finite number >= 0, got NaN'],
    [
      () => crossEntropy({ labelSmoothing: 1 }),
      'crossEntropy: labelSmoothing must lie in [0, 1), got 1',
    ],
    [
      () => crossEntropy({ smoothing: 'all' as never }),
      "crossEntropy: smoothing must be 'others' or 'uniform', got \"all\"",
    ],
    [
      () => confidencePenalty({ beta: -1 }),
      'confidencePenalty: beta must be a finite number >= 0, got -1',
    ],
    [() => crossEntropy({ beta: 1 } as never), 'crossEntropy: unknown option beta'],
  ])('are refused, case %#', (make, message) => {
    expect(make).toThrow(message);
  });
});
