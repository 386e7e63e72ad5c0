/** A path of any family with a penalty of groups, straight from the solvers, on the original scale. */
import type { Family } from '../../../src/datafit/family.ts';
import { loadDesign } from '../../../src/linear/design.ts';
import { familyNullGradients, familyPath } from '../../../src/linear/family/familyPath.ts';
import { prepareFamilyProblem } from '../../../src/linear/family/familyProblem.ts';
import { lambdaMaxOf } from '../../../src/linear/family/strongest.ts';
import { solveOne } from '../../../src/linear/gradients.ts';
import { Memory } from '../../../src/memory/memory.ts';
import { Scope } from '../../../src/memory/scope.ts';
import type { MatrixLike } from '../../../src/memory/types.ts';
import type { Penalty } from '../../../src/penalty/penalty.ts';
import { runSync } from '../../../src/runtime/run.ts';

export interface GroupFit {
  readonly family: Family;
  readonly penalty: Penalty;
  /** λ themselves, or shares of λ_max. */
  readonly lambdas?: readonly number[];
  readonly shares?: readonly number[];
  readonly dtype?: 'float32' | 'float64';
  readonly standardize?: boolean;
  readonly intercept?: boolean;
  readonly tol?: number;
  readonly weights?: ArrayLike<number> | undefined;
  readonly penaltyFactor?: readonly number[];
  readonly lower?: readonly number[];
}

/** One λ: gap as a share of the null loss, coefficients as lists per output. */
export interface GroupModel {
  readonly lambda: number;
  readonly gap: number;
  readonly coef: Float64Array;
  readonly intercept: number;
}

export function fitGroups(X: MatrixLike, y: ArrayLike<number>, options: GroupFit) {
  const { family, penalty, dtype, standardize = true, intercept = true, tol = 1e-10 } = options;
  const scope = new Scope(new Memory());
  function* task() {
    const design = yield* loadDesign(scope, 'fit', X, dtype ? { dtype } : {});
    const { n, p } = design;
    const given = options.weights ?? new Float64Array(n).fill(1);
    const total = Array.from(given).reduce((sum, w) => sum + w, 0);
    const response = {
      target: Float64Array.from(y),
      weights: Float64Array.from(given, (w) => w / total),
    };
    const settings = {
      standardize,
      intercept,
      tol,
      penaltyFactor: Float64Array.from(options.penaltyFactor ?? new Array(p).fill(1)),
      lower: Float64Array.from(options.lower ?? new Array(p).fill(-Infinity)),
      upper: new Float64Array(p).fill(Infinity),
    };
    const problem = yield* prepareFamilyProblem(scope, design, response, settings, family, penalty);
    const gradients = yield* solveOne(familyNullGradients(problem));
    const top = lambdaMaxOf(problem, gradients, penalty);
    const lambdas = options.lambdas ?? (options.shares ?? [1]).map((share) => share * top);
    const end = { stopEarly: false, maxNonzero: Infinity };
    const solutions = yield* solveOne(familyPath(problem, penalty, lambdas, end));
    const scale = scope.memory.f64(problem.scale, p).slice();
    const center = scope.memory.f64(problem.center, p).slice();
    const models = solutions.map(
      ({ lambda, columns, values, intercepts, gap, unit }): GroupModel => {
        const coef = new Float64Array(p);
        columns.forEach((j, k) => {
          coef[j] = values[k]! * scale[j]!;
        });
        const shift = coef.reduce((sum, value, j) => sum + value * center[j]!, 0);
        return { lambda, gap: gap / (unit ?? 1), coef, intercept: intercepts![0]! - shift };
      },
    );
    return { top, models };
  }
  try {
    return runSync(task());
  } finally {
    scope.release();
  }
}
