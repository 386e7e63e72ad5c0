/** What a reader should know about coefficients that nothing penalizes. */
import { dependentColumns } from './dependence.ts';
import { weightedColumn } from './dualPoint.ts';
import type { FamilyProblem } from './family/familyProblem.ts';
import { freeColumns, type Problem } from './problem.ts';
import type { CodedResponse } from './response/types.ts';
import { separationOf, suspicionOf } from './separation.ts';
import type { Separation, Solution } from './solution.ts';

/** Multiply-adds that the search for dependent columns may cost. */
const MOST_WORK = 5e8;
/** Combinations and columns that are named. */
const MOST_NOTES = 5;
const MOST_NAMES = 10;

export interface FreeNotes {
  readonly notes: readonly string[];
  /** Why there is no finite optimum. */
  readonly endless?: string | undefined;
}

/**
 * Of a solution; columns without penalty are all at λ = 0 and in a refit, else those of penalty
 * factor 0.
 */
export function freeNotes(
  problem: Problem,
  response: CodedResponse,
  solution: Solution,
  names: readonly string[],
): FreeNotes {
  const { refit } = solution;
  const free = refit ? [...solution.columns] : freeColumns(problem, solution.lambda);
  if (free.length === 0) return { notes: [] };
  const dependent = dependenceNotes(problem, free, names);
  if (!('family' in problem)) return { notes: dependent };
  const { endless, suspicion } =
    refit ?? separation(problem as FamilyProblem, response, solution, free);
  const first = endless ?? suspicion;
  return { notes: first ? [first, ...dependent] : dependent, endless };
}

/** What is wrong with a fit that nothing penalizes. */
export function separationIn(problem: Problem, solution: Solution): Separation {
  if (!('family' in problem)) return {};
  const own = problem as FamilyProblem;
  const rows = { ...own.response, family: own.family };
  return separation(own, rows, solution, [...solution.columns]);
}

function separation(
  problem: FamilyProblem,
  response: Pick<CodedResponse, 'family' | 'target' | 'weights'>,
  solution: Solution,
  free: readonly number[],
): Separation {
  const isFree = new Set(free);
  const endless = separationOf(
    response,
    predictor(problem, solution, (j) => isFree.has(j)),
  );
  const eta = predictor(problem, solution, () => true);
  return { endless, suspicion: suspicionOf(response, eta) };
}

/** Intercepts and some columns of a solution, n values per output. */
function predictor(
  { scope, design, view }: FamilyProblem,
  { columns, values, intercepts }: Solution,
  uses: (j: number) => boolean,
): Float64Array {
  const { memory } = scope;
  const { n, kind } = design;
  const outputs = intercepts!.length;
  const eta = new Float64Array(n * outputs);
  const list = scope.putI32(columns);
  const sum = scope.f64(n);
  for (let k = 0; k < outputs; k++) {
    const own = values.subarray(k * columns.length, (k + 1) * columns.length);
    const b = scope.putF64(own.map((value, q) => (uses(columns[q]!) ? value : 0)));
    memory.f64(sum, n).fill(intercepts![k]!);
    memory.kernels[`${kind}_combine`](view, list, columns.length, b, sum);
    eta.set(memory.f64(sum, n), k * n);
    scope.free(b);
  }
  scope.free(sum);
  scope.free(list);
  return eta;
}

function dependenceNotes(
  problem: Problem,
  free: readonly number[],
  names: readonly string[],
): string[] {
  const { design, root, hasIntercept } = problem;
  const { n } = design;
  if (free.length > n - Number(hasIntercept))
    return [
      `${free.length} columns without a penalty exceed the rows: their coefficients are not unique`,
    ];
  if (n * free.length * free.length > MOST_WORK) return [];
  const found = dependentColumns(free.length, (k) => weightedColumn(problem, free[k]!, root));
  const notes = found.slice(0, MOST_NOTES).map((parts) => {
    const named = parts.slice(0, MOST_NAMES).map((k) => names[free[k]!]!);
    const more = parts.length > MOST_NAMES ? ` and ${parts.length - MOST_NAMES} more` : '';
    return `columns ${named.join(', ')}${more} depend on each other: ${NOT_UNIQUE}`;
  });
  const rest = found.length - MOST_NOTES;
  if (rest > 0) notes.push(`and ${rest} more columns depend on others`);
  return notes;
}

const NOT_UNIQUE = 'without a penalty their coefficients are not unique';
