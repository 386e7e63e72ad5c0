/** Every storage of a matrix gives the products of the plain one. */
import { describe, expect, test } from 'vitest';
import { SidesRecord } from '../../src/memory/record.ts';
import { columnCombine } from '../reference/columnCombine.ts';
import { columnDots } from '../reference/columnDots.ts';
import type { Columns } from '../reference/columns.ts';
import { multiply } from '../reference/multiply.ts';
import { sum } from '../reference/sum.ts';
import { expectEach } from '../support/expectEach.ts';
import { EDGE_SIZES, f64, i32, onKernels, SHIFTS } from '../support/kernels.ts';
import { random } from '../support/random.ts';
import { sumTolerance64 } from '../support/tolerance.ts';
import { drawColumns, KINDS, placeView, STORAGES, takeRows } from './storages.ts';

const COUNTS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 13];
const CASES = KINDS.flatMap((kind) => SHIFTS.map((shift) => ({ kind, shift })));

/** What no kernel may change, and what entries that it leaves out must still be. */
const UNTOUCHED = 77;

describe.each(CASES)('$kind, $shift bytes past a multiple of 16', ({ kind, shift }) => {
  const storage = STORAGES[kind];

  /** A matrix, centres and scales, and |Σ v (x − c)| ≤ this: what rounding is relative to. */
  function draw(n: number, p: number) {
    const source = random(100 * n + p);
    const x = drawColumns(source, n, p, storage);
    const [center, scale] = [f64(p, source.normal), f64(p, source.normal)];
    const sizes = (j: number) =>
      Float64Array.from(x.column(j), (value) => storage.size(value, center[j]!));
    return { source, x, center, scale, sizes };
  }

  function checkDots(n: number, p: number, list: Int32Array): void {
    const { source, x, center, scale, sizes } = draw(n, p);
    const v = f64(n, source.normal);
    const expected = columnDots(x, center, scale, v);
    onKernels((box) => {
      const { kernels, given, room } = box;
      const out = room(f64(p, () => UNTOUCHED));
      const view = placeView(box, storage, x, { center, scale });
      kernels[`${kind}_dots`](view, given(list), list.length, given(v), sum(v), out.at);
      for (const [j, value] of out.read().entries()) {
        const terms = Math.abs(scale[j]!) * sum(multiply(sizes(j), v.map(Math.abs)));
        const bound = sumTolerance64(n + 3, terms);
        if (!list.includes(j)) expectEach(value).toBe(UNTOUCHED);
        else expectEach(Math.abs(value - expected[j]!)).toBeLessThanOrEqual(bound);
      }
    }, shift);
  }

  test.each(EDGE_SIZES)('dots of %i rows', (n) => {
    checkDots(n, 7, Int32Array.of(6, 0, 3, 5, 2, 1, 4));
  });

  test.each(COUNTS)('dots of %i columns of a list', (count) => {
    const list = i32(count, (k) => (5 * k) % 16);
    checkDots(17, 16, list);
  });

  function checkSides(n: number, count: number, from: number, to: number): void {
    const p = to + 1;
    const { source, x, center, sizes } = draw(n, p);
    const vectors = Array.from({ length: count }, () => f64(n, source.normal));
    // one value between a vector and the next one, which is not read
    const v = Float64Array.from(vectors.flatMap((values) => [...values, Number.NaN]));
    const ones = f64(p, () => 1);
    onKernels((box) => {
      const { kernels, given, room } = box;
      const out = room(f64(count * p, () => UNTOUCHED));
      const sides = box.record(SidesRecord, {
        count,
        v: given(v),
        vStride: 8 * (n + 1),
        totals: given(Float64Array.from(vectors, sum)),
        sums: room(f64(count + 3)).at,
        out: out.at,
        outStride: 8 * p,
      });
      kernels[`${kind}_sides`](storage.place(box, x), given(center), from, to, sides);
      const got = out.read();
      vectors.forEach((values, q) => {
        const expected = columnDots(x, center, ones, values);
        for (let j = 0; j < p; j++) {
          if (j < from || j >= to) expectEach(got[q * p + j]).toBe(UNTOUCHED);
          else {
            const terms = sum(multiply(sizes(j), values.map(Math.abs)));
            const error = Math.abs(got[q * p + j]! - expected[j]!);
            expectEach(error).toBeLessThanOrEqual(sumTolerance64(n + 3, terms));
          }
        }
      });
    }, shift);
  }

  test.each(EDGE_SIZES)('sides of %i rows', (n) => {
    checkSides(n, 6, 1, 3);
  });

  test.each(COUNTS)('%i sides', (count) => {
    checkSides(9, count, 0, 5);
    checkSides(10, count, 2, 2);
  });

  test.each(EDGE_SIZES)('combinations of columns of %i rows', (n) => {
    const { source, x, center, scale } = draw(n, 6);
    const list = Int32Array.of(4, 1, 5, 0);
    const b = Float64Array.of(source.normal(), 0, source.normal(), -1);
    const y = f64(n, source.normal);
    const scaled = b.map((value, k) => value * scale[list[k]!]!);
    onKernels((box) => {
      const { kernels, given, room } = box;
      const out = room(y);
      const view = placeView(box, storage, x, { center, scale });
      kernels[`${kind}_combine`](view, given(list), 0, given(b), out.at);
      expect(out.read()).toEqual(y);
      kernels[`${kind}_combine`](view, given(list), 4, given(b), out.at);
      checkCombined(out.read(), x, list, center, scaled, y);
    }, shift);
  });

  test.each(EDGE_SIZES)('combinations on %i of 100 rows', (m) => {
    const { source, x, center } = draw(100, 6);
    const rows = i32(m, (k) => Math.floor((100 * k) / m));
    const list = Int32Array.of(3, 0, 5, 2, 1);
    const [b, y] = [f64(5, source.normal), f64(m, source.normal)];
    onKernels((box) => {
      const { kernels, given, room } = box;
      const out = room(y);
      const at = storage.place(box, x);
      const centerAt = given(center);
      kernels[`${kind}_combineRows`](
        at,
        given(list),
        5,
        centerAt,
        given(b),
        given(rows),
        m,
        out.at,
      );
      checkCombined(out.read(), takeRows(x, rows), list, center, b, y);
    }, shift);
  });

  /** Dots and a combination of all columns of 2^power x about 2^power c. */
  function products(n: number, power: number, v: Float64Array) {
    const { x, center, scale } = draw(n, 5);
    const lift = (value: number) => value * 2 ** power;
    const lifted: Columns = { ...x, column: (j) => Float64Array.from(x.column(j), lift) };
    let results = { dots: f64(0), combined: f64(0) };
    onKernels((box) => {
      const { kernels, given, room } = box;
      const [dots, combined] = [room(f64(5)), room(f64(n))];
      const view = placeView(box, storage, lifted, { center: center.map(lift), scale });
      const list = given(i32(5, (k) => k));
      kernels[`${kind}_dots`](view, list, 5, given(v), sum(v), dots.at);
      kernels[`${kind}_combine`](view, list, 5, given(f64(5, (k) => k - 2)), combined.at);
      results = { dots: dots.read(), combined: combined.read() };
    }, shift);
    return results;
  }

  test.each(storage.powers)('numbers 2^%i times as large give products as large', (power) => {
    const v = f64(33, random(power).normal);
    const [plain, lifted] = [products(33, 0, v), products(33, power, v)];
    expect(lifted.dots).toEqual(plain.dots.map((value) => value * 2 ** power));
    expect(lifted.combined).toEqual(plain.combined.map((value) => value * 2 ** power));
  });

  test.each([0, 1, 2, 3, 4, 5, 6])('NaN in row %i of a vector shows in every product', (row) => {
    const { dots } = products(
      7,
      0,
      f64(7, (i) => (i === row ? Number.NaN : 1)),
    );
    expect([...dots]).toEqual(new Array(5).fill(Number.NaN));
  });

  function checkCombined(
    got: Float64Array,
    x: Columns,
    list: Int32Array,
    center: Float64Array,
    b: Float64Array,
    y: Float64Array,
  ): void {
    const expected = columnCombine(x, list, center, b, y);
    got.forEach((value, i) => {
      const sizes = Array.from(list, (j, k) => {
        return Math.abs(b[k]!) * storage.size(x.column(j)[i]!, center[j]!);
      });
      const terms = Math.abs(y[i]!) + sum(sizes);
      const bound = sumTolerance64(list.length + 3, terms);
      expectEach(Math.abs(value - expected[i]!)).toBeLessThanOrEqual(bound);
    });
  }
});
