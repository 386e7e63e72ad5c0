/** Unit deviances of exponential families: what one row adds to a deviance. */
import { checkKeys, fail, failType, nearest } from '../../check.ts';
import { log, log1p, power } from '../../memory/elementary.ts';
import { LEAST_PROBABILITY } from './logLoss.ts';
import { type CellRule, FINITE, UNIT } from './rows.ts';

/** A distribution, by name; tweedie and negativeBinomial have a known dispersion parameter. */
export type DevianceFamily =
  | 'gaussian'
  | 'binomial'
  | 'poisson'
  | 'gamma'
  | { readonly name: 'tweedie'; readonly power: number }
  | { readonly name: 'negativeBinomial'; readonly theta: number };

/** d(y, μ) = 2 (log-likelihood of the mean y − log-likelihood of the mean μ), with its domain. */
export interface UnitDeviance {
  readonly name: string;
  readonly target: CellRule;
  readonly mean: CellRule;
  of(y: number, mean: number): number;
}

const AT_LEAST_0: CellRule = {
  rule: 'be a finite number >= 0',
  allows: (value) => value >= 0 && value < Infinity,
};
const POSITIVE: CellRule = {
  rule: 'be a finite number > 0',
  allows: (value) => value > 0 && value < Infinity,
};

/** x ln(x / y), 0 where x = 0. */
function xLogRatio(x: number, y: number): number {
  return x === 0 ? 0 : x * log(x / y);
}

const gaussian: UnitDeviance = {
  name: 'gaussian',
  target: FINITE,
  mean: FINITE,
  of: (y, mean) => (y - mean) ** 2,
};

const binomial: UnitDeviance = {
  name: 'binomial',
  target: UNIT,
  mean: UNIT,
  of: (y, mean) =>
    2 *
    (xLogRatio(y, Math.max(mean, LEAST_PROBABILITY)) +
      xLogRatio(1 - y, Math.max(1 - mean, LEAST_PROBABILITY))),
};

/** A family of means > 0. An underflowed mean 0 has the limit: 0 where y = 0, else Infinity. */
function ofPositiveMean(
  name: string,
  target: CellRule,
  of: (y: number, mean: number) => number,
): UnitDeviance {
  const atZero = (y: number) => (y === 0 ? 0 : Infinity);
  return {
    name,
    target,
    mean: AT_LEAST_0,
    of: (y, mean) => (mean === 0 ? atZero(y) : 2 * of(y, mean)),
  };
}

const poisson = ofPositiveMean('poisson', AT_LEAST_0, (y, mean) => xLogRatio(y, mean) - (y - mean));

const gamma = ofPositiveMean('gamma', POSITIVE, (y, mean) => (y - mean) / mean - log(y / mean));

/** y^(2−p) / ((1−p)(2−p)) − y μ^(1−p) / (1−p) + μ^(2−p) / (2−p) */
function tweedie(p: number): UnitDeviance {
  if (p === 0) return gaussian;
  if (p === 1) return poisson;
  if (p === 2) return gamma;
  const target = p < 2 ? AT_LEAST_0 : POSITIVE;
  return ofPositiveMean(
    'tweedie',
    target,
    (y, mean) =>
      power(y, 2 - p) / ((1 - p) * (2 - p)) -
      (y * power(mean, 1 - p)) / (1 - p) +
      power(mean, 2 - p) / (2 - p),
  );
}

/** y ln(y / μ) − (y + θ) ln((y + θ) / (μ + θ)), variance μ + μ² / θ */
function negativeBinomial(theta: number): UnitDeviance {
  return ofPositiveMean(
    'negativeBinomial',
    AT_LEAST_0,
    // As ln(1 + x) it keeps its digits for a large θ, where it comes near to poisson.
    (y, mean) => xLogRatio(y, mean) - (y + theta) * log1p((y - mean) / (mean + theta)),
  );
}

const PLAIN: Readonly<Record<string, UnitDeviance>> = { gaussian, binomial, poisson, gamma };

/** The unit deviance of a family, or an error of `where` that says what families there are. */
export function unitDeviance(where: string, family: DevianceFamily): UnitDeviance {
  if (typeof family === 'string') return plainFamily(where, family);
  if (typeof family !== 'object' || family === null)
    return failType(where, 'family', 'be a name or an object', family);
  if (family.name === 'tweedie') {
    checkKeys(where, family, ['name', 'power']);
    const { power: p } = family;
    if (!(typeof p === 'number' && (p === 0 || p >= 1) && p < Infinity))
      fail(where, 'power', 'be 0 or a finite number >= 1', p, 'tweedie has no power between');
    return tweedie(p);
  }
  if (family.name === 'negativeBinomial') {
    checkKeys(where, family, ['name', 'theta']);
    if (!POSITIVE.allows(family.theta)) fail(where, 'theta', POSITIVE.rule, family.theta);
    return negativeBinomial(family.theta);
  }
  return plainFamily(where, (family as { name: unknown }).name);
}

function plainFamily(where: string, name: unknown): UnitDeviance {
  const known = Object.keys(PLAIN);
  if (typeof name === 'string' && known.includes(name)) return PLAIN[name]!;
  const near = nearest(String(name), [...known, 'tweedie', 'negativeBinomial']);
  const rule =
    `be one of ${known.join(', ')}, or { name: 'tweedie', power } ` +
    `or { name: 'negativeBinomial', theta }`;
  return fail(where, 'family', rule, name, near ? `did you mean ${near}?` : '');
}
