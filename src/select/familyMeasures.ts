/** Measures of predictions of any family, from linear predictors. */
import { fail, nearest } from '../check.ts';
import { softmax } from '../linear/fittedClassifier.ts';
import type { FamilySpec } from '../linear/response/familyChoice.ts';
import type { CodedResponse } from '../linear/response/types.ts';
import { auc, aucMulticlass, concordance } from './assess/index.ts';
import { coxDeviance } from './coxDeviance.ts';
import { type MeasureRule, measures, type NumberMeasure } from './measures.ts';
import type { Measure } from './types.ts';

/** Test rows of one fold: coded response and predictors, m values per output. */
export interface TestRows {
  readonly target: Float64Array;
  readonly eta: Float64Array;
  readonly weights: Float64Array;
}

/** A measure of a family; sign · value is the smaller the better. */
export interface FamilyMeasure extends Pick<MeasureRule, 'sign' | 'isMeanSquare'> {
  value(rows: TestRows): number;
}

/** Which measures a family has; the first is its default. */
export function measuresOf({ name }: FamilySpec): readonly Measure[] {
  if (name === 'gaussian') return ['mse', 'mae', 'deviance', 'r2'];
  if (name === 'cox') return ['deviance', 'cindex'];
  if (name === 'squaredHinge') return ['deviance', 'class', 'auc'];
  if (name === 'binomial' || name === 'multinomial')
    return ['deviance', 'class', 'auc', 'logloss', 'mse', 'mae'];
  return ['deviance', 'mse', 'mae', 'r2'];
}

/** The name of a measure, default the family's first, or an error of `where` that lists them. */
export function measureName(where: string, name: Measure | undefined, family: FamilySpec): Measure {
  const known = measuresOf(family);
  const chosen = name ?? known[0]!;
  if (!known.includes(chosen)) {
    const near = typeof chosen === 'string' ? nearest(chosen, known) : undefined;
    const hint = near && `did you mean ${near}?`;
    const whose = family.name === 'gaussian' ? '' : ` for ${family.name}`;
    fail(where, 'measure', `be one of ${known.join(', ')}${whose}`, chosen, hint);
  }
  return chosen;
}

/** How a measure of that name is taken of a response. */
export function familyMeasure(name: Measure, response: CodedResponse): FamilyMeasure {
  const { spec, classes } = response;
  if (name === 'cindex') return { sign: -1, value: cindex };
  if (name === 'deviance' && spec.name === 'cox')
    return { sign: 1, value: (rows) => coxDeviance(rows, response) };
  if (name === 'deviance' && spec.name !== 'gaussian')
    return { sign: 1, value: (rows) => deviance(rows, response) };
  if (classes) return classRule(name, response);
  const rule = measures[name as NumberMeasure];
  const { mean } = response.family;
  return {
    sign: rule.sign,
    ...(spec.name === 'gaussian' && rule.isMeanSquare && { isMeanSquare: true }),
    value: ({ target, eta, weights }) => {
      const guess = responses(eta, response, mean);
      return overOutputs(weights.length, target.length, (from, to) =>
        rule.value(target.subarray(from, to), guess.subarray(from, to), weights),
      );
    },
  };
}

/** The mean of a measure over several responses of m values each. */
function overOutputs(
  m: number,
  length: number,
  value: (from: number, to: number) => number,
): number {
  let sum = 0;
  for (let from = 0; from < length; from += m) sum += value(from, from + m);
  return sum / (length / m);
}

function responses(
  eta: Float64Array,
  { spec }: CodedResponse,
  mean: (eta: number) => number,
): Float64Array {
  return spec.name === 'gaussian' || spec.name === 'multigaussian' ? eta : eta.map(mean);
}

/** 2 Σ w (ℓ − inf ℓ) ÷ Σ w */
function deviance({ target, eta, weights }: TestRows, { family }: CodedResponse): number {
  const m = weights.length;
  const { joint } = family;
  const pick = (values: Float64Array, i: number) =>
    Float64Array.from({ length: family.outputs }, (_, k) => values[k * m + i]!);
  return mean(weights, (i) => {
    if (!joint) return 2 * (family.loss(eta[i]!, target[i]!) - family.saturated(target[i]!));
    const y = pick(target, i);
    return 2 * (joint.loss(pick(eta, i), y) - joint.saturated(y));
  });
}

/** Rows of classes as shares and probabilities, m values per class. */
function classRule(name: Measure, { spec, family }: CodedResponse): FamilyMeasure {
  const binary = family.outputs === 1;
  const truth = ({ target }: TestRows) => (binary ? withComplement(target) : target);
  const guess = ({ eta, weights }: TestRows) =>
    binary
      ? withComplement(
          eta.map((value) =>
            spec.name === 'squaredHinge' ? Number(value > 0) : family.mean(value),
          ),
        )
      : softmax(eta, weights.length);
  switch (name) {
    case 'class':
      return { sign: 1, value: (rows) => wrong(truth(rows), guess(rows), rows.weights) };
    case 'auc':
      return { sign: -1, value: (rows) => (binary ? binaryAuc(rows) : manyAuc(rows)) };
    case 'logloss':
      return { sign: 1, value: (rows) => 0.5 * deviance(rows, { family } as CodedResponse) };
    case 'mse':
      return { sign: 1, value: (rows) => distance(truth(rows), guess(rows), rows.weights, square) };
    default:
      return {
        sign: 1,
        value: (rows) => distance(truth(rows), guess(rows), rows.weights, Math.abs),
      };
  }
}

const square = (x: number) => x * x;

/** [1 − p, p] */
function withComplement(p: Float64Array): Float64Array {
  const both = new Float64Array(2 * p.length);
  both.set(p.map((value) => 1 - value));
  both.set(p, p.length);
  return both;
}

/** Share of the weight whose class is not the most probable one. */
function wrong(truth: Float64Array, guess: Float64Array, weights: Float64Array): number {
  const m = weights.length;
  return mean(weights, (i) => {
    let best = i;
    for (let at = i; at < guess.length; at += m) if (guess[at]! > guess[best]!) best = at;
    return 1 - truth[best]!;
  });
}

/** Σ_k over the classes of the distance of share and probability, as cv.glmnet's mse and mae. */
function distance(
  truth: Float64Array,
  guess: Float64Array,
  weights: Float64Array,
  of: (difference: number) => number,
): number {
  const m = weights.length;
  return mean(weights, (i) => {
    let sum = 0;
    for (let at = i; at < truth.length; at += m) sum += of(truth[at]! - guess[at]!);
    return sum;
  });
}

/** Rows of shares count as a positive and a negative row, weighted by their shares. */
function binaryAuc({ target, eta, weights }: TestRows): number {
  const positive = [...target].flatMap(() => [true, false]);
  const score = [...eta].flatMap((value) => [value, value]);
  const weight = [...weights].flatMap((w, i) => [w * target[i]!, w * (1 - target[i]!)]);
  return auc(positive, score, weight);
}

function manyAuc({ target, eta, weights }: TestRows): number {
  const m = weights.length;
  const cols = target.length / m;
  const codes = Int32Array.from(weights, (_, i) => {
    let best = 0;
    for (let k = 1; k < cols; k++) if (target[k * m + i]! > target[best * m + i]!) best = k;
    return best;
  });
  const probabilities = { data: softmax(eta, m), rows: m, cols, order: 'col' as const };
  return aucMulticlass(codes, probabilities, weights);
}

/** Times and events one after the other. */
function cindex({ target, eta, weights }: TestRows): number {
  const m = weights.length;
  return concordance(target.subarray(0, m), target.subarray(m), eta, weights);
}

function mean(weights: Float64Array, term: (i: number) => number): number {
  let sum = 0;
  let total = 0;
  for (const [i, w] of weights.entries()) {
    if (w === 0) continue;
    sum += w * term(i);
    total += w;
  }
  return sum / total;
}
