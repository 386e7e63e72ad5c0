/** Columns that a fit leaves out: listed beforehand, or chosen by a function of its training rows. */
import { fail, failType, nearest } from '../check.ts';
import { cellsAt } from '../memory/cells.ts';
import { CscRecord, DenseRecord } from '../memory/record.ts';
import type { Scope } from '../memory/scope.ts';
import { cellTypeOf, type Design } from './design.ts';
import type { Loaded } from './learn.ts';
import type { FitSettings } from './problem.ts';
import type { CodedResponse } from './response/types.ts';
import type { FitData, TrainingRows } from './types.ts';

const FORMS = 'be column indices, column names or a function of the training rows';

/** The settings with the columns that `exclude` lists left out; a function is asked later. */
export function withListed(
  where: string,
  settings: FitSettings,
  exclude: FitData['exclude'],
  names: readonly string[],
): FitSettings {
  if (exclude === undefined || typeof exclude === 'function') return settings;
  if (typeof exclude !== 'object' || exclude === null || !('length' in exclude))
    failType(where, 'exclude', FORMS, exclude);
  const columns = Array.from(exclude as ArrayLike<unknown>, (one, k) =>
    typeof one === 'string'
      ? columnNamed(where, `exclude[${k}]`, one, names)
      : columnAt(where, `exclude[${k}]`, one, names.length, 'be a column index or name'),
  );
  return without(settings, columns);
}

/**
 * The settings of one training set. A function is asked once for each: its answer is kept, so that
 * every problem of these rows has the same columns.
 */
export function settingsFrom(data: Loaded, response: CodedResponse): FitSettings {
  const { exclude } = data.spec;
  if (typeof exclude !== 'function') return data.settings;
  const known = data.learned.get(response);
  if (known) return known;
  const settings = without(data.settings, chosenColumns(data, response, exclude));
  data.learned.set(response, settings);
  return settings;
}

function without(settings: FitSettings, columns: readonly number[]): FitSettings {
  const penaltyFactor = settings.penaltyFactor.slice();
  for (const j of columns) penaltyFactor[j] = Infinity;
  return { ...settings, penaltyFactor };
}

function columnNamed(where: string, name: string, one: string, names: readonly string[]): number {
  const at = names.indexOf(one);
  if (at >= 0) return at;
  const near = nearest(one, names);
  return fail(where, name, 'be the name of a column', one, near && `did you mean ${near}?`);
}

function columnAt(
  where: string,
  name: string,
  one: unknown,
  p: number,
  kind = 'be a column index',
): number {
  if (typeof one !== 'number') failType(where, name, kind, one);
  if (!(Number.isInteger(one) && one >= 0 && one < p))
    fail(where, name, `be a column index in [0, ${p})`, one);
  return one;
}

function chosenColumns(
  { where, scope, design, names }: Loaded,
  response: CodedResponse,
  exclude: (training: TrainingRows) => Iterable<number>,
): number[] {
  let isOpen = true;
  const read = columnReader(scope, design, rowsOf(response));
  const column = (j: number) => {
    // The columns lie in memory that ends with the fit.
    if (!isOpen) fail(where, 'exclude', 'read columns before it returns', j);
    return read(columnAt(where, 'exclude.column', j, design.p));
  };
  const chosen = exclude({ ...trainingRows(response), featureNames: names, column });
  if (typeof (chosen as Iterable<number> | undefined)?.[Symbol.iterator] !== 'function')
    failType(where, 'exclude', 'return column indices', chosen);
  const columns = Array.from(chosen, (j) =>
    columnAt(where, 'an index that exclude returns', j, design.p),
  );
  isOpen = false;
  return columns;
}

/** Rows of positive weight, ascending. */
function rowsOf({ weights }: CodedResponse): Int32Array {
  return Int32Array.from(weights.keys()).filter((i) => weights[i]! > 0);
}

function trainingRows(
  response: CodedResponse,
): Pick<TrainingRows, 'rows' | 'y' | 'weights' | 'classes'> {
  const { spec, family, target, classes } = response;
  const rows = rowsOf(response);
  const n = response.weights.length;
  const total = rows.reduce((sum, i) => sum + response.weights[i]!, 0);
  const weights = Float64Array.from(rows, (i) => (response.weights[i]! * rows.length) / total);
  if (spec.name === 'multinomial') {
    const y = Float64Array.from(rows, (i) => likeliest(target, i, n, family.outputs));
    return { rows, y, weights, classes };
  }
  const m = rows.length;
  const y = new Float64Array((target.length / n) * m);
  for (let at = 0; at < y.length; at++) y[at] = target[Math.floor(at / m) * n + rows[at % m]!]!;
  return { rows, y, weights, classes };
}

/** The class of the largest share in row i. */
function likeliest(shares: Float64Array, i: number, n: number, classes: number): number {
  let best = 0;
  for (let k = 1; k < classes; k++) if (shares[k * n + i]! > shares[best * n + i]!) best = k;
  return best;
}

/** Reads columns at some rows: a fresh array each time. */
function columnReader(
  { memory }: Scope,
  design: Design,
  rows: Int32Array,
): (j: number) => Float64Array {
  const { n, p, at, kind } = design;
  if (kind !== 'csc') {
    const table = DenseRecord.get(memory, at, 'columns') >>> 0;
    return (j) => {
      const cells = cellsAt(memory, cellTypeOf(design), memory.i32(table, p)[j]! >>> 0, n);
      return Float64Array.from(rows, (i) => cells[i]!);
    };
  }
  const place = new Int32Array(n).fill(-1);
  rows.forEach((i, k) => {
    place[i] = k;
  });
  const of = (name: 'values' | 'rows' | 'starts') => CscRecord.get(memory, at, name) >>> 0;
  return (j) => {
    const out = new Float64Array(rows.length);
    const [from, to] = memory.i32(of('starts') + 4 * j, 2) as unknown as [number, number];
    const values = memory.f64(of('values'), to);
    const indices = memory.i32(of('rows'), to);
    for (let k = from; k < to; k++)
      if (place[indices[k]!]! >= 0) out[place[indices[k]!]!] = values[k]!;
    return out;
  };
}
