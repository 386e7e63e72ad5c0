import { describe, expect, test } from 'vitest';
import { axpy } from '../reference/axpy.ts';
import { dot } from '../reference/dot.ts';
import { multiply } from '../reference/multiply.ts';
import { shift } from '../reference/shift.ts';
import { sum } from '../reference/sum.ts';
import { expectEach } from '../support/expectEach.ts';
import { EDGE_SIZES, f64, onKernels, SHIFTS } from '../support/kernels.ts';
import { type Random, random } from '../support/random.ts';
import { sumTolerance64 } from '../support/tolerance.ts';

/** Products of the huge stay below 2^1011, those of the denormal all underflow. */
const SORTS: Record<string, (source: Random) => number> = {
  ordinary: ({ normal }) => normal(),
  'signed zeros': ({ pick }) => pick([0, -0]),
  denormal: ({ normal }) => normal() * 2 ** -1070,
  huge: ({ normal }) => normal() * 2 ** 500,
  'of all sizes': ({ normal, pick }) => normal() * 2 ** pick([-500, -60, 0, 60, 500]),
};

const absolute = (values: Float64Array) => sum(values.map(Math.abs));

describe.each(Object.entries(SORTS))('%s numbers', (_, draw) => {
  describe.each(SHIFTS)('%i bytes past a multiple of 16', (bytes) => {
    test.each(EDGE_SIZES)('%i: dot and sum are within the rounding of n terms', (n) => {
      const source = random(n);
      const [x, y] = [f64(n, () => draw(source)), f64(n, () => draw(source))];
      onKernels(({ kernels, given }) => {
        const got = [kernels.dot(n, given(x), given(y)), kernels.sum(n, given(x))];
        const expected = [dot(x, y), sum(x)];
        const sizes = [absolute(multiply(x, y)), absolute(x)];
        for (const [k, size] of sizes.entries())
          expectEach(Math.abs(got[k]! - expected[k]!)).toBeLessThanOrEqual(sumTolerance64(n, size));
      }, bytes);
    });

    test.each(EDGE_SIZES)('%i: farthest has the bits of the plain loop', (n) => {
      const source = random(n + 2);
      const [x, y, w] = [f64(n, () => draw(source)), f64(n, () => draw(source)), f64(n, () => 0.5)];
      const a = source.normal();
      const expected = x.reduce((most, v, i) => Math.max(most, Math.abs(v - a * y[i]!) / 2), 0);
      onKernels(({ kernels, given }) => {
        expectEach(kernels.farthest(n, given(x), a, given(y), given(w))).toBe(expected);
      }, bytes);
    });

    test.each(EDGE_SIZES)('%i: roots have the bits of Math.sqrt, and count what is > 0', (n) => {
      const source = random(n + 3);
      const x = f64(n, (i) => (i % 3 === 1 ? 0 : Math.abs(draw(source))));
      onKernels(({ kernels, given, room }) => {
        const roots = room(f64(n, () => Number.NaN));
        const count = kernels.roots(n, given(x), roots.at);
        expect([...roots.read()]).toEqual(Array.from(x, Math.sqrt));
        expect(count).toBe(x.filter((value) => value > 0).length);
      }, bytes);
    });

    test.each(EDGE_SIZES)('%i: axpy, multiply and shift have the bits of the plain loop', (n) => {
      const source = random(n + 1);
      const [x, y] = [f64(n, () => draw(source)), f64(n, () => draw(source))];
      const a = draw(source);
      onKernels(({ kernels, given, room }) => {
        const [sums, products, shifted] = [room(y), room(f64(n)), room(x)];
        kernels.axpy(n, a, given(x), sums.at);
        kernels.multiply(n, given(x), given(y), products.at);
        kernels.shift(n, a, shifted.at);
        expect([...sums.read()]).toEqual([...axpy(a, x, y)]);
        expect([...products.read()]).toEqual([...multiply(x, y)]);
        expect([...shifted.read()]).toEqual([...shift(a, x)]);
      }, bytes);
    });
  });
});

describe.each([Number.NaN, Infinity, -Infinity])('%d anywhere', (odd) => {
  const n = 21;

  test.each(Array.from({ length: n }, (_, k) => k))('at %i reaches what it belongs to', (k) => {
    const x = f64(n, (i) => (i === k ? odd : 1));
    const ones = f64(n, () => 1);
    onKernels(({ kernels, given, room }) => {
      const [sums, products, shifted] = [room(ones), room(f64(n)), room(x)];
      expectEach(kernels.dot(n, given(x), given(ones))).toBe(odd);
      expectEach(kernels.dot(n, given(ones), given(x))).toBe(odd);
      expectEach(kernels.sum(n, given(x))).toBe(odd);
      kernels.axpy(n, 2, given(x), sums.at);
      kernels.multiply(n, given(ones), given(x), products.at);
      kernels.shift(n, 1, shifted.at);
      expect([...sums.read()]).toEqual([...x].map((value) => 2 * value + 1));
      expect([...products.read()]).toEqual([...x]);
      expect([...shifted.read()]).toEqual([...x].map((value) => value + 1));
    });
  });
});

test.each(EDGE_SIZES)('%i products may replace one of their factors', (n) => {
  const { normal } = random(n);
  const [x, y] = [f64(n, normal), f64(n, normal)];
  onKernels(({ kernels, given, room }) => {
    const [left, right, square] = [room(x), room(y), room(x)];
    kernels.multiply(n, left.at, given(y), left.at);
    kernels.multiply(n, given(x), right.at, right.at);
    kernels.multiply(n, square.at, square.at, square.at);
    expect([...left.read()]).toEqual([...multiply(x, y)]);
    expect([...right.read()]).toEqual([...multiply(x, y)]);
    expect([...square.read()]).toEqual([...multiply(x, x)]);
  });
});

test('a kernel that writes where it must not is seen', () => {
  onKernels((box) => {
    const y = box.room(f64(3));
    box.kernels.shift(4, 1, y.at);
    box.kernels.shift(3, 1, box.room(f64(3)).at - 8);
    box.kernels.shift(1, 1, box.given(f64(3)));
    expect(box.damage()).toEqual([
      'array 0: written past its end',
      'array 1: written before its start',
      'array 2: written, is input',
    ]);
    box.release();
  });
});
