import { describe, expect, it } from 'vitest';
import { TableEncoder, type TableEncoderOptions } from '../../../src/data/table/index.ts';
import { splineKnots } from '../../../src/data/table/splineKnots.ts';
import type { Row } from '../../../src/data/types.ts';
import { cellsOf } from './cellsOf.ts';

const PETS: Row[] = [
  { kind: 'owl', age: 3, tame: true, price: 10 },
  { kind: 'bat', age: null, tame: false, price: 20 },
  { kind: ' owl ', age: '8', tame: null, price: 30 },
  { kind: 'cat', age: 1, tame: true, price: 40 },
];

const encode = (options: TableEncoderOptions, rows = PETS, others = rows) => {
  const fitted = new TableEncoder(options).fit(rows);
  return { names: fitted.featureNames, cells: cellsOf(fitted.transform(others)) };
};
const one = (column: string, options: TableEncoderOptions = {}, rows = PETS, others = rows) =>
  encode(
    options,
    rows.map((row) => ({ [column]: row[column] })),
    others.map((row) => ({ [column]: row[column] })),
  );

describe('TableEncoder', () => {
  it('does what its example says', () => {
    const encoder = new TableEncoder({ ignore: ['price'], indicator: true });
    const fitted = encoder.fit([
      { rooms: 2, town: 'Ulm', price: 90 },
      { rooms: null, town: 'Bonn', price: 80 },
    ]);
    expect(fitted.featureNames).toEqual(['rooms', 'rooms:missing', 'town=Bonn', 'town=Ulm']);
    expect(cellsOf(fitted.transform([{ rooms: 3, town: 'Köln' }]))).toEqual([[3, 0, 0, 0]]);
  });

  it('fills numbers, makes booleans numbers and levels columns, in the order of the table', () => {
    const { names, cells } = encode({ ignore: ['price'] });
    expect(names).toEqual(['kind=bat', 'kind=cat', 'kind=owl', 'age', 'tame']);
    expect(cells).toEqual([
      [0, 0, 1, 3, 1],
      [1, 0, 0, (3 + 8 + 1) / 3, 0],
      [0, 0, 1, 8, (1 + 0 + 1) / 3],
      [0, 1, 0, 1, 1],
    ]);
  });

  it('agrees with a plain one-hot encoding of any cells', () => {
    const cells = ['b', 'a', '10', 9, 'b', true, 'a', '9'];
    const levels = ['9', '10', 'a', 'b', 'true'];
    const { names, cells: X } = encode(
      { categorical: ['c'] },
      cells.map((c) => ({ c })),
    );
    expect(names).toEqual(levels.map((level) => `c=${level}`));
    expect(X).toEqual(cells.map((c) => levels.map((level) => Number(String(c) === level))));
  });

  it('fills by the median of the cells that are there', () => {
    const rows = [5, null, 1, 100, 2, NaN, 'NA', ''].map((x) => ({ x }));
    const fill = (2 + 5) / 2;
    expect(one('x', { missing: 'median' }, rows).cells.flat()).toEqual([
      5,
      fill,
      1,
      100,
      2,
      fill,
      fill,
      fill,
    ]);
    const odd = [5, null, 1, 100].map((x) => ({ x }));
    expect(one('x', { missing: 'median' }, odd).cells.flat()).toEqual([5, 5, 1, 100]);
    expect(one('x', { missing: 'mean' }, odd).cells.flat()).toEqual([5, 106 / 3, 1, 100]);
  });

  it('fills a cell of a column that had no gap in training, too', () => {
    const others = [{ price: null }, { price: 7 }];
    expect(one('price', {}, PETS, others).cells).toEqual([[25], [7]]);
  });

  it('marks missing numbers where the training rows had some', () => {
    const { names, cells } = encode({ indicator: true, ignore: ['kind'] });
    expect(names).toEqual(['age', 'age:missing', 'tame', 'tame:missing', 'price']);
    expect(cells.map((row) => [row[1], row[3]])).toEqual([
      [0, 0],
      [1, 0],
      [0, 1],
      [0, 0],
    ]);
    expect(encode({ indicator: ['age', 'price'] }).names.filter((n) => n.includes(':'))).toEqual([
      'age:missing',
    ]);
  });

  it('makes missing categories a level of their own where the training rows had some', () => {
    const rows = ['x', null, 'y', '?'].map((c) => ({ c }));
    const { names, cells } = one('c', {}, rows);
    expect(names).toEqual(['c=x', 'c=y', 'c=(missing)']);
    expect(cells).toEqual([
      [1, 0, 0],
      [0, 0, 1],
      [0, 1, 0],
      [0, 0, 1],
    ]);
    expect(one('c', {}, [{ c: 'x' }, { c: 'y' }], rows).cells[1]).toEqual([0, 0]);
  });

  it('ignores levels that training did not have, or refuses them', () => {
    const others = [{ kind: 'dog' }, { kind: 'bat' }];
    expect(one('kind', {}, PETS, others).cells).toEqual([
      [0, 0, 0],
      [1, 0, 0],
    ]);
    const message =
      'TableEncoder.transform: row 1, column kind must be a level of the training rows ' +
      '(bat, cat, owl), got "dog"';
    expect(() => one('kind', { unknown: 'error' }, PETS, others)).toThrow(new RangeError(message));
    expect(one('kind', { unknown: 'error' }).cells).toEqual(one('kind').cells);
  });

  describe('with rare levels', () => {
    const rows = ['a', 'b', 'b', 'c', 'c', 'c', 'd', null].map((c) => ({ c }));

    it('merges them, and what training did not have joins them', () => {
      const others = ['a', 'b', 'c', 'd', null, 'new'].map((c) => ({ c }));
      const { names, cells } = one('c', { minCount: 2 }, rows, others);
      expect(names).toEqual(['c=b', 'c=c', 'c=other']);
      expect(cells.map((row) => names[row.indexOf(1)])).toEqual([
        'c=other',
        'c=b',
        'c=c',
        'c=other',
        'c=other',
        'c=other',
      ]);
      expect(cells.map((row) => row.reduce((sum, cell) => sum + cell, 0))).toEqual([
        1, 1, 1, 1, 1, 1,
      ]);
    });

    it('keeps all of them at a count of 1, and none at a count above all', () => {
      expect(one('c', {}, rows).names).toEqual(['c=a', 'c=b', 'c=c', 'c=d', 'c=(missing)']);
      expect(one('c', { minCount: 9 }, rows).names).toEqual(['c=other']);
    });

    it('counts a level called other among them', () => {
      const named = ['other', 'other', 'a', 'b', 'b'].map((c) => ({ c }));
      const { names, cells } = one('c', { minCount: 2 }, named);
      expect(names).toEqual(['c=b', 'c=other']);
      expect(cells.map((row) => row[1])).toEqual([1, 1, 1, 0, 0]);
      expect(one('c', {}, named).names).toEqual(['c=a', 'c=b', 'c=other']);
    });

    it('refuses unknown ones where told to', () => {
      expect(() => one('c', { minCount: 2, unknown: 'error' }, rows, [{ c: 'new' }])).toThrow(
        'row 1, column c must be a level of the training rows',
      );
    });
  });

  describe('with interactions', () => {
    it('multiplies every column of one by every column of the other', () => {
      const { names, cells } = encode({
        ignore: ['price'],
        indicator: true,
        interactions: [
          ['kind', 'age'],
          ['age', 'tame'],
        ],
      });
      const main = [
        'kind=bat',
        'kind=cat',
        'kind=owl',
        'age',
        'age:missing',
        'tame',
        'tame:missing',
      ];
      const kinds = main.slice(0, 3).flatMap((a) => main.slice(3, 5).map((b) => `${a}×${b}`));
      const ages = main.slice(3, 5).flatMap((a) => main.slice(5).map((b) => `${a}×${b}`));
      expect(names).toEqual([...main, ...kinds, ...ages]);
      for (const row of cells)
        for (const [j, name] of names.slice(main.length).entries()) {
          const [a, b] = name.split('×').map((factor) => row[main.indexOf(factor)]!);
          expect(row[main.length + j]).toBe(a! * b!);
        }
    });

    it('leaves them out with a column that holds no value', () => {
      const rows = [
        { a: 1, b: null, c: 2 },
        { a: 2, b: '', c: 3 },
      ];
      const interactions: [string, string][] = [
        ['a', 'b'],
        ['a', 'c'],
      ];
      expect(encode({ interactions }, rows).names).toEqual(['a', 'c', 'a×c']);
    });
  });

  describe('with splines', () => {
    const rows = Array.from({ length: 30 }, (_, i) => ({ x: i * i, flag: i % 2 }));

    it('names the columns, and gives straight lines back through the knots', () => {
      const { names, cells } = encode({ splines: { x: { knots: 4 } } }, rows, [
        ...rows,
        { x: -50 },
        { x: 5000 },
      ]);
      expect(names).toEqual(['x:spline1', 'x:spline2', 'x:spline3', 'x:spline4', 'flag']);
      const knots = splineKnots(
        Float64Array.from(rows, ({ x }) => x),
        4,
      )!;
      for (const [i, row] of cells.entries()) {
        const x = [...rows.map((r) => r.x), -50, 5000][i]!;
        const line = knots.reduce((sum, knot, k) => sum + knot * row[k]!, 0);
        // Four products, each below 1e5 where x is 5000.
        expect(Math.abs(line - x)).toBeLessThan(4 * 2 ** -52 * 1e5);
      }
    });

    it('has 5 knots unless told otherwise, fills gaps first and marks them', () => {
      const gaps = [...rows, { x: null, flag: 0 }];
      const { names, cells } = encode({ splines: ['x'], indicator: true }, gaps);
      expect(names.slice(0, 6)).toEqual(
        [1, 2, 3, 4, 5].map((k) => `x:spline${k}`).concat('x:missing'),
      );
      const mean = rows.reduce((sum, { x }) => sum + x, 0) / rows.length;
      const [atMean] = encode({ splines: ['x'], indicator: true }, gaps, [
        { x: mean, flag: 0 },
      ]).cells;
      expect(cells.at(-1)).toEqual([...atMean!.slice(0, 5), 1, 0]);
    });

    it('leaves a column with two values a number', () => {
      expect(encode({ splines: ['flag'], ignore: ['x'] }, rows).names).toEqual(['flag']);
    });
  });

  it('takes codes with leading zeros for categories, and for numbers where told to', () => {
    const rows = ['02139', '10115', '02139'].map((zip) => ({ zip }));
    expect(one('zip', {}, rows).names).toEqual(['zip=02139', 'zip=10115']);
    expect(one('zip', { numeric: ['zip'] }, rows).cells).toEqual([[2139], [10115], [2139]]);
  });

  it('finds columns by name, and ignores others', () => {
    const others = [{ tame: false, extra: 'x', age: 2, kind: 'cat' }];
    expect(encode({ ignore: ['price'] }, PETS, others).cells).toEqual([[0, 1, 0, 2, 0]]);
  });

  it('takes absent columns for missing cells only where the training rows had some', () => {
    expect(encode({ ignore: ['price', 'kind'] }, PETS, [{ tame: 1 }]).cells).toEqual([[4, 1]]);
    expect(() => encode({}, PETS, [{ kind: 'owl', age: 1, tame: 1 }])).toThrow(
      new RangeError(
        'TableEncoder.transform: feature must name a column of the table, got "price"; ' +
          'the columns are kind, age, tame',
      ),
    );
  });
});
