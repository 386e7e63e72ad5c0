import type { Matrix } from '../memory/matrix.ts';

const SIGNATURE = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0];
/** The data start at a multiple of this many bytes, as NumPy writes them. */
const ALIGNMENT = 64;

/**
 * The bytes of a NumPy .npy file (version 1, little-endian) with the type and the order of
 * `matrix`; {@link readNpy} gives back the same bits.
 */
export function writeNpy(matrix: Matrix): Uint8Array<ArrayBuffer> {
  const { data, rows, cols, order, dtype } = matrix;
  const descr = { float64: '<f8', float32: '<f4', int8: '|i1' }[dtype];
  const fortran = order === 'col' ? 'True' : 'False';
  const header = `{'descr': '${descr}', 'fortran_order': ${fortran}, 'shape': (${rows}, ${cols}), }`;
  const before = SIGNATURE.length + 2;
  const start = Math.ceil((before + header.length + 1) / ALIGNMENT) * ALIGNMENT;
  const bytes = new Uint8Array(start + data.byteLength);
  bytes.set(SIGNATURE);
  new DataView(bytes.buffer).setUint16(SIGNATURE.length, start - before, true);
  bytes.set(new TextEncoder().encode(`${header.padEnd(start - before - 1)}\n`), before);
  bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), start);
  return bytes;
}
