/** Responses of two or more classes: labels, shares or counts. */
import { checkKeys, fail, failType } from '../../check.ts';
import { type ClassCodes, classCodes } from '../../data/classCodes.ts';
import { isSparse, readDense, readVector } from '../../memory/read.ts';
import type { Label, MatrixLike, VectorLike } from '../../memory/types.ts';
import type { ResponseLike } from './types.ts';

/** 'balanced' weighs classes by n / (K · count); a record or map gives each class its weight. */
export type ClassWeight =
  | 'balanced'
  | Readonly<Record<string, number>>
  | ReadonlyMap<Label, number>;

/** Shares of the classes per row, how many trials a row stands for, and the classes. */
export interface ClassShares {
  readonly classes: readonly Label[];
  /** n × K, class after class; each row sums to 1. */
  readonly shares: Float64Array;
  /** Trials per row, where y holds counts, or the weight of its class. */
  readonly trials?: Float64Array;
  /** Weight of each class, where classes are weighted. */
  readonly classWeights?: Float64Array;
}

/** What to do with labels: which classes there must be, which are known, and their weights. */
export interface ClassOptions {
  readonly known?: readonly Label[] | undefined;
  readonly classWeight?: ClassWeight | undefined;
  /** Names of the columns of a matrix of counts. */
  readonly names?: readonly string[] | undefined;
  readonly most?: number | undefined;
}

export function classShares(
  where: string,
  y: ResponseLike,
  n: number,
  options: ClassOptions,
): ClassShares {
  if (isMatrix(y)) return countShares(where, y, n, options);
  const values = y as VectorLike | readonly Label[];
  if (options.most !== undefined && isShares(values)) return proportionShares(where, values, n);
  const coded = classCodes(where, values, n, options.known);
  const k = coded.classes.length;
  if (k < 2)
    fail(where, 'y', 'hold at least two classes', k, `only ${JSON.stringify(coded.classes[0])}`);
  if (options.most !== undefined && k > options.most)
    fail(where, 'y', `hold ${options.most} classes`, k, "use family: 'multinomial'");
  const shares = new Float64Array(n * k);
  coded.codes.forEach((code, i) => {
    shares[code * n + i] = 1;
  });
  return { classes: coded.classes, shares, ...weighted(where, coded, options.classWeight) };
}

/** Whether y is a matrix rather than a vector of numbers or labels. */
export function isMatrix(y: ResponseLike): y is MatrixLike {
  if (typeof y !== 'object' || y === null) return false;
  if (Array.isArray(y)) return typeof y[0] === 'object' && y[0] !== null && 'length' in y[0];
  return 'rows' in y || 'numRows' in y || 'shape' in y;
}

/** Numbers of which one lies strictly between 0 and 1 are shares of successes, not labels. */
function isShares(y: ArrayLike<unknown>): y is ArrayLike<number> {
  let between = false;
  for (let i = 0; i < y.length; i++) {
    const value = y[i];
    if (typeof value !== 'number') return false;
    if (value > 0 && value < 1) between = true;
  }
  return between;
}

function proportionShares(where: string, y: ArrayLike<number>, n: number): ClassShares {
  const p = readVector(where, 'y', y as VectorLike, n, 'one per row of X');
  const shares = new Float64Array(2 * n);
  p.forEach((value, i) => {
    if (!(value >= 0 && value <= 1)) fail(where, `y[${i}]`, 'lie in [0, 1] as a share', value);
    shares[i] = 1 - value;
    shares[n + i] = value;
  });
  return { classes: [0, 1], shares };
}

/** Counts per class: rows become shares, and weigh as many trials. */
function countShares(
  where: string,
  y: MatrixLike,
  n: number,
  { known, names, most }: ClassOptions,
): ClassShares {
  if (isSparse(y)) failType(where, 'y', 'be dense', y);
  const source = readDense(where, 'y', y);
  if (source.rows !== n) fail(where, 'y', `have ${n} rows like X`, source.rows);
  const k = source.cols;
  if (k < 2 || (most !== undefined && k > most))
    fail(where, 'y', `have ${most ?? 'at least 2'} columns of counts, one per class`, k);
  const cells = new Float64Array(n * k);
  source.copyColumns(cells);
  const trials = new Float64Array(n);
  cells.forEach((count, at) => {
    if (!(count >= 0 && count < Infinity))
      fail(where, `y[${at % n}]`, 'hold finite counts >= 0', count);
    trials[at % n]! += count;
  });
  for (let at = 0; at < cells.length; at++)
    cells[at] = trials[at % n]! > 0 ? cells[at]! / trials[at % n]! : 1 / k;
  const own = names ?? source.names ?? Array.from({ length: k }, (_, c) => c);
  const classes = known ?? (own as readonly Label[]);
  return { classes, shares: cells, trials };
}

function weighted(
  where: string,
  coded: ClassCodes,
  classWeight: ClassWeight | undefined,
): Pick<ClassShares, 'trials' | 'classWeights'> {
  if (classWeight === undefined) return {};
  const classWeights =
    classWeight === 'balanced' ? balanced(coded) : namedWeights(where, coded, classWeight);
  return { trials: Float64Array.from(coded.codes, (code) => classWeights[code]!), classWeights };
}

/** n / (K · count) */
function balanced({ classes, codes }: ClassCodes): Float64Array {
  const counts = new Float64Array(classes.length);
  for (const code of codes) counts[code]!++;
  return counts.map((count) => codes.length / (classes.length * count));
}

function namedWeights(
  where: string,
  { classes }: ClassCodes,
  classWeight: Exclude<ClassWeight, 'balanced'>,
): Float64Array {
  if (typeof classWeight !== 'object' || classWeight === null)
    failType(where, 'classWeight', "be 'balanced' or a weight per class", classWeight);
  const given = classWeight instanceof Map ? classWeight : undefined;
  if (!given) checkKeys(`${where}.classWeight`, classWeight, classes.map(String));
  return Float64Array.from(classes, (label) => {
    const weight = given
      ? given.get(label)
      : (classWeight as Record<string, number>)[String(label)];
    if (weight === undefined) return 1;
    if (!(weight >= 0 && weight < Infinity))
      fail(where, `classWeight[${String(label)}]`, 'be a finite number >= 0', weight);
    return weight;
  });
}
