/** One training set of a family, standardized: what its solver needs beyond the penalty. */
import type { Family } from '../../datafit/family.ts';
import type { Scope } from '../../memory/scope.ts';
import type { Penalty } from '../../penalty/penalty.ts';
import type { Task } from '../../runtime/run.ts';
import { blocksOf } from '../blocks.ts';
import { checkGroups } from '../checkGroups.ts';
import { columnMoments, type Moments } from '../columnMoments.ts';
import type { Design } from '../design.ts';
import { coordinates, type FitSettings, type Problem, rootsOf, viewOf } from '../problem.ts';
import { FamilyRows } from './familyRows.ts';
import { recentreAll } from './jointIntercepts.ts';

/** Width of a smoothing, as a share of the spread of y, that is as good as none. */
const NARROW = 1e-12;

/** Encoded response of the training rows; weights sum to 1. */
export interface FamilyResponse {
  /** n values per output, output after output. */
  readonly target: Float64Array;
  readonly weights: Float64Array;
  /** n values per output, or none. */
  readonly offset?: Float64Array | undefined;
}

/** The common problem, with y as the family codes it; nullLoss is half the null deviance. */
export interface FamilyProblem extends Problem {
  readonly family: Family;
  /** As it was given. */
  readonly response: FamilyResponse;
  /** The family's parameters for these rows. */
  readonly params: readonly number[];
  /** n f64 per output, or 0. */
  readonly offset: number;
  /** Σ ω inf ℓ: what no model can go below. */
  readonly saturated: number;
  /** A width in the units of y, for smoothing. */
  readonly spread: number;
  /** Whether columns are centred: there is an intercept, or constants in η do not count. */
  readonly isCentred: boolean;
}

/** `penalty` matters where it has groups. */
export function* prepareFamilyProblem(
  scope: Scope,
  design: Design,
  response: FamilyResponse,
  settings: FitSettings,
  family: Family,
  penalty?: Penalty,
): Task<FamilyProblem> {
  const { target, offset } = response;
  const weights = scope.putF64(response.weights);
  const moments = yield* columnMoments(scope, design, weights);
  const place = coordinatesFor(family, scope, design, settings, moments);
  const roots = rootsOf(scope, weights, design.n);
  const view = viewOf(scope, design, { ...place, ...roots, weights });
  const y = scope.putF64(target);
  const known = offset ? scope.putF64(offset) : 0;
  const params = family.bind?.(scope, response) ?? family.params;
  const base = {
    ...place,
    params,
    view,
    weights,
    ...roots,
    totalWeight: 1,
    y,
    yMean: 0,
    offset: known,
    family,
    response,
    blocks: penalty && blocksFor(scope, penalty, settings, place.scale),
  };
  const saturated = saturatedLoss(family, response);
  const rows = new FamilyRows(scope, family, { n: design.n, y, weights, params });
  const spread = spreadOf(response);
  if (family.exact) rows.setParams([...family.exact.slice(0, -1), NARROW * spread]);
  const without = yield* lossWithout(rows, scope, base.hasIntercept, offset);
  const nullLoss = without - saturated;
  return { ...base, saturated, spread, nullLoss, squares: 2 * nullLoss };
}

/** Where only differences of η count, there is no intercept, and centring columns is free. */
function coordinatesFor(
  { isRelative = false }: Family,
  scope: Scope,
  design: Design,
  settings: FitSettings,
  { means, variances, constant }: Moments,
) {
  const isCentred = settings.intercept || isRelative;
  const facts = { means, deviations: variances.map(Math.sqrt), constant };
  const place = coordinates(scope, design, { ...settings, intercept: isCentred }, facts);
  return { ...place, isCentred, hasIntercept: settings.intercept && !isRelative };
}

/** The blocks of a penalty of groups, on the columns whose scale is not 0. */
function blocksFor(scope: Scope, { kind, groups }: Penalty, settings: FitSettings, scale: number) {
  const { penaltyFactor } = settings;
  const live = scope.memory.f64(scale, penaltyFactor.length).slice();
  return groups && blocksOf(scope, checkGroups(kind, groups, settings), penaltyFactor, live);
}

/** Σ ω ℓ of the model of the intercepts alone. */
function* lossWithout(
  rows: FamilyRows,
  scope: Scope,
  hasIntercept: boolean,
  offset: Float64Array | undefined,
): Task<number> {
  if (offset) scope.memory.f64(rows.eta, offset.length).set(offset);
  if (hasIntercept && rows.family.joint) return recentreAll(scope, rows).loss;
  if (hasIntercept) yield* rows.recentreInSlices(0);
  if (rows.family.exact) rows.setParams(rows.family.exact);
  return rows.gradients(0);
}

function saturatedLoss(family: Family, response: FamilyResponse): number {
  if (family.saturatedLoss) return family.saturatedLoss(response);
  const { target, weights } = response;
  return weights.reduce((sum, w, i) => (w > 0 ? sum + w * family.saturated(target[i]!) : sum), 0);
}

/** Mean absolute deviation of y from its mean. */
function spreadOf({ target, weights }: FamilyResponse): number {
  const mean = weights.reduce((sum, w, i) => sum + w * target[i]!, 0);
  return weights.reduce((sum, w, i) => sum + w * Math.abs(target[i]! - mean), 0);
}
