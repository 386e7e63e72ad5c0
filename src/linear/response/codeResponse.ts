/** From the users' response to what a family's kernel reads. */
import { fail } from '../../check.ts';
import type { Family } from '../../datafit/family.ts';
import { isSparse, readDense, readVector } from '../../memory/read.ts';
import type { Label, MatrixLike, VectorLike } from '../../memory/types.ts';
import { survivalResponse } from '../family/survivalResponse.ts';
import { normalizedWeights } from '../settings.ts';
import type { FitData } from '../types.ts';
import { type ClassWeight, classShares, isMatrix } from './codeClasses.ts';
import { type FamilySpec, familyOf } from './familyChoice.ts';
import { readOffset } from './readOffset.ts';
import type { CodedResponse, ResponseLike } from './types.ts';

/** The parts of an estimator and of the data that a response depends on. */
export interface ResponseOptions extends Pick<FitData, 'weights' | 'offset'> {
  readonly classWeight?: ClassWeight | undefined;
  /** Whether more than two classes make a binomial family multinomial. */
  readonly several?: boolean | undefined;
  /** Classes of a fitted model; only these may occur. */
  readonly classes?: readonly Label[] | undefined;
}

/** Check y, weights and offset of n rows. */
export function codeResponse(
  where: string,
  spec: FamilySpec,
  y: ResponseLike,
  n: number,
  options: ResponseOptions,
): CodedResponse {
  if (n < 2) fail(where, 'X', 'have at least two rows', n);
  switch (spec.name) {
    case 'binomial':
    case 'squaredHinge':
    case 'multinomial':
      return codeByClass(where, spec, y, n, options);
    case 'multigaussian':
      return codeMany(where, spec, y, n, options);
    case 'cox':
      return codeSurvival(where, spec, y, n, options);
    default:
      return codeNumbers(where, spec, y as VectorLike, n, options);
  }
}

function codeNumbers(
  where: string,
  spec: FamilySpec,
  y: VectorLike,
  n: number,
  options: ResponseOptions,
): CodedResponse {
  const family = familyOf(spec, 1);
  const target = readVector(where, 'y', y, n, 'one per row of X');
  refuseNumbers(where, family, target, ` for family ${spec.name}`);
  const weights = normalizedWeights(where, options.weights, n);
  if (family.allowsZeros && target.every((value, i) => value === 0 || weights[i] === 0))
    fail(where, 'y', `hold a value > 0 for family ${spec.name}`, 0, 'all are 0');
  const offset = options.offset && readOffset(where, options.offset, n, 1);
  if (spec.name !== 'gaussian') return { spec, family, target, weights, offset };
  if (offset) for (let i = 0; i < n; i++) target[i]! -= offset[i]!;
  return { spec, family, target, weights };
}

function codeByClass(
  where: string,
  choice: FamilySpec,
  y: ResponseLike,
  n: number,
  options: ResponseOptions,
): CodedResponse {
  const { classWeight, classes: known, several } = options;
  const most = choice.name === 'multinomial' || several ? undefined : 2;
  const coded = classShares(where, y, n, { known, classWeight, most });
  const { classes, shares, trials, classWeights } = coded;
  const spec: FamilySpec = several && classes.length > 2 ? { name: 'multinomial' } : choice;
  const two = spec.name !== 'multinomial';
  const family = familyOf(spec, classes.length);
  const weights = normalizedWeights(where, timesTrials(where, options.weights, trials, n), n);
  const target = two ? shares.slice(n) : shares;
  if (spec.name === 'squaredHinge') refuseNumbers(where, family, target);
  refuseEmpty(where, shares, weights, classes, known !== undefined);
  const offset = options.offset && readOffset(where, options.offset, n, family.outputs);
  return { spec, family, target, weights, offset, classes, classWeights };
}

function refuseNumbers(where: string, { refuses }: Family, target: Float64Array, why = ''): void {
  for (let i = 0; refuses && i < target.length; i++) {
    const rule = refuses(target[i]!);
    if (rule) fail(where, `y[${i}]`, `${rule}${why}`, target[i]);
  }
}

/** Every class must have weight, or its coefficients have no optimum. */
function refuseEmpty(
  where: string,
  shares: Float64Array,
  weights: Float64Array,
  classes: readonly Label[],
  some: boolean,
): void {
  const n = weights.length;
  classes.forEach((label, k) => {
    const share = weights.reduce((sum, w, i) => sum + w * shares[k * n + i]!, 0);
    if (!(share > 0) && !some)
      fail(where, 'y', `hold rows of class ${JSON.stringify(label)} with positive weight`, 0);
  });
}

function codeMany(
  where: string,
  spec: FamilySpec,
  y: ResponseLike,
  n: number,
  options: ResponseOptions,
): CodedResponse {
  if (!isMatrix(y) || isSparse(y as MatrixLike))
    fail(where, 'y', 'be a dense matrix of n rows, one column per response', y);
  const source = readDense(where, 'y', y);
  if (source.rows !== n) fail(where, 'y', `have ${n} rows like X`, source.rows);
  const { cols } = source;
  const target = new Float64Array(n * cols);
  source.copyColumns(target);
  target.forEach((value, at) => {
    if (!Number.isFinite(value))
      fail(where, `y[${at % n}]`, `be finite in column ${Math.floor(at / n)}`, value);
  });
  const offset = options.offset && readOffset(where, options.offset, n, cols);
  if (offset) for (let at = 0; at < target.length; at++) target[at]! -= offset[at]!;
  const outputNames = source.names ?? Array.from({ length: cols }, (_, k) => `y${k}`);
  const weights = normalizedWeights(where, options.weights, n);
  return { spec, family: familyOf(spec, cols), target, weights, outputNames };
}

function codeSurvival(
  where: string,
  spec: FamilySpec,
  y: ResponseLike,
  n: number,
  options: ResponseOptions,
): CodedResponse {
  const { target } = survivalResponse(where, y, n);
  const weights = normalizedWeights(where, options.weights, n);
  const offset = options.offset && readOffset(where, options.offset, n, 1);
  return { spec, family: familyOf(spec, 1), target, weights, offset };
}

/** The given weights times the trials a row stands for. */
function timesTrials(
  where: string,
  weights: VectorLike | undefined,
  trials: Float64Array | undefined,
  n: number,
): VectorLike | undefined {
  if (!trials) return weights;
  const given = weights ? readVector(where, 'weights', weights, n, 'one per row of X') : undefined;
  return trials.map((count, i) => count * (given?.[i] ?? 1));
}
