import type { Dataset } from '../data/types.ts';
import type { FittedModel } from '../linear/fittedModel.ts';
import { columnScales } from '../report/columnScales.ts';
import { alignCells, alignPoints, emphasize } from './terminal.ts';
import { type Term, termsOf } from './terms.ts';

/** Features spelled out; the model file and --json have all. */
const SHOWN = 25;
/** Classes side by side. */
const MOST_TERMS = 8;

/**
 * The surviving features with their coefficients on the original scale, and times the standard
 * deviation of their column (what a typical step of the feature does to the prediction), by which
 * they are sorted; with several classes or responses a column of coefficients for each.
 */
export function coefficientLines(model: FittedModel, dataset: Dataset): string[] {
  const scales = columnScales(dataset.X, dataset.weights);
  const terms = termsOf(model);
  const effectOf = (j: number) =>
    scales[j]! * terms.reduce((most, { coef }) => Math.max(most, Math.abs(coef[j]!)), 0);
  const order = [...model.nonzero].sort((a, b) => effectOf(b) - effectOf(a));
  const shown = order.slice(0, SHOWN);
  const names = shown.map((j) => model.featureNames[j]!);
  if (model.settings.family.name !== 'cox') names.push('(intercept)');
  const columns = terms.length === 1 ? oneTerm(terms[0]!, shown, scales) : manyTerms(terms, shown);
  const [head, ...lines] = alignCells([
    ['feature', ...columns.map(({ head }) => head)],
    ...names.map((name, k) => [name, ...columns.map(({ cells }) => cells[k] ?? '')]),
  ]);
  const rest = order.length - shown.length;
  const where = 'in the model file and with --json';
  if (rest > 0) lines.splice(shown.length, 0, `… and ${rest} more, ${where}`);
  const hidden = terms.length - MOST_TERMS;
  if (hidden > 0) lines.push(`… and ${hidden} more columns, ${where}`);
  return [emphasize('bold', head!), ...lines];
}

interface Column {
  readonly head: string;
  /** One per feature, and the intercept. */
  readonly cells: readonly string[];
}

function oneTerm({ coef, intercept }: Term, shown: readonly number[], scales: Float64Array) {
  const values = alignPoints([...shown.map((j) => coef[j]!), intercept]);
  const steps = alignPoints(shown.map((j) => coef[j]! * scales[j]!));
  return [
    { head: 'coefficient', cells: values },
    { head: 'per sd', cells: steps },
  ];
}

function manyTerms(terms: readonly Term[], shown: readonly number[]): Column[] {
  return terms.slice(0, MOST_TERMS).map(({ name, coef, intercept }) => ({
    head: name,
    cells: alignPoints([...shown.map((j) => coef[j]!), intercept], 4),
  }));
}

/**
 * The same for programs: every feature with a nonzero coefficient, of several classes or responses
 * the `values` in the order of `outputs`.
 */
export function coefficientsJson(model: FittedModel): object {
  const terms = termsOf(model);
  const { nonzero, featureNames } = model;
  if (terms.length === 1) {
    const { coef, intercept } = terms[0]!;
    const coefficients = Array.from(nonzero, (j) => ({ name: featureNames[j]!, value: coef[j]! }));
    return { intercept, coefficients };
  }
  return {
    outputs: terms.map(({ name }) => name),
    intercepts: terms.map(({ intercept }) => intercept),
    coefficients: Array.from(nonzero, (j) => ({
      name: featureNames[j]!,
      values: terms.map(({ coef }) => coef[j]!),
    })),
  };
}
