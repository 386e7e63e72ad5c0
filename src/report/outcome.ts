/** What was predicted out of fold beside what was observed, for each kind of response. */
import type { FamilySpec } from '../linear/response/familyChoice.ts';
import type { ResponseLike } from '../linear/response/types.ts';
import { readDense } from '../memory/read.ts';
import type { DenseView, Label, MatrixLike, VectorLike } from '../memory/types.ts';
import type { OutOfFold } from './input.ts';

/** Tested rows alone, each with its weight. */
export type Outcome =
  | NumberOutcome
  | ClassOutcome
  | SurvivalOutcome
  | { readonly kind: 'responses'; readonly each: readonly NumberOutcome[] };

/** A numeric response. */
export interface NumberOutcome extends OutOfFold {
  readonly kind: 'numbers';
  /** Name of the response, where there are several. */
  readonly name?: string;
  /** Known part of the linear predictor. */
  readonly offset?: Float64Array;
}

/** Labels and their probabilities. */
export interface ClassOutcome {
  readonly kind: 'classes';
  readonly classes: readonly Label[];
  readonly labels: readonly Label[];
  readonly predicted: readonly Label[];
  /** One column per class; none for a family without probabilities. */
  readonly probabilities?: DenseView;
  /** The larger, the more likely the second of two classes. */
  readonly score?: Float64Array;
  readonly weights: Float64Array;
}

/** Times of follow-up and risks. */
export interface SurvivalOutcome {
  readonly kind: 'survival';
  readonly time: Float64Array;
  readonly event: Float64Array;
  /** Log hazard ratios. */
  readonly risk: Float64Array;
  readonly weights: Float64Array;
}

/** The parts of a cross-validation that an outcome comes from. */
export interface OutcomeSource {
  readonly family: FamilySpec;
  readonly oof?: DenseView | undefined;
  readonly y: ResponseLike;
  readonly classes?: readonly Label[] | undefined;
  readonly outputNames?: readonly string[] | undefined;
  readonly weights?: VectorLike | undefined;
  /** One value per row. */
  readonly offset?: VectorLike | undefined;
}

/** Undefined where predictions were not kept, no row was tested, or y holds counts of classes. */
export function outcomeOf(source: OutcomeSource): Outcome | undefined {
  const { family, oof, y } = source;
  if (!oof) return undefined;
  const columns = columnsOf(oof);
  const rows = Array.from(columns[0]!.keys()).filter((i) => Number.isFinite(columns[0]![i]));
  if (rows.length === 0) return undefined;
  const weights = Float64Array.from(rows, (i) => source.weights?.[i] ?? 1);
  const predicted = columns.map((column) => pick(column, rows));
  if (family.name === 'cox') return survivalOutcome(y, rows, predicted[0]!, weights);
  if (family.name === 'multigaussian') return manyOutcome(source, rows, predicted, weights);
  if (source.classes) return classOutcome(source, rows, predicted, weights);
  return numberOutcome(source, rows, predicted[0]!, weights);
}

function numberOutcome(
  { y, offset }: OutcomeSource,
  rows: readonly number[],
  predicted: Float64Array,
  weights: Float64Array,
): Outcome {
  const known = offset && { offset: pick(offset, rows) };
  return { kind: 'numbers', observed: pick(y as VectorLike, rows), predicted, weights, ...known };
}

function classOutcome(
  source: OutcomeSource,
  rows: readonly number[],
  columns: readonly Float64Array[],
  weights: Float64Array,
): Outcome | undefined {
  const { family, y, classes = [] } = source;
  const isList = 'length' in y && typeof y[0] !== 'object';
  if (!isList) return undefined;
  const labels = rows.map((i) => y[i] as Label);
  // Shares of successes are numbers between 0 and 1, no labels.
  if (labels.some((label) => !classes.includes(label)))
    return numberOutcome({ ...source, offset: undefined }, rows, columns[1]!, weights);
  const isScore = family.name === 'squaredHinge';
  const codeOf = (i: number) => (isScore ? Number(columns[0]![i]! > 0) : likeliest(columns, i));
  const predicted = labels.map((_, i) => classes[codeOf(i)]!);
  const data = new Float64Array(columns.length * rows.length);
  columns.forEach((column, k) => {
    data.set(column, k * rows.length);
  });
  const probabilities = { data, rows: rows.length, cols: columns.length, order: 'col' } as const;
  const score = isScore ? columns[0] : classes.length === 2 ? columns[1] : undefined;
  return {
    kind: 'classes',
    classes,
    labels,
    predicted,
    ...(!isScore && { probabilities }),
    ...(score && { score }),
    weights,
  };
}

/** The most probable class of a row, of equal ones the first. */
function likeliest(columns: readonly Float64Array[], i: number): number {
  return columns.reduce((best, column, k) => (column[i]! > columns[best]![i]! ? k : best), 0);
}

function manyOutcome(
  { y, outputNames = [] }: OutcomeSource,
  rows: readonly number[],
  predicted: readonly Float64Array[],
  weights: Float64Array,
): Outcome {
  const source = readDense('report', 'y', y as MatrixLike);
  const cells = new Float64Array(source.rows * source.cols);
  source.copyColumns(cells);
  const each = predicted.map((column, k): NumberOutcome => {
    const observed = pick(cells.subarray(k * source.rows, (k + 1) * source.rows), rows);
    return {
      kind: 'numbers',
      name: outputNames[k] ?? `y${k}`,
      observed,
      predicted: column,
      weights,
    };
  });
  return { kind: 'responses', each };
}

function survivalOutcome(
  y: ResponseLike,
  rows: readonly number[],
  risk: Float64Array,
  weights: Float64Array,
): Outcome | undefined {
  if (!('time' in y)) return undefined;
  const event = Float64Array.from(rows, (i) => Number(y.event[i]));
  return { kind: 'survival', time: pick(y.time, rows), event, risk, weights };
}

function columnsOf({ data, rows, cols, order = 'row' }: DenseView): Float64Array[] {
  return Array.from({ length: cols }, (_, k) =>
    Float64Array.from(
      { length: rows },
      (_, i) => data[order === 'row' ? i * cols + k : k * rows + i]!,
    ),
  );
}

function pick(values: ArrayLike<number>, rows: readonly number[]): Float64Array {
  return Float64Array.from(rows, (i) => values[i]!);
}
