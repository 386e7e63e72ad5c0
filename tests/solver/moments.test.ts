import { describe, expect, test } from 'vitest';
import { MomentsRecord } from '../../src/memory/record.ts';
import { dot } from '../reference/dot.ts';
import { gram } from '../reference/gram.ts';
import { momentsToGram, type StandardizeOptions } from '../reference/momentsToGram.ts';
import { expectEach } from '../support/expectEach.ts';
import { f64, i32, onKernels } from '../support/kernels.ts';
import { random } from '../support/random.ts';
import { sumTolerance64 } from '../support/tolerance.ts';

const UNTOUCHED = 77;

/** Rows [x, y, 1] with column 2 constant and column 3 zero, and weights that do not sum to 1. */
function draw(n: number, p: number) {
  const { normal, below } = random(100 * n + p);
  const cell = (j: number) => (j === 2 ? -3 : j === 3 ? 0 : j + normal());
  const rows = Array.from({ length: n }, () => [...f64(p, cell), 2 + normal(), 1]);
  const weights = f64(n, (i) => (i === 0 ? 1 : below(3)));
  return { rows, weights };
}

/** What the kernel makes of moments, its matrices `gap` wider than they need to be. */
function compute(moments: readonly Float64Array[], options: StandardizeOptions, gap: number) {
  const p = moments.length - 2;
  const [from, to] = [p + 2 + gap, p + gap];
  const upper = f64((p + 2) * from, (k) => {
    const [j, column] = [Math.floor(k / from), k % from];
    return column < j || column >= p + 2 ? Number.NaN : moments[j]![column]!;
  });
  let results = { gram: f64(0), target: f64(0), mean: f64(0), variance: f64(0), scale: f64(0) };
  let squares = 0;
  onKernels(({ kernels, given, room, record }) => {
    const matrix = room(f64(p * to, () => UNTOUCHED));
    const [target, mean, variance, scale] = [
      room(f64(p)),
      room(f64(p)),
      room(f64(p)),
      room(f64(p)),
    ];
    const places = { target: target.at, mean: mean.at, variance: variance.at, scale: scale.at };
    squares = kernels.moments_toGram(
      given(upper),
      from,
      p,
      Number(options.intercept),
      Number(options.standardize),
      given(i32(p, (j) => Number(options.constant[j]))),
      record(MomentsRecord, { gram: matrix.at, ld: to, ...places }),
    );
    const read = { target: target.read(), mean: mean.read(), variance: variance.read() };
    results = { ...read, gram: matrix.read(), scale: scale.read() };
  }, 8);
  const entry = (j: number, k: number) => results.gram[j * to + k]!;
  const padding = results.gram.filter((_, k) => k % to >= p);
  return { ...results, entry, padding, squares };
}

const OPTIONS = [true, false].flatMap((intercept) =>
  [true, false].map((standardize) => ({ intercept, standardize })),
);

describe.each(OPTIONS)('with $intercept intercept, standardized $standardize', (flags) => {
  test.each([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10])('%i columns', (p) => {
    const { rows, weights } = draw(30, p);
    const moments = gram(rows, weights);
    const constant = Array.from({ length: p }, (_, j) => j === 2 || j === 3);
    const got = compute(moments, { ...flags, constant }, p % 3);
    const expected = momentsToGram(moments, { ...flags, constant });
    const weight = moments[p + 1]![p + 1]!;
    const size = (j: number, k: number) =>
      Math.sqrt((moments[j]![j]! / weight) * (moments[k]![k]! / weight));
    // A variance loses size ÷ variance digits by cancellation, a scale half of that.
    const loss = (j: number) => 1 + size(j, j) / Math.max(got.variance[j]!, 1e-300);
    for (let j = 0; j < p; j++) {
      const { scale } = expected;
      const bound = sumTolerance64(4, size(j, j));
      expectEach(Math.abs(got.mean[j]! - expected.mean[j]!)).toBeLessThanOrEqual(bound);
      expectEach(Math.abs(got.variance[j]! - expected.variance[j]!)).toBeLessThanOrEqual(bound);
      const relative = sumTolerance64(4, scale[j]!) * loss(j);
      expectEach(Math.abs(got.scale[j]! - scale[j]!)).toBeLessThanOrEqual(relative);
      const cross = sumTolerance64(4, size(j, p) * scale[j]!) * loss(j);
      expectEach(Math.abs(got.target[j]! - expected.target[j]!)).toBeLessThanOrEqual(cross);
      for (let k = 0; k < p; k++) {
        const slack = sumTolerance64(4, size(j, k) * scale[j]! * scale[k]!) * loss(j) * loss(k);
        expectEach(Math.abs(got.entry(j, k) - expected.gram[j]![k]!)).toBeLessThanOrEqual(slack);
        expectEach(got.entry(j, k)).toBe(got.entry(k, j));
      }
    }
    expectEach(got.padding.every((value) => value === UNTOUCHED)).toBe(true);
    const error = Math.abs(got.squares - expected.squares);
    expectEach(error).toBeLessThanOrEqual(sumTolerance64(4, size(p, p)));
  });

  test('constant columns get scale, target and products 0', () => {
    const { rows, weights } = draw(30, 4);
    const constant = [false, false, true, true];
    const got = compute(gram(rows, weights), { ...flags, constant }, 0);
    for (const j of [2, 3]) {
      expect([got.scale[j], Math.abs(got.target[j]!)]).toEqual([0, 0]);
      for (let k = 0; k < 4; k++) expectEach(Math.abs(got.entry(j, k))).toBe(0);
    }
    expectEach(got.scale[0]).toBeGreaterThan(0);
  });
});

test('standardized columns have variance 1; those of variance 0 get scale 0', () => {
  const { rows, weights } = draw(30, 3);
  const moments = gram(rows, weights);
  const flags = { intercept: true, standardize: true };
  const got = compute(moments, { ...flags, constant: [false, false, true] }, 0);
  for (const j of [0, 1]) {
    const loss = moments[j]![j]! / moments[4]![4]! / got.variance[j]!;
    expectEach(Math.abs(got.entry(j, j) - 1)).toBeLessThanOrEqual(sumTolerance64(4, 1 + loss));
  }
  const flat = [
    [4, 0, 2],
    [0, 1, 0],
    [2, 0, 1],
  ].map((row) => Float64Array.from(row));
  const options = { ...flags, constant: [false] };
  expect(compute(flat, options, 0)).toMatchObject({ scale: f64(1), variance: f64(1) });
  const plain = compute(flat, { ...options, standardize: false }, 0);
  expect([plain.scale[0], plain.entry(0, 0)]).toEqual([1, 0]);
});

test.each([0, 1, 2, 3, 7, 8, 9, 16, 17])('zᵀ M z of %i columns, upper triangle alone', (size) => {
  const { normal } = random(size);
  const rows = Array.from({ length: 20 }, () => [...f64(size, normal)]);
  const moments = gram(rows);
  const ld = size + (size % 3);
  const upper = f64(size * ld, (k) => {
    const [j, column] = [Math.floor(k / ld), k % ld];
    return column < j || column >= size ? Number.NaN : moments[j]![column]!;
  });
  // at every fourth column all vectors are 0, at some only one of them
  const four = [0, 1, 2, 3].map((q) =>
    f64(size, (k) => (k % 4 === 3 || k % 5 === q ? 0 : normal())),
  );
  onKernels(({ kernels, given, room }) => {
    const out = room(f64(4));
    const vectors = Float64Array.from(four.flatMap((z) => [...z]));
    kernels.moments_forms(given(upper), ld, size, given(vectors), out.at);
    four.forEach((z, q) => {
      const errors = rows.map((row) => dot(z, row));
      const sizes = rows.map((row) => dot(z.map(Math.abs), row.map(Math.abs)));
      const bound = sumTolerance64(20 + 2 * size, dot(sizes, sizes));
      expectEach(Math.abs(out.read()[q]! - dot(errors, errors))).toBeLessThanOrEqual(bound);
    });
  }, 8);
});
