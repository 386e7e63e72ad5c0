import { fail } from '../check.ts';
import { Matrix } from '../memory/matrix.ts';
import type { CellArray } from '../memory/types.ts';
import { nameOf, readBytes, type Source } from './source.ts';

/** Typed arrays of NumPy's types, by the letter and size in `descr`. */
const TYPES: ReadonlyMap<string, NumberArray> = new Map<string, NumberArray>([
  ['f8', Float64Array],
  ['f4', Float32Array],
  ['i1', Int8Array],
  ['i2', Int16Array],
  ['i4', Int32Array],
  ['i8', BigInt64Array],
  ['u1', Uint8Array],
  ['u2', Uint16Array],
  ['u4', Uint32Array],
  ['u8', BigUint64Array],
  ['b1', Uint8Array],
]);

interface NumberArray {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: ArrayBuffer): ArrayLike<number | bigint>;
}

/**
 * Read a NumPy .npy file: versions 1 to 3, little-endian, real numbers, C or Fortran order.
 *
 * float32 and int8 stay what they are, all else becomes float64 (64-bit integers beyond 2⁵³ are rounded). One
 * dimension is a single column. Nothing is transposed: `order` of the matrix says how it is stored.
 *
 * @param path a path (Node, Deno, Bun), or a Blob or File (browsers too).
 * @throws RangeError for other files, types and dimensions, and for truncated ones.
 * @see NumPy Enhancement Proposal 1, "A simple file format for NumPy arrays".
 */
export async function readNpy(path: Source): Promise<Matrix> {
  const name = nameOf('readNpy', path) || 'the Blob';
  return npyMatrix('readNpy', name, await readBytes('readNpy', path));
}

/** The matrix in the bytes of a .npy file. */
export function npyMatrix(where: string, name: string, bytes: Uint8Array<ArrayBuffer>): Matrix {
  const { header, start } = headerOf(where, name, bytes);
  const [, endian, kind = ''] = /'descr':\s*'([<>=|]?)(\w+)'/.exec(header) ?? [];
  const type = TYPES.get(kind);
  if (!type) fail(where, name, `hold one of ${[...TYPES.keys()].join(' ')}`, header.trim());
  if (endian === '>' && type.BYTES_PER_ELEMENT > 1)
    fail(where, name, 'be little-endian', `${endian}${kind}`, "convert it with astype('<f8')");
  const [rows, cols] = shapeOf(where, name, header);
  const body = bytes.slice(start);
  const size = rows * cols * type.BYTES_PER_ELEMENT;
  if (body.length !== size)
    fail(where, name, `hold ${size} bytes of data (${rows} × ${cols} ${kind})`, body.length);
  const order = /'fortran_order':\s*True/.test(header) ? 'col' : 'row';
  return Matrix.wrap({ data: cells(new type(body.buffer)), rows, cols, order });
}

/** The dictionary after the signature, two bytes of version and its own length; where it ends. */
function headerOf(where: string, name: string, bytes: Uint8Array<ArrayBuffer>) {
  const signature = String.fromCharCode(...bytes.subarray(0, 6));
  if (signature !== '\x93NUMPY') fail(where, name, 'start with the signature of npy', signature);
  const version = bytes[6];
  if (!(version === 1 || version === 2 || version === 3))
    fail(where, name, 'have npy version 1, 2 or 3', version);
  const first = version === 1 ? 10 : 12;
  const padded = new Uint8Array(12);
  padded.set(bytes.subarray(0, 12));
  const view = new DataView(padded.buffer);
  const start = first + (version === 1 ? view.getUint16(8, true) : view.getUint32(8, true));
  if (bytes.length < first || bytes.length < start)
    fail(where, name, 'hold its whole header', `${bytes.length} bytes`);
  return { header: new TextDecoder().decode(bytes.subarray(first, start)), start };
}

function shapeOf(where: string, name: string, header: string): [number, number] {
  const shape = /'shape':\s*\(([\d\s,]*)\)/.exec(header)?.[1] ?? '';
  const sizes = Array.from(shape.matchAll(/\d+/g), Number);
  const [rows, cols = 1] = sizes;
  if (rows === undefined || sizes.length > 2)
    return fail(where, name, 'have 1 or 2 dimensions', sizes.length);
  return [rows, cols];
}

function cells(values: ArrayLike<number | bigint>): CellArray {
  for (const kind of [Float64Array, Float32Array, Int8Array])
    if (values instanceof kind) return values;
  return Float64Array.from(values, Number);
}
