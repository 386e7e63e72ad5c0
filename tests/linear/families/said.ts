/** Says a reference problem of any family to the package. */
import {
  type FamilyChoice,
  type FitData,
  type FittedModel,
  GLM,
  type ResponseLike,
} from '../../../src/linear/index.ts';
import { groupLasso } from '../../../src/penalty/groupLasso.ts';
import { mcp } from '../../../src/penalty/mcp.ts';
import type { Penalty } from '../../../src/penalty/penalty.ts';
import { scad } from '../../../src/penalty/scad.ts';
import { slope } from '../../../src/penalty/slope.ts';
import { sparseGroupLasso } from '../../../src/penalty/sparseGroupLasso.ts';
import { tikhonov } from '../../../src/penalty/tikhonov.ts';
import type { Family } from '../../reference/families/family.ts';
import type { Penalty as ReferencePenalty } from '../../reference/families/penalty.ts';
import type { FamilyProblem, FamilySolution } from '../../reference/families/standardProblem.ts';

export interface Said {
  readonly estimator: GLM<FamilyChoice>;
  readonly X: number[][];
  readonly y: ResponseLike;
  readonly data: FitData;
}

/** The estimator and its arguments for one problem; undefined options stay out. */
export function saidFamily(problem: FamilyProblem, tol = 1e-6): Said {
  const { family, penalty, standardize, intercept, weights, offset } = problem;
  const flags = family.name === 'cox' ? { standardize } : { standardize, intercept };
  const spec = { family: choiceOf(family), ...penaltyOf(penalty), ...given(flags), tol };
  const column = penalty.kind === 'elasticNet' ? penalty : {};
  const {
    lower,
    upper,
    factor: penaltyFactor,
  } = column as Partial<Extract<ReferencePenalty, { kind: 'elasticNet' }>>;
  return {
    estimator: new GLM(spec as ConstructorParameters<typeof GLM>[0]),
    X: problem.X as number[][],
    y: responseOf(problem),
    data: given({ weights, offset, penaltyFactor, lower, upper }) as FitData,
  };
}

/** A fitted model in the words of the judge. */
export function solutionOf(model: FittedModel): FamilySolution {
  const { coef, intercepts, featureNames } = model.settings;
  const p = featureNames.length;
  const K = intercepts.length;
  if (K === 1) return { coef, intercept: intercepts[0]! };
  return {
    coef: Array.from({ length: K }, (_, k) => coef.subarray(k * p, (k + 1) * p)),
    intercept: intercepts,
  };
}

export function choiceOf(family: Family): FamilyChoice {
  const { name } = family;
  if (name === 'mgaussian') return 'multigaussian';
  const { power, theta, delta, tau, ties } = family as Record<string, unknown>;
  const own = given({ power, theta, delta, tau, ...(name === 'cox' && { ties }) });
  return { name, ...own } as FamilyChoice;
}

/** Labels of classes are their indices, those of a squared hinge −1 and 1. */
function responseOf({ y, family }: FamilyProblem): ResponseLike {
  if (family.name !== 'multinomial') return y as ResponseLike;
  return Array.from(y as readonly ArrayLike<number>[], (row) => Array.from(row).indexOf(1));
}

function penaltyOf(penalty: ReferencePenalty): object {
  if (penalty.kind !== 'elasticNet') return { penalty: shapeOf(penalty) };
  const { lambda, l1Ratio, grouped } = penalty;
  return { lambda, l1Ratio, ...(grouped && { grouped }) };
}

function shapeOf(penalty: ReferencePenalty): Penalty {
  switch (penalty.kind) {
    case 'mcp':
    case 'scad': {
      const { kind, lambda, gamma, l1Ratio = 1 } = penalty;
      return { mcp, scad }[kind]({ lambda, gamma, l1Ratio });
    }
    case 'group': {
      const { lambda, l1Ratio, groups } = penalty;
      const lists = groups.map((group) => [...group]);
      if (l1Ratio === 0) return groupLasso({ lambda, groups: lists });
      return sparseGroupLasso({ lambda, l1Ratio, groups: lists });
    }
    case 'tikhonov': {
      const gamma = penalty.gamma.map((row) => Array.from(row));
      return tikhonov({ lambda: penalty.lambda, gamma });
    }
    case 'slope': {
      const [lambda = 0] = Array.from(penalty.sequence);
      return slope({ lambda, weights: Array.from(penalty.sequence, (each) => each / lambda) });
    }
    default:
      throw new RangeError(`saidFamily: penalty must be known, got ${penalty.kind}`);
  }
}

function given<T extends object>(options: T): Partial<T> {
  const entries = Object.entries(options).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Partial<T>;
}
