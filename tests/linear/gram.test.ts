/** New columns of a Gram matrix by either way: few at a time without packing, many in panels. */
import { describe, expect, test } from 'vitest';
import { loadDesign } from '../../src/linear/design.ts';
import { appendGram } from '../../src/linear/gram.ts';
import { prepareProblem } from '../../src/linear/problem.ts';
import { Memory } from '../../src/memory/memory.ts';
import { Scope } from '../../src/memory/scope.ts';
import type { MatrixLike } from '../../src/memory/types.ts';
import { runSync } from '../../src/runtime/run.ts';
import { gram } from '../reference/gram.ts';
import { standardized } from '../reference/standardized.ts';
import { f64 } from '../support/kernels.ts';
import { random } from '../support/random.ts';
import { relativeDifference } from '../support/tolerance.ts';
import { type Storage, stored } from './storedMatrix.ts';

const [N, P] = [45, 60];
const STORAGES: readonly Storage[] = ['dense64', 'dense32', 'dense8', 'csc'];
const ALIKE = 1e-12;

/** Lower and upper triangle of the columns of `list`, added up to each of `stops` in turn. */
function gramOf(X: MatrixLike, weights: Float64Array, list: readonly number[], stops: number[]) {
  const scope = new Scope(new Memory());
  const task = function* () {
    const design = yield* loadDesign(scope, 'test', X, {});
    const each = (value: number) => new Float64Array(P).fill(value);
    const problem = yield* prepareProblem(
      scope,
      design,
      { target: f64(N, (i) => i), weights },
      {
        ...{ standardize: true, intercept: true, tol: 1e-8 },
        ...{ penaltyFactor: each(1), lower: each(-Infinity), upper: each(Infinity) },
      },
    );
    const { memory } = scope;
    const ld = list.length + 3;
    const at = scope.f64(ld * ld);
    const columns = scope.putI32(list);
    let first = 0;
    for (const total of stops) {
      yield* appendGram(problem, { list: columns, first, total, gram: at, ld });
      first = total;
    }
    const [center, scale] = [problem.center, problem.scale].map((v) => memory.f64(v, P).slice());
    const rows = list.map((_, k) => memory.f64(at + k * ld * 8, list.length).slice());
    return { rows, center: center!, scale: scale! };
  };
  try {
    return runSync(task());
  } finally {
    scope.release();
  }
}

describe.each(STORAGES)('the Gram matrix of %s columns', (storage) => {
  const source = random(9);
  const given = f64(N, () => source.below(3) * source.uniform());
  const total = given.reduce((sum, w) => sum + w, 0);
  const weights = given.map((w) => w / total);
  const { X, columns } = stored(storage, N, P, 3);
  const list = Array.from({ length: P }, (_, k) => (7 * k + 3) % P);
  const flat = (rows: readonly Float64Array[]) => rows.flatMap((row) => [...row]);

  test.each([
    ['all at once', [60]],
    ['one by one', list.map((_, k) => k + 1)],
    ['as many as are few', [24, 48, 60]],
    ['one more than few', [25, 50, 60]],
    ['few, many and few', [3, 40, 45, 60]],
    ['none among others', [10, 10, 60]],
  ])('is the plain one when columns come %s', (_, stops) => {
    const { rows, center, scale } = gramOf(X, weights, list, stops);
    const seen = standardized({ rows: N, cols: P, column: (j) => columns[j]! }, center, scale);
    const all = gram(seen, weights);
    const expected = list.map((a) => f64(P, (k) => all[a]![list[k]!]!));
    expect(relativeDifference(flat(rows), flat(expected))).toBeLessThanOrEqual(ALIKE);
  });
});
