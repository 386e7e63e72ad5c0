import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readNpy, writeNpy } from '../../src/data/index.ts';
import { Matrix } from '../../src/memory/matrix.ts';

/** A .npy by hand: signature, version, length of the header, header, data. */
function npy(header: string, body: Uint8Array | number[], version = 1): Uint8Array<ArrayBuffer> {
  const text = new TextEncoder().encode(header);
  const length = version === 1 ? [text.length & 255, text.length >> 8] : [text.length, 0, 0, 0];
  return Uint8Array.of(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, version, 0, ...length, ...text, ...body);
}

function header(descr: string, shape: string, order = 'False'): string {
  return `{'descr': '${descr}', 'fortran_order': ${order}, 'shape': (${shape}), }\n`;
}

function bytesOf(values: Float64Array | Float32Array | Int8Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

const read = (bytes: Uint8Array<ArrayBuffer>) => readNpy(new File([bytes], 'x.npy'));
const decode = (base64: string) => Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));

// np.save of NumPy 2.4.6; the blanks that fill its headers are restored below.
const blanks = (count: number) => 'ICAg'.repeat(count);
const FORTRAN_INT16 =
  'k05VTVBZAQB2AHsnZGVzY3InOiAnPGkyJywgJ2ZvcnRyYW5fb3JkZXInOiBUcnVlLCAnc2hhcGUnOiAo' +
  'MiwgMyksIH0g' +
  blanks(19) +
  'IAoBAAQAAgAFAAMABgA=';
const INT64 =
  'k05VTVBZAQB2AHsnZGVzY3InOiAnPGk4JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzog' +
  'KDIsIDMpLCB9' +
  blanks(19) +
  'IAr+////////////////////AAAAAAAAAAABAAAAAAAAAAIAAAAAAAAAAwAAAAAAAAA=';
const VERSION_2 =
  'k05VTVBZAgB0AAAAeydkZXNjcic6ICc8ZjgnLCAnZm9ydHJhbl9vcmRlcic6IEZhbHNlLCAnc2hhcGUn' +
  'OiAoMSwgMiksIH0g' +
  blanks(18) +
  'IAoAAAAAAAD4PwAAAAAAAATA';

describe('readNpy', () => {
  it('reads what NumPy writes, in either order', async () => {
    const matrix = await read(decode(FORTRAN_INT16));
    expect(matrix.toArrays()).toEqual([
      [1, 2, 3],
      [4, 5, 6],
    ]);
    expect([matrix.order, matrix.dtype]).toEqual(['col', 'float64']);
    expect((await read(decode(INT64))).toArrays()).toEqual([
      [-2, -1, 0],
      [1, 2, 3],
    ]);
    expect((await read(decode(VERSION_2))).toArrays()).toEqual([[1.5, -2.5]]);
  });

  it.each([
    ['<f8', bytesOf(Float64Array.of(1.5, -0)), [1.5, -0]],
    ['=f4', bytesOf(Float32Array.of(0.1, 3)), [Math.fround(0.1), 3]],
    ['|i1', [255, 127], [-1, 127]],
    ['|u1', [255, 127], [255, 127]],
    ['|b1', [1, 0], [1, 0]],
    ['>u1', [1, 2], [1, 2]],
    ['<i2', [255, 255, 1, 0], [-1, 1]],
    ['<u2', [255, 255, 1, 0], [65535, 1]],
    ['<i4', [255, 255, 255, 255, 1, 0, 0, 0], [-1, 1]],
    ['<u4', [255, 255, 255, 255, 1, 0, 0, 0], [4294967295, 1]],
    ['<u8', [0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0], [4294967296, 1]],
  ])('reads %s', async (descr, body, values) => {
    const matrix = await read(npy(header(descr, '1, 2'), body));
    expect(matrix.toArrays()).toEqual([values]);
    expect(matrix.dtype).toBe({ '=f4': 'float32', '|i1': 'int8' }[descr] ?? 'float64');
  });

  it('reads one dimension as a column, and headers of version 3', async () => {
    const matrix = await read(npy(header('|u1', '3,'), [1, 2, 3], 3));
    expect(matrix.toArrays()).toEqual([[1], [2], [3]]);
  });

  it('gives back the bits of every matrix it wrote', async () => {
    const shapes = fc.record({
      rows: fc.integer({ min: 0, max: 9 }),
      cols: fc.integer({ min: 0, max: 9 }),
      order: fc.constantFrom('row' as const, 'col' as const),
      kind: fc.constantFrom(Float64Array, Float32Array, Int8Array),
      seed: fc.array(fc.double(), { minLength: 81, maxLength: 81 }),
    });
    await fc.assert(
      fc.asyncProperty(shapes, async ({ rows, cols, order, kind, seed }) => {
        const values = seed.slice(0, rows * cols);
        const data = kind.from(values);
        const matrix = Matrix.wrap({ data, rows, cols, order });
        const bytes = writeNpy(matrix);
        const copy = await read(bytes);
        expect([copy.rows, copy.cols, copy.order]).toEqual([rows, cols, order]);
        expect(copy.dtype).toBe(matrix.dtype);
        expect(copy.data.constructor).toBe(kind);
        expect(bytesOf(copy.data)).toEqual(bytesOf(data));
        expect((bytes.length - data.byteLength) % 64).toBe(0);
      }),
      { numRuns: 300, seed: 2 },
    );
  });

  const f8 = header('<f8', '1, 1');
  const one = bytesOf(Float64Array.of(1));
  it.each([
    ['other files', new TextEncoder().encode('PK\x03\x04 zip'), 'start with the signature of npy'],
    ['empty files', new Uint8Array(), 'start with the signature of npy, got ""'],
    ['future versions', npy(f8, one, 4), 'have npy version 1, 2 or 3, got 4'],
    ['a cut signature', npy(f8, one).slice(0, 8), 'hold its whole header, got "8 bytes"'],
    ['a cut header', npy(f8, one).slice(0, 30), 'hold its whole header, got "30 bytes"'],
    ['a cut header of version 2', npy(f8, one, 2).slice(0, 11), 'hold its whole header'],
    ['cut data', npy(f8, one).slice(0, -1), 'hold 8 bytes of data (1 × 1 f8), got 7'],
    ['data left over', npy(f8, [...one, 0]), 'hold 8 bytes of data (1 × 1 f8), got 9'],
    ['big endian', npy(header('>f8', '1, 1'), one), 'be little-endian, got ">f8"; convert it with'],
    [
      'complex numbers',
      npy(header('<c16', '1,'), []),
      'hold one of f8 f4 i1 i2 i4 i8 u1 u2 u4 u8 b1',
    ],
    ['text', npy(header('<U2', '1,'), []), 'hold one of f8'],
    ['records', npy("{'descr': [('a', '<i4')], 'shape': (1,)}", []), 'hold one of f8'],
    ['three dimensions', npy(header('<f8', '1, 1, 1'), one), 'have 1 or 2 dimensions, got 3'],
    ['no dimension', npy(header('<f8', ''), one), 'have 1 or 2 dimensions, got 0'],
  ])('refuses %s', async (_, bytes, message) => {
    await expect(read(bytes)).rejects.toThrow(RangeError);
    await expect(read(bytes)).rejects.toThrow(`readNpy: x.npy must ${message}`);
  });

  it('calls a Blob without a name so', async () => {
    await expect(readNpy(new Blob([]))).rejects.toThrow('readNpy: the Blob must start with');
  });
});
