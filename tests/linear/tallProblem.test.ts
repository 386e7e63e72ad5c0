/** Problems whose standardization and Gram matrix come from one pass over tall data. */
import { describe, expect, test } from 'vitest';
import { loadDesign } from '../../src/linear/design.ts';
import { Lasso } from '../../src/linear/lasso.ts';
import { prepareProblem } from '../../src/linear/problem.ts';
import { tallProblem } from '../../src/linear/tallProblem.ts';
import { wholeGram } from '../../src/linear/wholeGram.ts';
import { Memory } from '../../src/memory/memory.ts';
import { Scope } from '../../src/memory/scope.ts';
import { runSync } from '../../src/runtime/run.ts';
import { random } from '../support/random.ts';

const [N, P] = [2501, 6];

/** Column j has mean 1000 j and standard deviation 1 + j. */
function columns(): Float64Array {
  const { normal } = random(8);
  return Float64Array.from({ length: N * P }, (_, at) => {
    const j = Math.floor(at / N);
    return 1000 * j + (1 + j) * normal();
  });
}

function problems(data: Float64Array, standardize: boolean, dtype?: 'float32') {
  const scope = new Scope(new Memory());
  const { normal } = random(9);
  const target = Float64Array.from({ length: N }, (_, i) => 50 + data[i]! + normal());
  const raw = target.map((_, i) => i % 4);
  const total = raw.reduce((sum, w) => sum + w, 0);
  const weights = raw.map((w) => w / total);
  const each = (value: number) => new Float64Array(P).fill(value);
  const limits = { penaltyFactor: each(1), lower: each(-Infinity), upper: each(Infinity) };
  const settings = { standardize, intercept: true, tol: 1e-8, ...limits };
  const response = { target, weights };
  const task = function* () {
    const X = { data, rows: N, cols: P, order: 'col' as const };
    const design = yield* loadDesign(scope, 'test', X, { dtype });
    const tall = yield* tallProblem(scope, design, response, settings);
    const plain = yield* prepareProblem(scope, design, response, settings);
    const grams = tall && [tall.gram!, yield* wholeGram(scope, plain)];
    return { tall, plain, grams, memory: scope.memory };
  };
  return runSync(task());
}

describe('a problem of tall data', () => {
  test.each([
    [true, undefined],
    [false, undefined],
    [true, 'float32'],
  ] as const)('equals the one of two passes, standardize %s, dtype %s', (standardize, dtype) => {
    const { tall, plain, grams, memory } = problems(columns(), standardize, dtype);
    const [one, two] = grams!;
    const close = (a: ArrayLike<number>, b: ArrayLike<number>, least: number) => {
      for (let k = 0; k < a.length; k++)
        expect(Math.abs(a[k]! - b[k]!)).toBeLessThanOrEqual(
          1e-12 * Math.max(least, Math.abs(b[k]!)),
        );
    };
    close(tall!.means, plain.means, 0);
    close(tall!.deviations, plain.deviations, 0);
    for (const name of ['center', 'scale', 'inverse'] as const)
      close(memory.f64(tall![name], P), memory.f64(plain[name], P), 0);
    // products of two columns are as exact as their lengths allow
    const most = standardize ? 1 : P * P;
    close(memory.f64(one!.gram, P * P), memory.f64(two!.gram, P * P), most);
    close(memory.f64(one!.target, P), memory.f64(two!.target, P), most);
    close([tall!.squares], [plain.squares], 0);
  });

  test('is left to two passes where a few rows say little of a column', () => {
    const rare = columns();
    rare.fill(0, 2 * N, 3 * N);
    rare[2 * N + 77] = 1;
    expect(problems(rare, true).tall).toBeUndefined();
    const wild = columns();
    // a row without weight that the provisional centre reads
    const read = Array.from({ length: 128 }, (_, k) => Math.floor(((k + 0.5) * N) / 128));
    wild[read.find((i) => i % 4 === 0)!] = 1e9;
    expect(problems(wild, true).tall).toBeUndefined();
  });

  test('says which cell is not finite', () => {
    const data = columns();
    data[3 * N + 1234] = Number.NaN;
    const X = { data, rows: N, cols: P, order: 'col' as const };
    const y = data.slice(0, N);
    expect(() => new Lasso({ lambda: 0.1 }).fitSync(X, y)).toThrow(
      'X must be finite, row 1234, column 3, got NaN',
    );
    data[3 * N + 1234] = -Infinity;
    expect(() => new Lasso({ lambda: 0.1 }).fitSync(X, y)).toThrow(
      'X must be finite, row 1234, column 3, got -Infinity',
    );
  });
});
