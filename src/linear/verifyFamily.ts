/**
 * The certificate of any family from first principles: plain loops over the data and the
 * coefficients, no solver. For a dual point θ orthogonal to the intercepts and to the columns that
 * nothing penalizes
 *
 *   gap = F(η) + F*(−s θ) + s θᵀη + Σ_j [φ_j(b_j) + φ_j*(s u_j) − s u_j b_j],   u = X̃ᵀθ,
 *
 * a sum of terms ≥ 0, with s ≤ 1 the largest scale that keeps every conjugate finite. Any θ proves;
 * θ is −∇F(η) with what is not orthogonal taken off in the metric of ∇²F.
 */
import { fail } from '../check.ts';
import type { MatrixLike } from '../memory/types.ts';
import { certificateOf, withoutOptimum } from './certificate.ts';
import { codeResponse } from './response/codeResponse.ts';
import type { ResponseLike } from './response/types.ts';
import { separationOf } from './separation.ts';
import type { FittedState } from './state.ts';
import type { Certificate, FitData } from './types.ts';
import { stationarity } from './verify/concaveTerms.ts';
import {
  demandsOf,
  type FamilyModel,
  familyModel,
  gradientsAt,
  openTerms,
  predictorOf,
  sliceOf,
} from './verify/familyModel.ts';
import { dot, leastAlong, projected } from './verify/freeDirections.ts';
import { nullPredictor } from './verify/nullPredictor.ts';
import { type PenaltyTerms, penaltyTerms } from './verify/penaltyTerms.ts';
import { type DualPoint, type RowLoss, rowLosses } from './verify/rowLoss.ts';
import { smoothSlopes } from './verify/smoothSlopes.ts';
import { withSquares, withTikhonov } from './verify/tikhonovRows.ts';
import { cellsOf } from './verify.ts';

/** What rounding leaves of uᵀb is charged as if the optimum were at most this many times as far. */
const REACH = 10;

export function verifyFamily(
  state: FittedState,
  X: MatrixLike,
  y: ResponseLike,
  data: Pick<FitData, 'weights' | 'offset'>,
): Certificate {
  const cells = cellsOf(state, X);
  const { length: p } = state.featureNames;
  if (cells.p !== p) fail('verify', 'X', `have ${p} columns like the training data`, cells.p);
  const { classes, classWeights } = state;
  const classWeight =
    classes && classWeights && new Map(classes.map((label, k) => [label, classWeights[k]!]));
  const known = { ...data, classes, classWeight };
  const response = codeResponse('verify', state.family, y, cells.n, known);
  const model = familyModel(state, cells, response);
  const losses = rowLosses(response);
  const rows = losses[0]!;
  const empty = nullPredictor(model, rows);
  const { tol } = state.certificate;
  const nullLoss = rows.value(empty) - saturated(model);
  if (state.certificate.kind === 'kkt') {
    const unit = largest(model, rows, empty);
    const at = (each: RowLoss) =>
      each.hasKinks ? kinkResidual(model, each, unit / nullLoss) : residual(model, each);
    return certificateOf(Math.min(...losses.map(at)), unit, tol, state.lambda, 'kkt');
  }
  const penalty = penaltyTerms(model, nullLoss);
  const { matrix } = state.penalty ?? {};
  const whole = matrix ? withTikhonov(model, state.penalty!) : model;
  const gap = losses.reduce((best, each) => {
    const all = matrix ? withSquares(each, matrix.rows * model.terms.length) : each;
    return Math.min(best, gapAt(whole, all, penalty));
  }, Infinity);
  const certificate = certificateOf(gap, nullLoss, tol, state.lambda);
  const endless = endlessOf(model);
  return endless ? withoutOptimum(certificate, endless) : certificate;
}

/** Why what nothing penalizes has no finite optimum, or undefined. */
function endlessOf(model: FamilyModel): string | undefined {
  const { state, response, eta, cells } = model;
  const isFree = (factor: number) => factor * state.lambda === 0;
  const columns = model.terms.map((terms) => terms.filter(({ factor }) => isFree(factor)));
  if (columns.every((terms) => terms.length === 0)) return undefined;
  const free = predictorOf({ state, cells, known: new Float64Array(eta.length) }, columns);
  // the others take their mean part with them
  model.terms.forEach((terms, k) => {
    for (const { factor, b, scale, center } of terms)
      if (!isFree(factor)) addTo(sliceOf(model, k, free), b * scale * center);
  });
  return separationOf(response, free);
}

/** Σ ω inf ℓ */
function saturated({ response }: FamilyModel): number {
  const { family, target, weights } = response;
  if (family.saturatedLoss) return family.saturatedLoss(response);
  return weights.reduce((sum, w, i) => (w > 0 ? sum + w * family.saturated(target[i]!) : sum), 0);
}

/** The gap at the projected −∇F of one loss. */
function gapAt(model: FamilyModel, rows: RowLoss, penalty: PenaltyTerms): number {
  const { eta } = model;
  const { point, open } = dualPoint(model, rows);
  const u = gradientsAt(model, point.theta);
  // Columns projected away have gradient 0 but for rounding, as intercepts have.
  const charge = chargeOf(model, point, u, open);
  open.forEach((list, k) => {
    for (const at of list) u[k]![at] = 0;
  });
  const scale = Math.min(penalty.scale(u), rows.reach(eta, point));
  return rows.gap(eta, point, scale) + penalty.fenchel(u, scale) + charge;
}

/** θ without what intercepts and open columns see, until no other column is open. */
function dualPoint(model: FamilyModel, rows: RowLoss) {
  const v = rows.descent(model.eta);
  const open = openTerms(model, v).map((list) => new Set(list));
  const slopes = rows.hasKinks ? smoothSlopes(model) : [];
  const active = slopes.map(known);
  for (;;) {
    const lists = open.map((list) => [...list]);
    const columns = lists.map((list, k) => [...list, ...(active[k] ?? [])]);
    const point = projected(rows, model.eta, v, demandsOf(model, columns, slopes));
    let added = 0;
    openTerms(model, point.theta).forEach((list, k) => {
      for (const at of list) if (!open[k]!.has(at)) added = open[k]!.add(at).size;
    });
    if (added === 0) return { point, open: lists };
  }
}

/** Σ |u_j| times how far a coefficient that nothing holds may be from its optimum. */
function chargeOf(
  model: FamilyModel,
  { theta }: DualPoint,
  u: readonly Float64Array[],
  open: readonly (readonly number[])[],
): number {
  const { state, terms, eta } = model;
  return terms.reduce((sum, each, k) => {
    const own = sliceOf(model, k, theta);
    const size = rangeOf(sliceOf(model, k, eta), model.response.weights);
    const ones = state.hasIntercept ? Math.abs(own.reduce((total, value) => total + value, 0)) : 0;
    const columns = open[k]!.reduce(
      (total, at) => total + Math.abs(u[k]![at]!) * (size + REACH * Math.abs(each[at]!.b)),
      0,
    );
    return sum + columns + REACH * ones * size;
  }, 0);
}

/** Where a slope is known. */
function known(slopes: Float64Array): number[] {
  return [...slopes.keys()].filter((at) => !Number.isNaN(slopes[at]!));
}

function addTo(values: Float64Array, shift: number): void {
  for (let i = 0; i < values.length; i++) values[i]! += shift;
}

function rangeOf(values: Float64Array, weights: Float64Array): number {
  const used = values.filter((_, i) => weights[i]! > 0);
  const [low, high] = used.reduce(
    ([least, most], value) => [Math.min(least, value), Math.max(most, value)],
    [Infinity, -Infinity],
  );
  return high - low;
}

/**
 * The same at subgradients that suit the columns in use, and what they lack to be subgradients of
 * the loss itself: their share of the gap, times `unit`.
 */
function kinkResidual(model: FamilyModel, rows: RowLoss, unit: number): number {
  const { point } = dualPoint(model, rows);
  const scale = rows.reach(model.eta, point);
  const violation = residual(
    model,
    rows,
    point.theta.map((value) => scale * value),
  );
  return Math.max(violation, unit * rows.gap(model.eta, point, scale));
}

/** The worst violation of stationarity, of intercepts too. */
function residual(model: FamilyModel, rows: RowLoss, v = rows.descent(model.eta)): number {
  const u = gradientsAt(model, v);
  const columns = model.terms.map((terms, k) => stationarity(model.state, terms, u[k]!));
  const intercepts = demandsOf(
    model,
    model.terms.map(() => []),
  ).map(({ d }) => Math.abs(dot(d, v)));
  return Math.max(...columns, ...intercepts);
}

/** The largest gradient at the model of intercepts and unpenalized columns. */
function largest(model: FamilyModel, rows: RowLoss, empty: Float64Array): number {
  const free = model.terms.map((terms) =>
    [...terms.keys()].filter((at) => terms[at]!.factor === 0),
  );
  const isEmpty = free.every((list) => list.length === 0);
  const eta = isEmpty ? empty : leastAlong(rows, empty, demandsOf(model, free));
  const u = gradientsAt(model, rows.descent(eta));
  return u.reduce(
    (most, each) => each.reduce((top, value) => Math.max(top, Math.abs(value)), most),
    0,
  );
}
