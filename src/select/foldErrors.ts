/** How the models of a fold do on its test rows, and what they predict there. */
import { softmax } from '../linear/fittedClassifier.ts';
import type { Loaded } from '../linear/learn.ts';
import { readOffset } from '../linear/response/readOffset.ts';
import { Matrix } from '../memory/matrix.ts';
import type { Task } from '../runtime/run.ts';
import { type FamilyMeasure, familyMeasure } from './familyMeasures.ts';
import { type FoldPath, predictRows } from './foldModel.ts';
import type { Fold, TrainingSet } from './folds.ts';
import type { Plan } from './lines.ts';

/** Errors of one fold along λ on its test rows. */
export function* foldErrors(
  data: Loaded,
  path: FoldPath,
  { split }: Pick<Fold, 'split'>,
  length: number,
  rule: FamilyMeasure,
): Task<Float64Array> {
  if (path.errors) return path.errors.slice(0, length);
  if (rule.isMeanSquare && path.meanSquares) return path.meanSquares.slice(0, length);
  return yield* rowErrors(data, path, split.test, length, rule);
}

/** Paths of a training set, and their errors on its test rows; all rows have none. */
export function* withErrors(
  data: Loaded,
  paths: readonly FoldPath[],
  { split }: TrainingSet,
  { measure }: Plan,
): Task<FoldPath[]> {
  if (!split) return [...paths];
  const rule = familyMeasure(measure, data.response);
  const measured: FoldPath[] = [];
  for (const path of paths) {
    const errors = yield* foldErrors(data, path, { split }, path.solutions.length, rule);
    measured.push({ ...path, errors });
  }
  return measured;
}

/** Errors of the models of one fold along λ on some rows. */
export function* rowErrors(
  data: Loaded,
  path: FoldPath,
  rows: Int32Array,
  length: number,
  rule: FamilyMeasure,
): Task<Float64Array> {
  const { response } = data;
  const weights = Float64Array.from(rows, (i) => response.weights[i]!);
  const known = knownPart(data, rows);
  const target = rowsOf(response.target, rows, response.weights.length);
  // Offsets that are no part of the response were taken off its target.
  if (!response.offset) add(target, known);
  const predictions = yield* predictRows(data.scope, path, [0, length], rows);
  const errors = new Float64Array(length);
  for (const [l, eta] of predictions.entries()) {
    add(eta, known);
    errors[l] = rule.value({ target, eta, weights });
    if (l % 10 === 9) yield;
  }
  return errors;
}

/**
 * Predictions of the selected λ for every row by the fold that did not see it, on the response
 * scale; NaN where none. Repeated folds test a row several times: the mean of its predictions.
 */
export function* outOfFold(
  data: Loaded,
  paths: readonly FoldPath[],
  folds: readonly Fold[],
  index: number,
): Task<Matrix> {
  const { n } = data.design;
  const cols = columnsOf(data);
  const out = new Float64Array(n * cols).fill(Number.NaN);
  const counts = new Float64Array(n);
  for (const [k, { split }] of folds.entries()) {
    yield;
    const { test } = split;
    const [eta] = yield* predictRows(data.scope, paths[k]!, [index, index + 1], test);
    add(eta!, knownPart(data, test));
    const prediction = responseOf(data, eta!, test.length);
    test.forEach((i, q) => {
      for (let c = 0; c < cols; c++) {
        const value = prediction[c * test.length + q]!;
        out[c * n + i] = counts[i] === 0 ? value : out[c * n + i]! + value;
      }
      counts[i]!++;
    });
  }
  for (let at = 0; at < out.length; at++) if (counts[at % n]! > 1) out[at]! /= counts[at % n]!;
  return Matrix.wrap({ data: out, rows: n, cols, order: 'col' });
}

function columnsOf({ response }: Loaded): number {
  const { family, spec, classes } = response;
  return classes && spec.name !== 'squaredHinge' ? classes.length : family.outputs;
}

/** From predictors to predictions, m values per column. */
function responseOf({ response }: Loaded, eta: Float64Array, m: number): Float64Array {
  const { family, spec } = response;
  switch (spec.name) {
    case 'multinomial':
      return softmax(eta, m);
    case 'binomial': {
      const p = eta.map(family.mean);
      const both = new Float64Array(2 * m);
      both.set(p.map((value) => 1 - value));
      both.set(p, m);
      return both;
    }
    case 'gaussian':
    case 'multigaussian':
    case 'cox':
      return eta;
    default:
      return eta.map(family.mean);
  }
}

/** The offsets of some rows, output after output; empty where there are none. */
function knownPart({ spec, design, response }: Loaded, rows: Int32Array): Float64Array {
  if (!spec.offset) return new Float64Array(0);
  const { outputs } = response.family;
  const all = readOffset('crossValidate', spec.offset, design.n, outputs);
  return rowsOf(all, rows, design.n);
}

/** Some rows of n values per output. */
function rowsOf(values: Float64Array, rows: Int32Array, n: number): Float64Array {
  const m = rows.length;
  const out = new Float64Array((values.length / n) * m);
  for (let k = 0; k * n < values.length; k++)
    for (let q = 0; q < m; q++) out[k * m + q] = values[k * n + rows[q]!]!;
  return out;
}

function add(to: Float64Array, values: Float64Array): void {
  for (let at = 0; at < values.length; at++) to[at]! += values[at]!;
}
