import { describe, test } from 'vitest';
import { drawColumns, KINDS, placeView, STORAGES } from '../design/storages.ts';
import type { Columns } from '../reference/columns.ts';
import { kernelMatrix } from '../reference/kernelMatrix.ts';
import { pickColumns, standardized } from '../reference/standardized.ts';
import { expectEach } from '../support/expectEach.ts';
import { f64, i32, onKernels } from '../support/kernels.ts';
import { random } from '../support/random.ts';
import { sumTolerance64 } from '../support/tolerance.ts';

const START = 1;

describe.each(KINDS)('kernel matrix of %s columns', (kind) => {
  const storage = STORAGES[kind];

  function check(n: number, p: number, ranges: readonly (readonly [number, number])[]): void {
    const source = random(31 * n + p);
    const x = drawColumns(source, n, p, storage);
    const [center, scale] = [f64(p, source.normal), f64(p, source.normal)];
    const weights = f64(n, () => source.below(3) * source.uniform());
    const used = ranges.flatMap(([from, to]) => [...i32(to - from, (k) => from + k)]);
    const size = (j: number) => (value: number) =>
      storage.size(value, center[j]!) * Math.abs(scale[j]!);
    const sizes: Columns = { ...x, column: (j) => Float64Array.from(x.column(j), size(j)) };
    const expected = kernelMatrix(pickColumns(standardized(x, center, scale), used), weights);
    const terms = kernelMatrix(pickColumns(sizes, used), weights);
    onKernels((box) => {
      const ld = n + 3;
      const matrix = box.room(f64(ld * ld, () => START));
      const column = box.room(f64(n, () => Number.NaN));
      const widest = Math.max(...ranges.map(([from, to]) => to - from));
      const panel = (2 * n + 11) * (widest + 1);
      const view = placeView(box, storage, x, { center, scale, weights, panel });
      for (const [from, to] of ranges)
        box.kernels[`${kind}_kernel`](view, from, to, column.at, matrix.at, ld);
      const got = matrix.read();
      for (let i = 0; i < n; i++)
        for (let l = 0; l <= i; l++) {
          const bound = sumTolerance64(used.length + 8, START + terms[l]![i]!);
          const error = Math.abs(got[l * ld + i]! - START - expected[l]![i]!);
          expectEach(error).toBeLessThanOrEqual(bound);
        }
    }, 8);
  }

  test.each([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 16, 17, 33])('%i rows', (n) => {
    check(n, 5, [[0, 5]]);
  });

  test.each([0, 1, 2, 3, 31, 63, 64])('%i columns', (p) => {
    check(5, p, [[0, p]]);
  });

  test('columns come in panels that add up', () => {
    check(7, 70, [
      [0, 64],
      [64, 70],
    ]);
    check(7, 9, [
      [2, 5],
      [7, 8],
    ]);
  });
});
