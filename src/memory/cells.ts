/** The three storages of dense cells: how wide they are, and how they look from TypeScript. */
import type { Memory } from './memory.ts';
import type { CellArray, CellType } from './types.ts';

/** Bytes of one cell. */
export const CELL_BYTES: Readonly<Record<CellType, number>> = { float64: 8, float32: 4, int8: 1 };

/** A view of `length` cells at an address. */
export function cellsAt(memory: Memory, dtype: CellType, at: number, length: number): CellArray {
  if (dtype === 'int8') return memory.i8(at, length);
  return dtype === 'float64' ? memory.f64(at, length) : memory.f32(at, length);
}

/** An ordinary array of `length` cells. */
export function newCells(dtype: CellType, length: number): CellArray {
  if (dtype === 'int8') return new Int8Array(length);
  return dtype === 'float64' ? new Float64Array(length) : new Float32Array(length);
}

/** The storage of an array. */
export function cellType(data: CellArray): CellType {
  if (data instanceof Int8Array) return 'int8';
  return data instanceof Float32Array ? 'float32' : 'float64';
}
