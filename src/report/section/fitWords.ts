import { count, countOf } from '../format.ts';
import type { ReportInput, ReportSettings } from '../input.ts';

/** How the model was fitted, in words; what is not known or was not asked for has no row. */
export function fitWords({ model: { settings }, hasWeights }: ReportInput): [string, string][] {
  const { standardize, hasIntercept, penaltyFactor } = settings;
  const rows: [string, string | undefined][] = [
    ['Standardized', standardize === undefined ? undefined : standardizeWords(standardize)],
    ['Intercept', hasIntercept === undefined ? undefined : interceptWords(hasIntercept)],
    ['Row weights', hasWeights ? 'as given' : 'all equal'],
    ['Penalty factors', penaltyFactor && factorWords(penaltyFactor)],
    ['Limits of coefficients', limitWords(settings)],
    ['Missing cells', settings.fills && fillWords(settings.fills)],
  ];
  return rows.filter((row): row is [string, string] => row[1] !== undefined);
}

function standardizeWords(standardize: boolean): string {
  return standardize
    ? 'yes: the penalty sees features of unit variance'
    : 'no: the penalty sees features as they are';
}

function interceptWords(hasIntercept: boolean): string {
  return hasIntercept ? 'yes, without penalty' : 'none';
}

/** Undefined where every factor is 1. */
function factorWords(factors: Float64Array): string | undefined {
  const special = factors.filter((factor) => factor !== 1);
  if (special.length === 0) return undefined;
  const free = special.filter((factor) => factor === 0).length;
  const excluded = special.filter((factor) => factor === Infinity).length;
  const others = special.length - free - excluded;
  return [
    free > 0 && `${countOf(free, 'feature')} without penalty`,
    excluded > 0 && `${countOf(excluded, 'feature')} excluded`,
    others > 0 && `${countOf(others, 'feature')} with a factor other than 1`,
  ]
    .filter(Boolean)
    .join(', ');
}

/** Undefined where no coefficient has a limit. */
function limitWords({ lower, upper }: ReportSettings): string | undefined {
  const below = lower?.filter((limit) => limit > -Infinity) ?? [];
  const above = upper?.filter((limit) => limit < Infinity) ?? [];
  if (below.length + above.length === 0) return undefined;
  const isSign = (limits: ArrayLike<number>): boolean => Array.from(limits).every((x) => x === 0);
  if (above.length === 0 && below.length === lower?.length && isSign(below))
    return 'none is negative';
  if (below.length === 0 && above.length === upper?.length && isSign(above))
    return 'none is positive';
  return `${count(below.length)} from below, ${count(above.length)} from above`;
}

/** Undefined where no column had missing cells. */
function fillWords(fills: Float64Array): string | undefined {
  const filled = fills.filter((fill) => !Number.isNaN(fill)).length;
  return filled === 0 ? undefined : `filled in ${countOf(filled, 'feature')}`;
}
