/** Runs a fitted network over rows, a few hundred at a time: X is never copied as a whole. */
import { checkLength } from '../check.ts';
import { type Layer, type Shape, sizeOf } from '../layer/layer.ts';
import { defaultMemory } from '../memory/memory.ts';
import { networkKernels, realsAt } from '../memory/networkKernels.ts';
import { Scope } from '../memory/scope.ts';
import type { FloatArray, MatrixLike } from '../memory/types.ts';
import type { Seed } from '../runtime/random.ts';
import { outlineOf } from './outline.ts';
import { Plan, type PlanOptions } from './plan.ts';
import { readRows } from './rowSource.ts';
import { checkCells, checkIndices, findCell } from './rows.ts';
import { Store, type Weights } from './store.ts';

/** Rows at once. */
const MANY = 256;

/** Layers with their numbers, and what rows they read. */
export interface Fitted {
  readonly layers: readonly Layer[];
  readonly input: Shape;
  readonly weights: Weights;
}

/** How rows are run. */
export interface Passage {
  readonly where: string;
  /** What is different from a prediction. */
  readonly modes?: Partial<Pick<PlanOptions, 'isTraining' | 'isNoisy' | 'momentum'>>;
  readonly seed?: Seed;
  /** Rows that a stretch needs at least, where there are more. */
  readonly least?: number;
}

/** A stretch of rows in a plan. */
export interface Stretch {
  readonly plan: Plan;
  readonly store: Store;
  /** Rows before these. */
  readonly done: number;
  /** Rows of all. */
  readonly total: number;
  /** The forward pass, with noise of its own where noise is on; the outputs die with the next. */
  readonly run: () => FloatArray;
}

/** Calls `each` on all rows of X in order, stretch by stretch. */
export function overRows(
  { layers, input, weights }: Fitted,
  X: MatrixLike,
  { where, modes = {}, seed = 0, least = 1 }: Passage,
  each: (stretch: Stretch) => void,
): void {
  const source = readRows({ where, X });
  checkLength(where, 'X columns', source.cols, sizeOf(input), 'as the network was trained on');
  const scope = new Scope(defaultMemory(), where);
  const { memory } = scope;
  const kernels = networkKernels(memory);
  try {
    const outline = outlineOf(where, layers, input);
    const store = new Store(scope, outline);
    if (modes.isTraining) store.train({ slots: 0 });
    store.write(weights);
    const clock = scope.i32(1);
    const work = scope.reserve(kernels.gemm_workspace());
    const options = { where, layers, input, work, seed, clock, isTraining: false, isNoisy: false };
    let plan: Plan | undefined;
    for (let done = 0; done < source.rows; ) {
      const batch = stretchOf(source.rows - done, least);
      if (plan?.batch !== batch) plan = new Plan(store, { ...options, ...modes, batch });
      const { x, output } = plan;
      const cells = realsAt(memory, x.at, batch * x.size);
      source.copyRows(cells, done, done + batch);
      checkStretch(where, cells, x.size, done, outline.indices);
      const run = () => {
        kernels.clock_tick(clock);
        plan!.predict();
        return realsAt(memory, output.at, batch * output.size);
      };
      each({ plan, store, done, total: source.rows, run });
      done += batch;
    }
  } finally {
    scope.release();
  }
}

/** @throws RangeError that names the first cell that is not finite, or no index. */
function checkStretch(
  where: string,
  cells: FloatArray,
  cols: number,
  first: number,
  indices: number | undefined,
): void {
  checkCells(where, 'X', cells, cols, first);
  const find = (isMeant: (cell: number) => boolean) => findCell(cells, cols, first, isMeant);
  checkIndices(where, { find }, indices);
}

/** Rows of the next stretch, so that the one behind it is not too short. */
function stretchOf(left: number, least: number): number {
  const batch = Math.min(MANY, left);
  return left > batch && left - batch < least ? batch - least : batch;
}

/** What the last layer says of each row, row by row. */
export function outputsOf(fitted: Fitted, X: MatrixLike, where: string) {
  let data = new Float32Array(0);
  let rows = 0;
  const cols = sizeOf(outlineOf(where, fitted.layers, fitted.input).output);
  overRows(fitted, X, { where }, ({ done, total, run }) => {
    if (done === 0) data = new Float32Array(total * cols);
    data.set(run(), done * cols);
    rows = total;
  });
  return { data, rows, cols };
}
