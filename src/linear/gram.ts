/** Gram matrices in slices: of a working set's new columns, and the moments of whole row sets. */
import { StandardizedRecord } from '../memory/record.ts';
import type { Scope } from '../memory/scope.ts';
import type { Task } from '../runtime/run.ts';
import type { Design } from './design.ts';
import type { Problem } from './problem.ts';

/** Multiply-adds of one kernel call, and rows of one panel. */
const BLOCK = 2e7;
const PANEL = 256;

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
export function* appendGram(problem: Problem, record: number, block: Block): Task<void> {
  const { scope, design, center, scale, root, weights } = problem;
  const { memory } = scope;
  clearBlock(scope, block);
  const panel = scope.reserve(8 * panelSize(design, block.total));
  StandardizedRecord.write(memory, record, {
    design: design.at,
    center,
    scale,
    root,
    weights,
    y: 0,
    panel,
  });
  if (design.kind === 'csc') yield* sparseBlock(problem, record, block);
  else yield* denseRows(scope, design, record, block, 0, design.n);
  scope.free(panel);
  memory.kernels.gramMirror(block.gram, block.ld, block.first, block.total);
}

/** Where a sum of rows is taken: which rows, with which weights, seen how. */
export interface MomentsView {
  readonly design: Design;
  readonly all: number;
  readonly center: number;
  readonly scale: number;
  /** √w and w, n f64 each. */
  readonly root: number;
  readonly weights: number;
  readonly y: number;
}

/**
 * Moments Σ w_i [x̃_i, y_i, 1] [x̃_i, y_i, 1]ᵀ over the given rows (default all) of a dense matrix:
 * (p + 2)² upper triangle, rows p + 5 f64 apart.
 */
export function* rowMoments(scope: Scope, view: MomentsView, rows?: Int32Array): Task<number> {
  const { design, all, center, scale, root, weights, y } = view;
  const { memory } = scope;
  const columns = design.p + 2;
  const ld = momentsStride(design.p);
  const gram = scope.f64(ld * ld);
  const record = scope.reserve(StandardizedRecord.bytes);
  const panel = scope.reserve(8 * panelSize(design, columns));
  const list = rows ? scope.putI32(rows) : 0;
  StandardizedRecord.write(memory, record, {
    design: design.at,
    center,
    scale,
    root,
    weights,
    y,
    panel,
  });
  const block = { list: all, first: 0, total: design.p, gram, ld };
  yield* denseRows(scope, design, record, block, list, rows?.length ?? design.n);
  for (const at of rows ? [list, record, panel] : [record, panel]) scope.free(at);
  return gram;
}

/** Row stride of moments of p columns. */
export function momentsStride(p: number): number {
  return p + 5;
}

function panelSize(design: Design, columns: number): number {
  return design.kind === 'csc' ? design.n : (columns + 3) * PANEL;
}

function* denseRows(
  scope: Scope,
  design: Design,
  record: number,
  block: Block,
  rows: number,
  count: number,
): Task<void> {
  const { kernels } = scope.memory;
  const kernel = design.kind === 'dense32' ? kernels.dense32_gram : kernels.dense64_gram;
  const { list, first, total, gram, ld } = block;
  const products = Math.max(1, (total - first) * total);
  const height = Math.min(PANEL, Math.max(16, 2 * Math.floor(BLOCK / products / 2)));
  for (let from = 0; from < count; from += height) {
    kernel(record, list, first, total, rows, from, Math.min(height, count - from), gram, ld);
    yield;
  }
}

function* sparseBlock(problem: Problem, record: number, block: Block): Task<void> {
  const { scope, design } = problem;
  const { memory } = scope;
  const { list, first, total, gram, ld } = block;
  const sums = scope.putF64(problem.means);
  const perColumn = Math.max(1, (design.stored / design.p) * total);
  const step = Math.max(1, Math.floor(BLOCK / 10 / perColumn));
  for (let from = first; from < total; from += step) {
    memory.kernels.csc_gram(record, list, from, Math.min(from + step, total), sums, 1, gram, ld);
    yield;
  }
  scope.free(sums);
}

/** Zero what the tiles add to: the new columns of all rows and the new rows, padding included. */
function clearBlock(scope: Scope, { first, total, gram, ld }: Block): void {
  for (let a = 0; a < Math.min(total + 3, ld); a++)
    scope.memory.f64(gram + (a * ld + first) * 8, Math.min(total + 3, ld) - first).fill(0);
}
