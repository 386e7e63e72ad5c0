/** Gram matrices of a working set's new columns, in slices. */
import { GramBlockRecord, StandardizedRecord } from '../memory/record.ts';
import type { Scope } from '../memory/scope.ts';
import type { Task } from '../runtime/run.ts';
import type { DenseKind, Design } from './design.ts';
import type { Problem } from './problem.ts';

/** Multiply-adds of one kernel call, and rows of one panel. */
const BLOCK = 2e7;
const PANEL = 256;

/** Up to so many new columns are multiplied one by one: packing all the others costs more. */
const FEW = 24;
/** Vectors of one pass. */
const SIDES = 4;

interface Block {
  /** Columns, i32; those from `first` on are new. */
  list: number;
  first: number;
  total: number;
  gram: number;
  /** Row stride of gram in f64, at least total + 3. */
  ld: number;
}

/** Columns first … total of the working set's Gram matrix, both triangles. */
export function* appendGram(problem: Problem, block: Block): Task<void> {
  const { scope, design } = problem;
  if (problem.curve) return yield* curvedBlock(problem, block, problem.curve);
  if (design.kind !== 'csc' && block.total - block.first <= FEW)
    return yield* fewColumns(problem, block);
  clearBlock(scope, block);
  const panel = scope.reserve(8 * panelSize(design, block.total, rowsAtOnce(block)));
  const record = blockRecord(scope, block, 0);
  StandardizedRecord.set(scope.memory, problem.view, 'panel', panel);
  if (design.kind === 'csc') yield* sparseBlock(problem, record, block);
  else yield* denseRows(problem, record, block, 0, 0, design.n);
  scope.free(panel);
  scope.free(record);
  scope.memory.kernels.gramMirror(block.gram, block.ld, block.first, block.total);
}

export function blockRecord(scope: Scope, block: Block, y: number): number {
  const at = scope.reserve(GramBlockRecord.bytes);
  GramBlockRecord.write(scope.memory, at, { ...block, y });
  return at;
}

/** Numbers of the panel of so many columns and rows. */
export function panelSize(design: Design, columns: number, rows = PANEL): number {
  // groups of four columns; the last of the old and of the new ones may be ragged
  return design.kind === 'csc' ? design.n : (columns + 6) * rows;
}

/** Rows of one kernel call, an even number. */
function rowsAtOnce({ first, total }: Block): number {
  const products = Math.max(1, (total - first) * total);
  return Math.min(PANEL, Math.max(16, 2 * Math.floor(BLOCK / products / 2)));
}

/** Rows from … to − 1, numbered through `rows` if it is not 0. */
export function* denseRows(
  { scope, design, view }: Problem,
  record: number,
  block: Block,
  rows: number,
  begin: number,
  end: number,
): Task<void> {
  const { kernels } = scope.memory;
  const kernel = kernels[`${design.kind as DenseKind}_gram`];
  const height = rowsAtOnce(block);
  const products = height * (block.total - block.first) * block.total;
  for (let from = begin, done = 0; from < end; from += height) {
    kernel(view, record, rows, from, Math.min(height, end - from));
    done += products;
    if (done < BLOCK / 4 && from + height < end) continue;
    done = 0;
    yield;
  }
}

/** ω x̃ of four new columns at a time, times every column of the list so far. */
function* fewColumns(problem: Problem, block: Block): Task<void> {
  const { scope, design, view, weights } = problem;
  const { memory } = scope;
  const { n } = design;
  const kind = design.kind as DenseKind;
  const vectors = scope.f64(SIDES * n);
  const panel = scope.f64(SIDES);
  const one = scope.putF64([1]);
  const record = blockRecord(scope, block, 0);
  StandardizedRecord.set(memory, view, 'panel', panel);
  for (let from = block.first, products = 0; from < block.total; from += SIDES) {
    const count = Math.min(SIDES, block.total - from);
    memory.f64(vectors, SIDES * n).fill(0);
    for (let q = 0; q < count; q++) {
      const at = vectors + q * n * 8;
      memory.kernels[`${kind}_combine`](view, block.list + 4 * (from + q), 1, one, at);
      memory.kernels.multiply(n, at, weights, at);
    }
    memory.kernels[`${kind}_gramFew`](view, record, vectors, from, count);
    products += n * count * (from + count);
    if (products < BLOCK) continue;
    products = 0;
    yield;
  }
  for (const at of [vectors, panel, one, record]) scope.free(at);
}

function* sparseBlock(problem: Problem, record: number, { first, total }: Block): Task<void> {
  const { scope, design, view } = problem;
  // Σ ω x_j is the centre times Σ ω; without a centre it does not count
  const { totalWeight } = problem;
  const centers = scope.memory.f64(problem.center, design.p);
  const sums = scope.putF64(centers.map((center) => center * totalWeight));
  const perColumn = Math.max(1, (design.stored / design.p) * total);
  const step = Math.max(1, Math.floor(BLOCK / 10 / perColumn));
  for (let from = first; from < total; from += step) {
    const to = Math.min(from + step, total);
    scope.memory.kernels.csc_gram(view, record, from, to, sums, totalWeight);
    yield;
  }
  scope.free(sums);
}

/** X̃ᵀ C x̃_k for the new columns k, one by one. */
function* curvedBlock(problem: Problem, block: Block, curve: (d: number) => void): Task<void> {
  const { scope, design, view } = problem;
  const { memory } = scope;
  const { n, p, kind } = design;
  const { list, first, total, gram, ld } = block;
  const one = scope.putF64([1]);
  const d = scope.f64(n);
  const out = scope.f64(p);
  const stored = (design.stored / p) * total;
  for (let k = first, products = 0; k < total; k++, products += stored) {
    memory.f64(d, n).fill(0);
    memory.kernels[`${kind}_combine`](view, list + 4 * k, 1, one, d);
    curve(d);
    memory.kernels[`${kind}_dots`](view, list, k + 1, d, memory.kernels.sum(n, d), out);
    const columns = memory.i32(list, k + 1);
    const values = memory.f64(out, p);
    const cells = memory.f64(gram, k * ld + k + 1);
    for (let a = 0; a <= k; a++) cells[a * ld + k] = values[columns[a]!]!;
    if (products < BLOCK) continue;
    products = 0;
    yield;
  }
  for (const at of [one, d, out]) scope.free(at);
  memory.kernels.gramMirror(gram, ld, first, total);
}

/** Zero what the tiles add to: the new columns of all rows and the new rows, padding included. */
function clearBlock(scope: Scope, { first, total, gram, ld }: Block): void {
  for (let a = 0; a < Math.min(total + 3, ld); a++)
    scope.memory.f64(gram + (a * ld + first) * 8, Math.min(total + 3, ld) - first).fill(0);
}
