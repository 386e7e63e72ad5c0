/** Moments of row sets that are taken block by block. */
import { describe, expect, test } from 'vitest';
import { loadDesign } from '../../src/linear/design.ts';
import { prepareProblem } from '../../src/linear/problem.ts';
import { momentsStride, rowMoments } from '../../src/linear/rowMoments.ts';
import { Memory } from '../../src/memory/memory.ts';
import { Scope } from '../../src/memory/scope.ts';
import { runSync } from '../../src/runtime/run.ts';
import { random } from '../support/random.ts';
import { relativeDifference } from '../support/tolerance.ts';

/** Three blocks, the last of an odd number of rows. */
const [N, P] = [10_001, 30];

describe('moments of many rows', () => {
  const { normal } = random(3);
  const data = Float64Array.from({ length: N * P }, normal);
  const target = Float64Array.from({ length: N }, normal);
  const weights = target.map((_, i) => (i % 3) / 10_000);

  /** Upper triangle of the moments, row by row, with x̃, centred y and 1 of row i. */
  function momentsOf(rows?: Int32Array) {
    const scope = new Scope(new Memory());
    const each = (value: number) => new Float64Array(P).fill(value);
    const limits = { penaltyFactor: each(1), lower: each(-Infinity), upper: each(Infinity) };
    const settings = { standardize: true, intercept: true, tol: 1e-8, ...limits };
    const task = function* () {
      const X = { data, rows: N, cols: P, order: 'col' as const };
      const design = yield* loadDesign(scope, 'test', X);
      const problem = yield* prepareProblem(scope, design, { target, weights }, settings);
      const before = scope.memory.used;
      const at = yield* rowMoments(scope, problem, rows);
      const kept = scope.memory.used - before;
      const ld = momentsStride(P);
      const values = Array.from({ length: P + 2 }, (_, j) =>
        scope.memory.f64(at + (j * ld + j) * 8, P + 2 - j).slice(),
      );
      const center = scope.memory.f64(problem.center, P).slice();
      const scale = scope.memory.f64(problem.scale, P).slice();
      const row = (i: number) => [
        ...Array.from(center, (c, j) => (data[j * N + i]! - c) * scale[j]!),
        target[i]! - problem.yMean,
        1,
      ];
      return { values, row, kept, bytes: 8 * ld * ld };
    };
    const result = runSync(task());
    scope.release();
    return result;
  }

  const every = Array.from({ length: N }, (_, i) => i);
  const most = every.filter((i) => i % 11 !== 4).reverse();

  test.each([
    ['all', undefined, every],
    ['some, in their own order,', Int32Array.from(most), most],
  ])('%s are the sums of products, and one matrix is kept', (_, rows, list) => {
    const { values, row, kept, bytes } = momentsOf(rows);
    const sums = values.map((part) => new Float64Array(part.length));
    for (const i of list) {
      const x = row(i);
      for (let j = 0; j < P + 2; j++)
        for (let k = j; k < P + 2; k++) sums[j]![k - j]! += weights[i]! * x[j]! * x[k]!;
    }
    const flat = (parts: Float64Array[]) => Float64Array.from(parts.flatMap((part) => [...part]));
    expect(relativeDifference(flat(values), flat(sums))).toBeLessThan(1e-12);
    expect(kept).toBeLessThanOrEqual(bytes + 16);
  });
});
