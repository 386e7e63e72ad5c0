/** Inputs of the report: real cross-validations of small problems, and plain data made by hand. */
import { parseHTML } from 'linkedom';
import { type CVOptions, type CVResult, crossValidate, ElasticNet } from '../../src/index.ts';
import type { Certificate } from '../../src/linear/types.ts';
import type { CVResultLike, ReportInput } from '../../src/report/index.ts';
import { randomProblem } from '../support/problems.ts';

const DEFAULTS = { folds: 5, nLambda: 20, l1Ratios: [1] };

export interface Example {
  readonly cv: CVResult;
  readonly X: { data: Float64Array; rows: number; cols: number };
  readonly y: Float64Array;
}

/** A lasso on n = 60 rows, 5 of whose p columns carry signal. */
export async function example(p = 8, options: CVOptions = {}): Promise<Example> {
  const { X, y } = randomProblem({ seed: 5, n: 60, p });
  const data = Float64Array.from((X as number[][]).flat());
  return exampleOf({ data, rows: 60, cols: p }, Float64Array.from(y), options);
}

export async function exampleOf(
  X: Example['X'],
  y: Float64Array,
  options: CVOptions = {},
): Promise<Example> {
  const cv = await crossValidate(new ElasticNet(), X, y, { ...DEFAULTS, ...options });
  return { cv, X, y };
}

export function certificate(lambda: number, relative: number, tol = 1e-6): Certificate {
  return { kind: 'duality-gap', gap: relative, relative, tol, ok: relative <= tol, lambda };
}

/** λ = 10, 1, 0.1, …; feature j enters at step j and grows to ±1 by its parity. */
export function handMade(features: number, steps: number): ReportInput {
  const lambdas = Float64Array.from({ length: steps }, (_, l) => 10 ** (1 - l));
  const data: number[] = [];
  const indices: number[] = [];
  const indptr = [0];
  for (let l = 0; l < steps; l++) {
    for (let j = 0; j < Math.min(l, features); j++) {
      data.push(((j % 2 === 0 ? 1 : -1) * (l - j)) / steps);
      indices.push(j);
    }
    indptr.push(data.length);
  }
  const coefficients = new Float64Array(features);
  for (let k = indptr[steps - 1]!; k < data.length; k++) coefficients[indices[k]!] = data[k]!;
  const at = steps - 1;
  const curve = curveAlong(lambdas, 1);
  const lambda = lambdas[at]!;
  return {
    about: {
      title: 'Made by hand',
      target: 'y',
      dataName: 'd.csv',
      modelName: 'm.json',
      versions: {},
    },
    model: {
      featureNames: Array.from(coefficients, (_, j) => `feature ${j}`),
      coefficients,
      intercept: 0.5,
      devianceRatio: 0.75,
      settings: {},
    },
    choice: { lambda, lambdaMin: lambda, lambda1se: lambdas[0]!, l1Ratio: 1, measure: 'mse' },
    curve,
    curves: [curve],
    path: {
      lambdas,
      df: lambdas.map((_, l) => Math.min(l, features)),
      certificates: Array.from(lambdas, (each) => certificate(each, 1e-9)),
      coefficients: {
        format: 'csc',
        rows: features,
        cols: steps,
        data: Float64Array.from(data),
        indices: Int32Array.from(indices),
        indptr: Int32Array.from(indptr),
      },
    },
    rows: 4,
    hasWeights: false,
    folds: 2,
    outOfFold: {
      observed: Float64Array.of(1, 2, 3, 4),
      predicted: Float64Array.of(1.5, 1.5, 3.5, 3.5),
      weights: Float64Array.of(1, 1, 1, 1),
    },
    worstCertificate: certificate(lambda, 1e-9),
    fits: { total: 3 * steps, failed: 0 },
    notes: [],
  };
}

/** Error falls from 2 to 1 along λ. */
export function curveAlong(lambdas: Float64Array, l1Ratio: number): ReportInput['curve'] {
  const steps = lambdas.length;
  const mean = lambdas.map((_, l) => 2 - l / Math.max(1, steps - 1));
  const se = lambdas.map(() => 0.1);
  return { l1Ratio, lambdas, mean, se, minIndex: steps - 1, oneSeIndex: 0 };
}

export function documentOf(page: string): Document {
  return parseHTML(page).document;
}

/** Every text that a reader may meet: contents of elements but styles, titles of plots included. */
export function textsOf(page: string): string[] {
  const document = documentOf(page);
  for (const style of document.querySelectorAll('style')) style.remove();
  const leaves = Array.from(document.querySelectorAll('*')).filter((e) => e.children.length === 0);
  return leaves.map((element) => element.textContent ?? '').filter((text) => text.trim() !== '');
}

/** Texts that no reader should meet: not a number, no value, or more digits than anyone reads. */
export function badNumbers(page: string): string[] {
  const bad =
    /NaN|undefined|null\b(?! loss)|Infinity|\[object|[1-9]\d*\.\d{7}|0\.0*[1-9]\d{7}|\d{8}|\de[+-]?\d/;
  return textsOf(page).filter((text) => bad.test(text));
}

/** The cross-validation that has the parts of an input made by hand. */
export function likeResult(input: ReportInput): CVResultLike {
  const { model, choice, path, outOfFold } = input;
  const { coefficients: coef, intercept, devianceRatio, featureNames } = model;
  const intercepts = Float64Array.of(intercept);
  const settings = { family: { name: 'gaussian' }, ...model.settings, coef, intercepts } as const;
  return {
    ...choice,
    curve: input.curve,
    curves: input.curves,
    model: { devianceRatio, featureNames, settings },
    path: { ...path, coefs: () => path.coefficients, model: () => ({ settings }) },
    oof: { data: outOfFold.predicted, rows: outOfFold.predicted.length, cols: 1 },
    splits: new Array(input.folds).fill(undefined),
    worstCertificate: input.worstCertificate,
    fits: input.fits,
    notes: input.notes,
  };
}
