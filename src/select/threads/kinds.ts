/** The jobs that other threads do, each as the calling thread does it. */
import { type ColumnsSetup, momentsOfColumns } from '../../linear/columnMoments.ts';
import type { ColumnRange } from '../../linear/columnRanges.ts';
import { type Cells, doubtfulIn } from '../../linear/doubtfulColumns.ts';
import { prepareTraining } from '../../linear/learn.ts';
import { type DataParcel, dataOf } from '../../linear/parcel.ts';
import { type ProblemParcel, problemOf } from '../../linear/problemParcel.ts';
import { addRows, type RowRange, rowMoments } from '../../linear/rowMoments.ts';
import { Scope } from '../../memory/scope.ts';
import type { Task } from '../../runtime/run.ts';
import { columnFolds } from '../columnFolds.ts';
import { withErrors } from '../foldErrors.ts';
import type { FoldPath } from '../foldModel.ts';
import { foldOf } from '../folds.ts';
import { type FoldMoments, foldPaths, wholePaths } from '../gramFolds.ts';
import { linesOf } from '../recipeFold.ts';
import { type FoldParcel, type PlanParcel, planOf } from './parcel.ts';

function doubtfulColumns({ memory }: Scope, cells: Cells) {
  return (range: ColumnRange): Task<number[]> => doubtfulIn(memory, cells, range);
}

function columnMoments({ memory }: Scope, setup: ColumnsSetup) {
  return (range: ColumnRange): Task<void> => momentsOfColumns(memory, setup, range);
}

function blockMoments(scope: Scope, whole: ProblemParcel) {
  const problem = problemOf(scope, whole);
  return (range: RowRange): Task<void> => addRows(scope, problem, range);
}

/** Moments of the test rows of each fold. */
export interface MomentsSetup {
  readonly whole: ProblemParcel;
  readonly tests: readonly Int32Array[];
}

/** The address of the moments of one fold; they stay as long as the run. */
function moments(scope: Scope, { whole, tests }: MomentsSetup) {
  const problem = problemOf(scope, whole);
  return (fold: number): Task<number> => rowMoments(scope, problem, tests[fold]);
}

/** A training set by its number: all rows, then the folds. */
interface SetsSetup {
  readonly data: DataParcel;
  readonly plan: PlanParcel;
  readonly folds: readonly FoldParcel[];
}

export interface GramSetup extends SetsSetup {
  readonly whole: ProblemParcel;
  readonly moments: FoldMoments;
}

function gramPaths(scope: Scope, setup: GramSetup) {
  const data = dataOf(scope, setup.data);
  const plan = planOf(setup.plan);
  const whole = problemOf(scope, setup.whole);
  return (set: number): Task<FoldPath[]> =>
    set === 0
      ? inOwnScope(scope, (own) => wholePaths({ ...whole, scope: own }, setup.moments, plan))
      : foldPaths(data, whole, setup.moments, foldOf(data.response, setup.folds[set - 1]!), plan);
}

export interface ColumnSetup extends SetsSetup {
  /** Address of the centre of all rows. */
  readonly center: number;
}

/** The paths of some training sets that advance together. */
function columnPaths(scope: Scope, { center, ...setup }: ColumnSetup) {
  const data = dataOf(scope, setup.data);
  const plan = planOf(setup.plan);
  const setOf = (set: number) => (set === 0 ? data : foldOf(data.response, setup.folds[set - 1]!));
  return (sets: readonly number[]): Task<FoldPath[][]> =>
    columnFolds(data, sets.map(setOf), plan, center);
}

export interface RecipeSetup extends Omit<SetsSetup, 'data'> {
  /** Of all rows, then of the folds: each has columns of its own. */
  readonly data: readonly DataParcel[];
}

function recipePaths(scope: Scope, setup: RecipeSetup) {
  const plan = planOf(setup.plan);
  return (set: number): Task<FoldPath[]> =>
    inOwnScope(scope, function* (own) {
      const data = dataOf(scope, setup.data[set]!);
      const rows = set === 0 ? data : foldOf(data.response, setup.folds[set - 1]!);
      const training = yield* prepareTraining(data, rows.response, own);
      return yield* withErrors(data, yield* linesOf(own, training, plan), rows, plan);
    });
}

function* inOwnScope<T>(scope: Scope, task: (own: Scope) => Task<T>): Task<T> {
  const own = new Scope(scope.memory);
  try {
    return yield* task(own);
  } finally {
    own.release();
  }
}

export const KINDS = {
  doubtfulColumns,
  columnMoments,
  rowMoments: blockMoments,
  moments,
  gramPaths,
  columnPaths,
  recipePaths,
};
