/** Every separable family with its plain twin: a new one is a type error until it has a case. */
import type { Family } from '../../src/datafit/index.ts';
import * as families from '../../src/datafit/index.ts';
import {
  gaussian as gaussianLoss,
  huber as huberLoss,
  quantile as quantileLoss,
  squaredHinge as squaredHingeLoss,
} from '../reference/families/distances.ts';
import {
  binomial as binomialLoss,
  gamma as gammaLoss,
  negativeBinomial as negativeBinomialLoss,
  poisson as poissonLoss,
} from '../reference/families/likelihoods.ts';
import type { Loss } from '../reference/families/loss.ts';
import { smoothQuantile } from '../reference/families/smoothQuantile.ts';
import { tweedie as tweedieLoss } from '../reference/families/tweedie.ts';

/** Families whose rows or outputs hang together have suites of their own. */
type Joint = 'cox' | 'multinomial' | 'multigaussian';

export interface FamilyCase {
  readonly family: Family;
  /** The loss itself, and what the kernel computes where it smooths the loss. */
  readonly twin: Loss;
  readonly smooth: Loss;
  /** Responses, those at the ends of the domain first. */
  readonly targets: readonly number[];
  /** Responses all at one end, for which no finite intercept is the best. */
  readonly endless: readonly number[];
  /** Sizes of the terms that the loss and its slope are made of. */
  size(eta: number, y: number): { loss: number; slope: number };
  /** An end of the predictions on the response scale for η = 0. */
  readonly meanOf0: number;
  /** Responses that are refused, and why. */
  readonly refused: readonly (readonly [number, string])[];
}

const size = (loss: number, slope: number) => ({ loss, slope });

function distance(family: Family, twin: Loss, smooth = twin): FamilyCase {
  return {
    family,
    twin,
    smooth,
    targets: [0, 1e5, -1e5, 0.3, 1, -2.5, 7],
    endless: [],
    size: (eta, y) => size((Math.abs(eta) + Math.abs(y) + 2) ** 2, Math.abs(eta) + Math.abs(y) + 2),
    meanOf0: 0,
    refused: [],
  };
}

/** y e^aη terms have the rounding of their exponent, at most |η| + 1 units. */
const units = (eta: number) => 1 + Math.abs(eta);

function binomial(): FamilyCase {
  return {
    family: families.binomial(),
    twin: binomialLoss,
    smooth: binomialLoss,
    targets: [0, 1, 0.5, 1e-9, 1 - 1e-9],
    endless: [0, 1],
    size: (eta, y) => size(units(eta) + y * Math.abs(eta), 1 + y),
    meanOf0: 0.5,
    refused: [
      [-1e-9, 'lie in [0, 1]'],
      [1.5, 'lie in [0, 1]'],
      [Number.NaN, 'lie in [0, 1]'],
    ],
  };
}

function poisson(): FamilyCase {
  return {
    family: families.poisson(),
    twin: poissonLoss,
    smooth: poissonLoss,
    targets: [0, 1, 3, 1e6, 0.5],
    endless: [0],
    size: (eta, y) => size(Math.exp(eta) + y * Math.abs(eta), Math.exp(eta) + y),
    meanOf0: 1,
    refused: [
      [-1, 'be >= 0'],
      [Number.NaN, 'be >= 0'],
    ],
  };
}

function gamma(): FamilyCase {
  return {
    family: families.gamma(),
    twin: gammaLoss,
    smooth: gammaLoss,
    targets: [1e-3, 1, 3, 1e4, 0.5],
    endless: [],
    size: (eta, y) => size(y * Math.exp(-eta) + Math.abs(eta), y * Math.exp(-eta) + 1),
    meanOf0: 1,
    refused: [
      [0, 'be > 0'],
      [-1, 'be > 0'],
      [Number.NaN, 'be > 0'],
    ],
  };
}

function tweedie(power: number): FamilyCase {
  const [up, down] = [2 - power, power - 1];
  const twin = tweedieLoss(power);
  const parts = (eta: number, y: number) => [
    Math.exp(up * eta),
    y > 0 ? y * Math.exp(-down * eta) : 0,
  ];
  return {
    family: families.tweedie({ power }),
    twin,
    smooth: twin,
    targets: [0, 1e-3, 1, 30, 1e5],
    endless: [0],
    size: (eta, y) => {
      const [rise, fall] = parts(eta, y) as [number, number];
      return size(units(eta) * (rise / up + fall / down), units(eta) * (rise + fall));
    },
    meanOf0: 1,
    refused: [[-1, 'be >= 0']],
  };
}

function negativeBinomial(theta: number): FamilyCase {
  const twin = negativeBinomialLoss(theta);
  const all = (y: number) => y + theta;
  return {
    family: families.negativeBinomial({ theta }),
    twin,
    smooth: twin,
    targets: [0, 1, 3, 1e5, 0.5],
    endless: [0],
    size: (eta, y) =>
      size(all(y) * (units(eta) + Math.abs(Math.log(theta))), all(y) * (units(eta) + 5)),
    meanOf0: 1,
    refused: [[-1e-9, 'be >= 0']],
  };
}

function squaredHinge(): FamilyCase {
  const sign = (y: number) => 2 * y - 1;
  const twin: Loss = {
    loss: (eta, y) => squaredHingeLoss.loss(eta, sign(y)),
    gradient: (eta, y) => squaredHingeLoss.gradient(eta, sign(y)),
    curvature: (eta, y) => squaredHingeLoss.curvature(eta, sign(y)),
    conjugate: (u, y) => squaredHingeLoss.conjugate(u, sign(y)),
  };
  return {
    ...distance(families.squaredHinge(), twin),
    targets: [0, 1],
    refused: [
      [0.5, 'be 0 or 1'],
      [2, 'be 0 or 1'],
    ],
  };
}

const pinball = (tau: number) =>
  distance(families.quantile({ tau }), quantileLoss(tau), smoothQuantile(tau, 1));

const TABLE: Record<Exclude<keyof typeof families, Joint>, readonly FamilyCase[]> = {
  gaussian: [distance(families.gaussian(), gaussianLoss)],
  binomial: [binomial()],
  poisson: [poisson()],
  gamma: [gamma()],
  tweedie: [tweedie(1.5), tweedie(1.05), tweedie(1.9)],
  negativeBinomial: [negativeBinomial(1), negativeBinomial(0.2), negativeBinomial(40)],
  huber: [
    distance(families.huber(), huberLoss(1.35)),
    distance(families.huber({ delta: 0.1 }), huberLoss(0.1)),
  ],
  quantile: [pinball(0.5), pinball(0.1), pinball(0.9)],
  squaredHinge: [squaredHinge()],
};

/** By name and parameters. */
export const FAMILY_CASES: readonly (readonly [string, FamilyCase])[] = Object.values(TABLE)
  .flat()
  .map((each) => [[each.family.name, ...each.family.params].join(' '), each] as const);

/** Their kernels, which the tests call as `kernels[family.kernel]`. */
export const FAMILY_KERNELS = FAMILY_CASES.map(([, { family }]) => family.kernel);
