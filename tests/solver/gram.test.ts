import { describe, expect, test } from 'vitest';
import { GramBlockRecord } from '../../src/memory/record.ts';
import { drawColumns, placeView, STORAGES, takeRows } from '../design/storages.ts';
import type { Columns } from '../reference/columns.ts';
import { gram } from '../reference/gram.ts';
import { pickColumns, standardized } from '../reference/standardized.ts';
import { sum } from '../reference/sum.ts';
import { expectEach } from '../support/expectEach.ts';
import {
  type Box,
  EDGE_SIZES,
  f64,
  i32,
  onKernels,
  type Room,
  SHIFTS,
} from '../support/kernels.ts';
import { random } from '../support/random.ts';
import { sumTolerance64 } from '../support/tolerance.ts';

/** What the products are added to. */
const START = 1;
const COUNTS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const DENSE = ['dense64', 'dense32', 'dense8'] as const;
type Kind = (typeof DENSE)[number] | 'csc';

function draw(kind: Kind, n: number, p: number) {
  const source = random(31 * n + p);
  const x = drawColumns(source, n, p, STORAGES[kind]);
  const [center, scale] = [f64(p, source.normal), f64(p, source.normal)];
  const weights = f64(n, () => source.below(3) * source.uniform());
  const list = i32(p, (k) => (p - k + 1) % p);
  return { x, center, scale, weights, list, y: f64(n, source.normal) };
}
type Drawn = ReturnType<typeof draw>;

/** G and the sizes of its terms, of the columns of the list; with y also of y and 1. */
function expectedGram(kind: Kind, drawn: Drawn, withY: boolean) {
  const { x, center, scale, weights, list, y } = drawn;
  const others = withY ? [y, f64(x.rows, () => 1)] : [];
  const size = (j: number) => (value: number) =>
    STORAGES[kind].size(value, center[j]!) * Math.abs(scale[j]!);
  const sizes: Columns = { ...x, column: (j) => Float64Array.from(x.column(j), size(j)) };
  return {
    values: gram(pickColumns(standardized(x, center, scale), list, ...others), weights),
    sizes: gram(pickColumns(sizes, list, ...others.map((v) => v.map(Math.abs))), weights),
  };
}

/** The block record, its matrix full of START, and room for 3 columns and rows more. */
function placeBlock(box: Box, { list, y }: Drawn, first: number, withY: boolean) {
  const columns = list.length + (withY ? 2 : 0);
  const ld = columns + 3;
  const matrix = box.room(f64(ld * ld, () => START));
  const block = box.record(GramBlockRecord, {
    list: box.given(list),
    first,
    total: list.length,
    gram: matrix.at,
    ld,
    y: withY ? box.given(y) : 0,
  });
  return { columns, ld, matrix, block };
}

function checkUpper(
  matrix: Room<Float64Array>,
  { values, sizes }: ReturnType<typeof expectedGram>,
  { first, ld, terms }: { first: number; ld: number; terms: number },
): void {
  const got = matrix.read();
  for (let b = 0; b < ld; b++)
    for (let a = 0; a < ld; a++) {
      const value = got[b * ld + a]!;
      if (a < first || a >= values.length) expectEach(value).toBe(START);
      else if (b <= a) {
        const bound = sumTolerance64(terms, START + sizes[b]![a]!);
        expectEach(Math.abs(value - START - values[b]![a]!)).toBeLessThanOrEqual(bound);
      }
    }
}

describe.each(DENSE)('Gram matrix of %s columns', (kind) => {
  function check(n: number, p: number, first: number, withY: boolean, shift: number): void {
    const drawn = draw(kind, n, p);
    onKernels((box) => {
      const { columns, ld, matrix, block } = placeBlock(box, drawn, first, withY);
      const panel = (2 * columns + 11) * (n + (n % 2));
      const view = placeView(box, STORAGES[kind], drawn.x, { ...drawn, panel });
      box.kernels[`${kind}_gram`](view, block, 0, 0, n);
      checkUpper(matrix, expectedGram(kind, drawn, withY), { first, ld, terms: n + 6 });
    }, shift);
  }

  test.each(EDGE_SIZES)('%i rows', (n) => {
    for (const shift of SHIFTS) check(n, 4, 0, n % 2 === 0, shift);
  });

  test.each(COUNTS)('%i columns, all of them or the last ones new, with and without y', (p) => {
    for (const first of new Set([0, 1, p - 2, p - 1, p]))
      if (first >= 0 && first <= p) for (const withY of [false, true]) check(7, p, first, withY, 8);
  });

  test.each([0, 1, 2, 5, 16, 32, 33])('%i rows of a list, in two blocks', (m) => {
    const n = 40;
    const drawn = draw(kind, n, 5);
    const rows = i32(m, (k) => (7 * k + 3) % n);
    const taken = { ...drawn, x: takeRows(drawn.x, rows) };
    const weights = f64(m, (k) => drawn.weights[rows[k]!]!);
    const y = f64(m, (k) => drawn.y[rows[k]!]!);
    const middle = Math.floor(m / 3);
    onKernels((box) => {
      const { ld, matrix, block } = placeBlock(box, drawn, 0, true);
      const panel = 25 * (m + 1);
      const view = placeView(box, STORAGES[kind], drawn.x, { ...drawn, panel });
      const list = box.given(rows);
      box.kernels[`${kind}_gram`](view, block, list, 0, middle);
      box.kernels[`${kind}_gram`](view, block, list, middle, m - middle);
      const expected = expectedGram(kind, { ...taken, weights, y }, true);
      checkUpper(matrix, expected, { first: 0, ld, terms: m + 6 });
    });
  });

  test.each([1, 2, 16, 17, 31])('rows up to %i and the rest add up to all', (middle) => {
    const n = 33;
    const drawn = draw(kind, n, 5);
    onKernels((box) => {
      const { ld, matrix, block } = placeBlock(box, drawn, 2, true);
      const view = placeView(box, STORAGES[kind], drawn.x, { ...drawn, panel: 25 * (n + 1) });
      box.kernels[`${kind}_gram`](view, block, 0, 0, middle);
      box.kernels[`${kind}_gram`](view, block, 0, middle, n - middle);
      checkUpper(matrix, expectedGram(kind, drawn, true), { first: 2, ld, terms: n + 6 });
    });
  });
});

describe.each(DENSE)('few columns of a Gram matrix of %s columns', (kind) => {
  /** Cells of the columns from … from + m − 1, in both triangles; the others are left alone. */
  function check(n: number, p: number, from: number, m: number, shift: number): void {
    const drawn = draw(kind, n, p);
    const { x, center, scale, weights, list } = drawn;
    const { values, sizes } = expectedGram(kind, drawn, false);
    const seen = pickColumns(standardized(x, center, scale), list);
    // there are four of them, of which m count
    const vectors = f64(4 * n, (k) => {
      const [i, q] = [k % n, Math.floor(k / n)];
      return q < m ? weights[i]! * seen.column(from + q)[i]! : 1e9;
    });
    onKernels((box) => {
      const { ld, matrix, block } = placeBlock(box, drawn, from, false);
      const view = placeView(box, STORAGES[kind], x, { ...drawn, panel: 4 });
      box.kernels[`${kind}_gramFew`](view, block, box.given(vectors), from, m);
      matrix.read().forEach((value, k) => {
        const [b, a] = [Math.floor(k / ld), k % ld];
        const last = Math.max(a, b);
        const isNew = last >= from && last < from + m;
        const bound = isNew ? sumTolerance64(n + 6, sizes[b]![a]!) : 0;
        expectEach(Math.abs(value - (isNew ? values[b]![a]! : START))).toBeLessThanOrEqual(bound);
      });
    }, shift);
  }

  test.each(EDGE_SIZES)('%i rows', (n) => {
    for (const shift of SHIFTS) for (const m of [1, 2, 3, 4]) check(n, 6, 2, m, shift);
  });

  test.each([1, 2, 3, 4])('%i at once, after none or more of the others', (m) => {
    for (const p of COUNTS) for (let from = 0; from + m <= p; from++) check(7, p, from, m, 8);
  });
});

describe('Gram matrix of sparse columns', () => {
  function check(n: number, p: number, from: number, to: number, shift: number): void {
    const drawn = draw('csc', n, p);
    const { x, weights } = drawn;
    const { values, sizes } = expectedGram('csc', drawn, false);
    const sums = f64(p, (j) => sum(Float64Array.from(x.column(j), (v, i) => v * weights[i]!)));
    onKernels((box) => {
      const { ld, matrix, block } = placeBlock(box, drawn, from, false);
      const view = placeView(box, STORAGES.csc, x, { ...drawn, panel: n });
      box.kernels.csc_gram(view, block, from, to, box.given(sums), sum(weights));
      matrix.read().forEach((value, k) => {
        const [b, a] = [Math.floor(k / ld), k % ld];
        const isNew = a >= from && a < to && b <= a;
        const bound = isNew ? sumTolerance64(n + 6, sizes[b]![a]!) : 0;
        expectEach(Math.abs(value - (isNew ? values[b]![a]! : START))).toBeLessThanOrEqual(bound);
      });
    }, shift);
  }

  test.each(EDGE_SIZES)('%i rows', (n) => {
    for (const shift of SHIFTS) check(n, 5, 0, 5, shift);
  });

  test.each(COUNTS)('%i columns, all of them or some new', (p) => {
    for (const from of new Set([0, Math.floor(p / 2), p]))
      for (const to of new Set([from, p])) check(9, p, from, to, 8);
  });
});

test.each(COUNTS)('the other triangle of %i columns is the mirror image, from `first` on', (p) => {
  const ld = p + 3;
  const before = f64(ld * ld, (k) => k);
  for (let first = 0; first <= p; first++)
    onKernels(({ kernels, room }) => {
      const matrix = room(before);
      kernels.gramMirror(matrix.at, ld, first, p);
      const expected = before.map((value, k) => {
        const [a, b] = [Math.floor(k / ld), k % ld];
        return a >= first && a < p && b < a ? before[b * ld + a]! : value;
      });
      expect(matrix.read()).toEqual(expected);
    });
});
