import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRows, type Table, writeNpy } from '../../src/data/index.ts';
import { Matrix } from '../../src/memory/matrix.ts';

const read = (text: string, name = 'table.csv') => readRows(new File([text], name));

/** Rows of cells, the header first. */
function cellsOf(table: Table): unknown[][] {
  const rows = Array.from({ length: table.rows }, (_, i) => table.columns.map((cells) => cells[i]));
  return [[...table.names], ...rows];
}

describe('readRows of a CSV', () => {
  it.each([
    [
      'plain cells',
      'a,b\n1,2\n3,4\n',
      [
        ['a', 'b'],
        ['1', '2'],
        ['3', '4'],
      ],
    ],
    [
      'no line end at the end',
      'a,b\n1,2',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'a byte order mark',
      '\uFEFFa,b\n1,2\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'CRLF',
      'a,b\r\n1,2\r\n3,4\r\n',
      [
        ['a', 'b'],
        ['1', '2'],
        ['3', '4'],
      ],
    ],
    [
      'CR alone',
      'a,b\r1,2\r',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'mixed line ends',
      'a,b\r\n1,2\n3,4\r\n',
      [
        ['a', 'b'],
        ['1', '2'],
        ['3', '4'],
      ],
    ],
    [
      'blank lines',
      '\n\na,b\n\n1,2\n\n\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'empty cells',
      'a,b\n,\n1,\n,2',
      [
        ['a', 'b'],
        ['', ''],
        ['1', ''],
        ['', '2'],
      ],
    ],
    [
      'quoted delimiters',
      '"a","b"\n"1,5",2\n',
      [
        ['a', 'b'],
        ['1,5', '2'],
      ],
    ],
    [
      'quoted line breaks',
      'a,b\n"x\ny",2\n',
      [
        ['a', 'b'],
        ['x\ny', '2'],
      ],
    ],
    [
      'quoted CRLF as one line break',
      'a,b\r\n"x\r\ny",2\r\n',
      [
        ['a', 'b'],
        ['x\ny', '2'],
      ],
    ],
    [
      'doubled quotes',
      'a,b\n"say ""hi""",""""\n',
      [
        ['a', 'b'],
        ['say "hi"', '"'],
      ],
    ],
    [
      'empty quoted cells',
      'a,b\n"",""\n',
      [
        ['a', 'b'],
        ['', ''],
      ],
    ],
    [
      'quotes inside plain cells',
      'a,b\n5" pipe,2\n',
      [
        ['a', 'b'],
        ['5" pipe', '2'],
      ],
    ],
    [
      'a quoted header over two lines',
      '"a\nx",b\n1,2\n',
      [
        ['a\nx', 'b'],
        ['1', '2'],
      ],
    ],
    ['one column', 'a\n1\n\n2\n', [['a'], ['1'], ['2']]],
    ['one quoted column', 'a\n"1"\n""\n"x""\ny"\n2', [['a'], ['1'], [''], ['x"\ny'], ['2']]],
    [
      'blanks around names alone',
      ' a , b \n 1 , 2 \n',
      [
        ['a', 'b'],
        [' 1 ', ' 2 '],
      ],
    ],
    [
      'semicolons',
      'a;b\n1,5;2\n',
      [
        ['a', 'b'],
        ['1,5', '2'],
      ],
    ],
    [
      'tabs',
      'a\tb\n1\t2\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'columns without names',
      ',b,\n1,2,3\n',
      [
        ['', 'b', ''],
        ['1', '2', '3'],
      ],
    ],
  ])('reads %s', async (_, text, rows) => {
    expect(cellsOf(await read(text))).toEqual(rows);
  });

  it('tells rows as a person counts them, with their lines', async () => {
    const table = await read('a,b\n\n"x\ny",2\n3,4\n');
    expect([table.place(0), table.place(1)]).toEqual(['row 1 (line 3)', 'row 2 (line 5)']);
  });

  it('reads a TSV without quoting', async () => {
    const table = await read('a\tb\n"x\t1,5\n', 'table.tsv');
    expect(cellsOf(table)).toEqual([
      ['a', 'b'],
      ['"x', '1,5'],
    ]);
  });

  it('reads one column of a TSV', async () => {
    expect(cellsOf(await read('a\n"x\n\n"y"\n', 'table.TSV'))).toEqual([['a'], ['"x'], ['"y"']]);
  });

  it('gives back every table that was written with any quoting', async () => {
    const letters = fc.constantFrom('a', '1', '"', ',', '\n', ' ', 'é', '\t', ';', '𝛌');
    const cell = fc.array(letters, { maxLength: 5 }).map((parts) => parts.join(''));
    const tables = fc.integer({ min: 1, max: 5 }).chain((width) => {
      const row = fc.array(cell, { minLength: width, maxLength: width });
      return fc.array(row, { minLength: 1, maxLength: 8 });
    });
    const style = fc.record({
      quoteAll: fc.boolean(),
      lineEnd: fc.constantFrom('\n', '\r\n'),
      lastLineEnd: fc.boolean(),
      mark: fc.constantFrom('', '\uFEFF'),
    });
    await fc.assert(
      fc.asyncProperty(tables, style, async (rows, { quoteAll, lineEnd, lastLineEnd, mark }) => {
        const header = rows[0]!.map((_, j) => `c${j}`);
        const quote = (text: string) =>
          quoteAll || /["\n,]/.test(text) || (text === '' && header.length === 1)
            ? `"${text.replaceAll('"', '""')}"`
            : text;
        const lines = [header, ...rows].map((cells) => cells.map(quote).join(','));
        const text = mark + lines.join(lineEnd) + (lastLineEnd ? lineEnd : '');
        expect(cellsOf(await read(text))).toEqual([header, ...rows]);
      }),
      { numRuns: 500, seed: 1 },
    );
  });

  const wide = 'must have 2 cells like the header, got';
  it.each([
    ['an empty file', '', 'must hold at least 2 lines (a header and a row), got 0'],
    ['blank lines only', '\n\n', 'must hold at least 2 lines (a header and a row), got 0'],
    ['a header only', 'a,b\n', 'must hold at least 2 lines (a header and a row), got 1'],
    ['a short row', 'a,b\n1,2\n3\n4,5\n', `row 2 (line 3) ${wide} 1; a cell that contains ","`],
    ['a long row', 'a,b\n1,2,3\n', `row 1 (line 2) ${wide} 3; a cell that contains ","`],
    ['a truncated last row', 'a,b\n1,2\n3', `row 2 (line 3) ${wide} 1`],
    ['a short row of quoted cells', 'a,b\n"1","2"\n"3"\n', `row 2 (line 3) ${wide} 1`],
    ['an open quote', 'a,b\n1,"2\n3,4\n', 'row 1 (line 2), cell 2 must close its quote, got "\\"2'],
    ['a lone quote', 'a,b\n1,"', 'row 1 (line 2), cell 2 must close its quote, got "\\""'],
    [
      'an open quote in the header',
      'a,"b\n1,2\n',
      'the header (line 1), cell 2 must close its quote',
    ],
    [
      'text after a closing quote',
      'a,b\n"1"2,3\n',
      'row 1 (line 2), cell 1 must end at its closing quote, got "\\"1\\"2,3\\n"; a quote inside',
    ],
    [
      'names that occur twice',
      'a,b, a\n1,2,3\n',
      'column names must differ, got "a"; columns 1 and 3 share it',
    ],
  ])('refuses %s', async (_, text, message) => {
    await expect(read(text)).rejects.toThrow(RangeError);
    await expect(read(text)).rejects.toThrow(`readRows: `);
    await expect(read(text)).rejects.toThrow(message);
  });

  it('cuts long cells in messages', async () => {
    const text = `a,b\n1,"${'x'.repeat(1000)}`;
    await expect(read(text)).rejects.toThrow(`got "\\"${'x'.repeat(29)}…"`);
  });

  it('says what a TSV cannot hold', async () => {
    await expect(read('a\tb\n1\n', 'table.tsv')).rejects.toThrow(
      'must have 2 cells like the header, got 1; cells contain neither tabs nor line breaks',
    );
  });
});

describe('readRows of other sources', () => {
  it('takes a Blob without a name for a CSV', async () => {
    expect(cellsOf(await readRows(new Blob(['a,b\n1,2\n'])))).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ]);
  });

  it('names the columns of a .npy', async () => {
    const matrix = Matrix.wrap({ data: Float64Array.of(1, 2, 3, 4, 5, 6), rows: 2, cols: 3 });
    const table = await readRows(new File([writeNpy(matrix)], 'x.npy'));
    expect(cellsOf(table)).toEqual([
      ['x0', 'x1', 'x2'],
      [1, 2, 3],
      [4, 5, 6],
    ]);
    expect(table.place(1)).toBe('row 2');
  });

  it('refuses an .svm and unknown ends', async () => {
    await expect(read('1 1:2\n', 'a.svm')).rejects.toThrow(
      'readRows: path must name a dense table, got "a.svm"; use readSvmlight',
    );
    await expect(read('a\n1\n', 'a.xlsx')).rejects.toThrow(
      'readRows: path must end in .csv, .csv.gz, .tsv, .tsv.gz, .svm, .svm.gz, .npy, got "a.xlsx"',
    );
  });
});
