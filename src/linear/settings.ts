/** Checks of everything a linear fit is told, once, before any memory is touched. */
import { checkKeys, checkLength, checkNonNegative, checkUnit, fail, failType } from '../check.ts';
import { readVector } from '../memory/read.ts';
import type { VectorLike } from '../memory/types.ts';
import type { FitSettings } from './problem.ts';
import type { LinearSpec } from './types.ts';

export const DATA_KEYS = [
  'weights',
  'offset',
  'groups',
  'penaltyFactor',
  'exclude',
  'lower',
  'upper',
  'impute',
  'featureNames',
] as const;
export const SPEC_KEYS = [
  ...DATA_KEYS,
  'lambda',
  'l1Ratio',
  'penalty',
  'standardize',
  'intercept',
  'tol',
  'dtype',
];
export const RUN_KEYS = ['seed', 'signal', 'onProgress', 'runtime'];

/** Refuse unknown options and values outside their ranges. */
export function checkSpec(where: string, spec: LinearSpec): void {
  checkKeys(where, spec, SPEC_KEYS);
  if (spec.lambda !== undefined) checkNonNegative(where, 'lambda', spec.lambda);
  if (spec.l1Ratio !== undefined) checkUnit(where, 'l1Ratio', spec.l1Ratio);
  if (spec.tol !== undefined && !(typeof spec.tol === 'number' && spec.tol > 0 && spec.tol < 1))
    fail(where, 'tol', 'lie strictly between 0 and 1', spec.tol);
  if (spec.penalty !== undefined && typeof spec.penalty?.scaled !== 'function')
    failType(where, 'penalty', 'be a penalty such as l1(0.1)', spec.penalty);
  if (spec.penalty && (spec.lambda !== undefined || spec.l1Ratio !== undefined))
    fail(where, 'penalty', 'be given without lambda and l1Ratio', 'both');
  if (spec.dtype !== undefined && spec.dtype !== 'float32' && spec.dtype !== 'float64')
    fail(where, 'dtype', "be 'float32' or 'float64'", spec.dtype);
  if (spec.impute !== undefined && spec.impute !== 'mean' && spec.impute !== 'median')
    fail(where, 'impute', "be 'mean' or 'median'", spec.impute);
  for (const flag of ['standardize', 'intercept'] as const)
    if (spec[flag] !== undefined && typeof spec[flag] !== 'boolean')
      failType(where, flag, 'be true or false', spec[flag]);
}

/** Per-column settings for p columns. */
export function settingsFor(where: string, spec: LinearSpec, p: number): FitSettings {
  const penaltyFactor = spec.penaltyFactor
    ? readFactors(where, spec.penaltyFactor, p)
    : new Float64Array(p).fill(1);
  const lower = limits(where, 'lower', spec.lower, p, -Infinity);
  const upper = limits(where, 'upper', spec.upper, p, Infinity);
  for (let j = 0; j < p; j++) {
    if (lower[j]! > upper[j]!)
      fail(where, `lower[${j}]`, `be at most upper[${j}] = ${upper[j]}`, lower[j]);
    if (lower[j]! > 0) fail(where, `lower[${j}]`, 'be <= 0', lower[j]);
    if (upper[j]! < 0) fail(where, `upper[${j}]`, 'be >= 0', upper[j]);
  }
  return {
    standardize: spec.standardize ?? true,
    intercept: spec.intercept ?? true,
    tol: spec.tol ?? 1e-6,
    penaltyFactor,
    lower,
    upper,
  };
}

/** Weights ≥ 0 scaled to sum to 1. */
export function normalizedWeights(
  where: string,
  weights: VectorLike | undefined,
  n: number,
): Float64Array {
  if (!weights) return new Float64Array(n).fill(1 / n);
  const w = readVector(where, 'weights', weights, n, 'one per row of X');
  let sum = 0;
  for (let i = 0; i < n; i++) {
    if (w[i]! < 0) fail(where, `weights[${i}]`, 'be >= 0', w[i]);
    sum += w[i]!;
  }
  if (!(sum > 0)) fail(where, 'weights', 'have a positive sum', sum);
  const positive = w.reduce((count, value) => count + Number(value > 0), 0);
  if (positive < 2) fail(where, 'weights', 'be positive on at least two rows', positive);
  if (sum === Infinity) fail(where, 'weights', 'have a finite sum', sum);
  return w.map((value) => value / sum);
}

/** x0, x1, …, kept for the next fit of as many columns: of text they are tens of thousands. */
let generated: readonly string[] = [];

function generatedNames(p: number): readonly string[] {
  if (generated.length !== p)
    generated = Object.freeze(Array.from({ length: p }, (_, j) => `x${j}`));
  return generated;
}

/** One different name per column; x0, x1, … where none are given. */
export function namesFor(
  where: string,
  names: readonly string[] | undefined,
  p: number,
): readonly string[] {
  if (!names) return generatedNames(p);
  if (!Array.isArray(names)) failType(where, 'featureNames', 'be an array of text', names);
  checkLength(where, 'featureNames', names.length, p, 'one per column of X');
  const seen = new Set<string>();
  for (const [j, name] of names.entries()) {
    if (typeof name !== 'string') failType(where, `featureNames[${j}]`, 'be text', name);
    if (seen.has(name)) fail(where, 'featureNames', 'all be different', `${name} twice`);
    seen.add(name);
  }
  return [...names];
}

function isNumbers(given: unknown): given is VectorLike {
  return (
    typeof given === 'object' &&
    given !== null &&
    'length' in given &&
    Array.prototype.every.call(given, (value) => typeof value === 'number')
  );
}

function readFactors(where: string, factors: VectorLike, p: number): Float64Array {
  if (!isNumbers(factors)) failType(where, 'penaltyFactor', 'be an array of numbers', factors);
  checkLength(where, 'penaltyFactor', factors.length, p, 'one per column of X');
  const copy = Float64Array.from(factors);
  copy.forEach((f, j) => {
    if (!(f >= 0)) fail(where, `penaltyFactor[${j}]`, 'be >= 0 or Infinity', f);
  });
  return copy;
}

function limits(
  where: string,
  name: string,
  given: number | VectorLike | undefined,
  p: number,
  none: number,
): Float64Array {
  if (given === undefined) return new Float64Array(p).fill(none);
  if (typeof given !== 'number' && !isNumbers(given))
    failType(where, name, 'be a number or an array of numbers', given);
  if (typeof given !== 'number') checkLength(where, name, given.length, p, 'one per column of X');
  const values =
    typeof given === 'number' ? new Float64Array(p).fill(given) : Float64Array.from(given);
  values.forEach((value, j) => {
    if (Number.isNaN(value)) fail(where, `${name}[${j}]`, 'be a number', value);
  });
  return values;
}
