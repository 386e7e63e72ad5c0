/** Records: AssemblyScript `@unmanaged` classes written from TypeScript, field for field. */
import type { Memory } from './memory.ts';

type Kind = 'i32' | 'f64' | 'usize';
const BYTES: Record<Kind, number> = { i32: 4, usize: 4, f64: 8 };

export interface RecordType<F extends Record<string, Kind>> {
  readonly bytes: number;
  /** Fields left out are 0. */
  write(memory: Memory, at: number, values: { [K in keyof F]?: number }): void;
  /** Fields left out stay. */
  update(memory: Memory, at: number, values: { [K in keyof F]?: number }): void;
  set(memory: Memory, at: number, name: keyof F, value: number): void;
  get(memory: Memory, at: number, name: keyof F): number;
  /** All fields. */
  read(memory: Memory, at: number): { [K in keyof F]: number };
}

/** Same fields in the same order as the class; every field aligned to its size, as in C. */
export function record<const F extends Record<string, Kind>>(fields: F): RecordType<F> {
  const offsets = new Map<keyof F, number>();
  let bytes = 0;
  for (const [name, kind] of Object.entries(fields)) {
    const size = BYTES[kind];
    bytes = Math.ceil(bytes / size) * size;
    offsets.set(name, bytes);
    bytes += size;
  }
  // checkpoints know an optimizer by the length of its record, too: the eight spare bytes stay
  const room = Math.ceil(bytes / 8) * 8 + 8;
  const put = (view: DataView, name: keyof F, value: number) => {
    const offset = offsets.get(name)!;
    if (fields[name] === 'f64') view.setFloat64(offset, value, true);
    else view.setUint32(offset, value, true);
  };
  const set = (memory: Memory, at: number, name: keyof F, value: number) => {
    put(memory.view(at, room), name, value);
  };
  const get = (memory: Memory, at: number, name: keyof F) => {
    const view = memory.view(at, room);
    const offset = offsets.get(name)!;
    return fields[name] === 'f64' ? view.getFloat64(offset, true) : view.getInt32(offset, true);
  };
  const write = (memory: Memory, at: number, values: { [K in keyof F]?: number }) => {
    // whoever stores a record stores what lies between its fields, too
    memory.bytes(at, room).fill(0);
    update(memory, at, values);
  };
  const update = (memory: Memory, at: number, values: { [K in keyof F]?: number }) => {
    const view = memory.view(at, room);
    for (const name in values) put(view, name, values[name] ?? 0);
  };
  const read = (memory: Memory, at: number) => {
    const values = [...offsets.keys()].map((name) => [name, get(memory, at, name)]);
    return Object.fromEntries(values) as { [K in keyof F]: number };
  };
  return { bytes: room, write, update, set, get, read };
}

/** The records of linear.wasm. */
export const DenseRecord = record({ n: 'i32', p: 'i32', columns: 'usize' });
export const CscRecord = record({
  n: 'i32',
  p: 'i32',
  values: 'usize',
  rows: 'usize',
  starts: 'usize',
});
export const QuadraticRecord = record({
  size: 'i32',
  capacity: 'i32',
  room: 'i32',
  rank: 'i32',
  steps: 'i32',
  wanted: 'i32',
  gram: 'usize',
  target: 'usize',
  u: 'usize',
  b: 'usize',
  penaltyFactor: 'usize',
  lower: 'usize',
  upper: 'usize',
  inverse: 'usize',
  factor: 'usize',
  members: 'usize',
  marks: 'usize',
  direction: 'usize',
  gradient: 'usize',
  moved: 'usize',
  saved: 'usize',
  before: 'usize',
  rotations: 'usize',
  blocks: 'usize',
  curvature: 'f64',
  singular: 'f64',
  spent: 'f64',
});
export const TermsRecord = record({
  count: 'i32',
  among: 'usize',
  u: 'usize',
  b: 'usize',
  penaltyFactor: 'usize',
  lower: 'usize',
  upper: 'usize',
  inverse: 'usize',
  before: 'usize',
  inside: 'usize',
  found: 'usize',
  blocks: 'usize',
});
export const BlocksRecord = record({
  count: 'i32',
  starts: 'usize',
  order: 'usize',
  factor: 'usize',
  weight: 'usize',
});
export const ColumnProblemRecord = record({
  quadratic: 'usize',
  standardized: 'usize',
  list: 'usize',
  curvature: 'usize',
  weighted: 'usize',
  starts: 'usize',
  centres: 'i32',
  residual: 'usize',
  totalWeight: 'f64',
  total: 'f64',
  cursor: 'i32',
  active: 'i32',
  most: 'i32',
  gain: 'f64',
  members: 'usize',
  columns: 'usize',
  slope: 'usize',
  ridge: 'usize',
  floor: 'usize',
  ceiling: 'usize',
});
export const LazyRecord = record({
  count: 'i32',
  u: 'usize',
  known: 'usize',
  slot: 'usize',
  norm: 'usize',
  penaltyFactor: 'usize',
  inside: 'usize',
  share: 'usize',
  rest: 'usize',
  farthest: 'usize',
  users: 'usize',
  found: 'usize',
});
export const RowsRecord = record({
  n: 'i32',
  outputs: 'i32',
  slice: 'i32',
  eta: 'usize',
  y: 'usize',
  weights: 'usize',
  v: 'usize',
  h: 'usize',
  shared: 'usize',
  loss: 'f64',
});
export const StandardizedRecord = record({
  design: 'usize',
  center: 'usize',
  scale: 'usize',
  root: 'usize',
  weights: 'usize',
  panel: 'usize',
});
export const GramBlockRecord = record({
  list: 'usize',
  first: 'i32',
  total: 'i32',
  gram: 'usize',
  ld: 'i32',
  y: 'usize',
});
export const SidesRecord = record({
  count: 'i32',
  v: 'usize',
  vStride: 'usize',
  totals: 'usize',
  sums: 'usize',
  out: 'usize',
  outStride: 'usize',
});
export const MomentsRecord = record({
  gram: 'usize',
  ld: 'i32',
  target: 'usize',
  mean: 'usize',
  variance: 'usize',
  scale: 'usize',
});
