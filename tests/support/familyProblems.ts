/** Random responses of every separable family, and what the judge calls each. */

import type { Family as FamilyValue } from '../../src/datafit/index.ts';
import * as families from '../../src/datafit/index.ts';
import type { Family } from '../reference/families/family.ts';
import { arDesign } from './problems.ts';
import { type Random, random } from './random.ts';

export interface FamilyKind {
  readonly family: FamilyValue;
  /** The judge's name of it. */
  readonly judged: Family;
  /** A response with linear predictor η. */
  draw(eta: number, source: Random): number;
  /** The judge's code of a response. */
  code?(y: number): number;
}

const exponential = ({ uniform }: Random) => -Math.log(1 - uniform());

/** Counts by waiting times. */
function poissonDraw(mean: number, source: Random): number {
  let [time, count] = [exponential(source), 0];
  for (; time < mean && count < 1e4; count++) time += exponential(source);
  return count;
}

const line = (eta: number, { normal }: Random) => eta + normal();
const coin = (eta: number, { chance }: Random) => Number(chance(1 / (1 + Math.exp(-eta))));
const count = (eta: number, source: Random) => poissonDraw(Math.exp(eta), source);

/** By name and parameters. */
export const FAMILY_KINDS: Record<string, FamilyKind> = {
  gaussian: { family: families.gaussian(), judged: { name: 'gaussian' }, draw: line },
  binomial: { family: families.binomial(), judged: { name: 'binomial' }, draw: coin },
  poisson: { family: families.poisson(), judged: { name: 'poisson' }, draw: count },
  gamma: {
    family: families.gamma(),
    judged: { name: 'gamma' },
    draw: (eta, source) => Math.exp(eta) * (1e-3 + exponential(source)),
  },
  tweedie: {
    family: families.tweedie({ power: 1.5 }),
    judged: { name: 'tweedie', power: 1.5 },
    draw: (eta, source) => {
      const jumps = poissonDraw(Math.exp(eta / 2), source);
      return Array.from({ length: jumps }, () => exponential(source)).reduce((a, b) => a + b, 0);
    },
  },
  negativeBinomial: {
    family: families.negativeBinomial({ theta: 1.5 }),
    judged: { name: 'negativeBinomial', theta: 1.5 },
    draw: (eta, source) => count(eta + Math.log(exponential(source)), source),
  },
  huber: {
    family: families.huber({ delta: 1 }),
    judged: { name: 'huber', delta: 1 },
    draw: (eta, source) => eta + source.normal() * (source.chance(0.1) ? 10 : 1),
  },
  'quantile 0.5': {
    family: families.quantile({ tau: 0.5 }),
    judged: { name: 'quantile', tau: 0.5 },
    draw: line,
  },
  'quantile 0.9': {
    family: families.quantile({ tau: 0.9 }),
    judged: { name: 'quantile', tau: 0.9 },
    draw: line,
  },
  squaredHinge: {
    family: families.squaredHinge(),
    judged: { name: 'squaredHinge' },
    draw: coin,
    code: (y) => 2 * y - 1,
  },
};

/** X with correlated columns, or with 70 % zeros, and a response of five of its columns. */
export function familyData(kind: FamilyKind, n: number, p: number, seed: number, isSparse = false) {
  const source = random(seed);
  const dense = arDesign(source, n, p, 0.5);
  const X = dense.map((row) =>
    row.map((x) => Math.fround(isSparse && !source.chance(0.3) ? 0 : x)),
  );
  const y = X.map((row) => {
    let eta = 0.3;
    for (let k = 0; k < Math.min(5, p); k++) eta += (k % 2 ? -0.4 : 0.5) * row[k]!;
    return kind.draw(eta, source);
  });
  // both classes, and a response above 0
  if (y.every((value) => value === y[0])) y[0] = 1 - y[0]!;
  return { X, y };
}
