import { checkKeys, fail } from '../check.ts';
import { exp, log } from '../memory/elementary.ts';
import type { Scope } from '../memory/scope.ts';
import type { Family } from './family.ts';
import { noScalars } from './noScalars.ts';

/** How events at the same time are counted. */
export type Ties = 'breslow' | 'efron';

/** n times, then n events (1, or 0 for a censored time), and weights. */
type Response = { target: Float64Array; weights: Float64Array };

/** f64 of a RiskSet of assembly/datafit/cox.ts. */
const RISK_SET = 12;

/** The rows in the order of the kernel. */
export interface RiskOrder {
  /** Rows of positive weight that are at risk at an event, latest first. */
  readonly order: Int32Array;
  /** Per distinct time of events, latest first: where its failing rows begin and end in `order`. */
  readonly ends: Int32Array;
}

/**
 * Right-censored survival times: minus the logarithm of Cox's partial likelihood over the sum of
 * the weights, Σ_terms share log Σ_{k at risk} a_k e^{η_k} − Σ_events ω_i η_i. The baseline hazard
 * takes the place of the intercept.
 *
 * @param options.ties 'breslow' (default, as glmnet) or 'efron' (as survival::coxph). The same
 *   where no events share a time; with many ties Efron's is nearer to the exact likelihood. With
 *   Breslow's a weight of 2 equals a repeated row.
 * @throws RangeError if ties is neither.
 * @see Cox (1972), J. R. Stat. Soc. B 34(2); Breslow (1974), Biometrics 30(1), 89–99;
 *   Efron (1977), J. Am. Stat. Assoc. 72(359), 557–565.
 */
export function cox(options: { ties?: Ties } = {}): Family {
  checkKeys('cox', options, ['ties']);
  const { ties = 'breslow' } = options;
  if (ties !== 'breslow' && ties !== 'efron') fail('cox', 'ties', "be 'breslow' or 'efron'", ties);
  return {
    name: 'cox',
    kernel: 'cox',
    params: [],
    outputs: 1,
    isRelative: true,
    bind: (scope, response) => bind(scope, response, ties),
    saturatedLoss: (response) => saturated(response, ties),
    ...noScalars,
    mean: exp,
  };
}

/** Latest first; of one time those that fail last. Rows before the first event are left out. */
export function riskOrder({ target, weights }: Response): RiskOrder {
  const n = weights.length;
  const fails = (i: number) => target[n + i]! > 0;
  const rows = Array.from(weights.keys()).filter((i) => weights[i]! > 0);
  rows.sort((i, j) => target[j]! - target[i]! || Number(fails(i)) - Number(fails(j)) || i - j);
  const ends: number[] = [];
  for (let k = 0; k < rows.length; k++) {
    if (!fails(rows[k]!)) continue;
    const time = target[rows[k]!]!;
    const first = k;
    while (k + 1 < rows.length && target[rows[k + 1]!] === time) k++;
    ends.push(first, k + 1);
  }
  return { order: Int32Array.from(rows.slice(0, ends.at(-1) ?? 0)), ends: Int32Array.from(ends) };
}

/** Parameters of the kernel: class Cox of assembly/datafit/cox.ts. */
function bind(scope: Scope, response: Response, ties: Ties): readonly number[] {
  const { order, ends } = riskOrder(response);
  const blocks = ends.length / 2;
  return [
    ties === 'efron' ? 1 : 0,
    blocks,
    scope.putI32(order),
    scope.putI32(ends),
    scope.f64(order.length),
    scope.f64(blocks * RISK_SET),
  ];
}

/**
 * inf F: at each time those that fail share everything, as their weights, since earlier ones may
 * be as far above later ones as they like. Σ share log(D (1 − l/d)).
 */
function saturated(response: Response, ties: Ties): number {
  const { order, ends } = riskOrder(response);
  let sum = 0;
  for (let g = 0; g < ends.length; g += 2) {
    const failing = order.subarray(ends[g]!, ends[g + 1]!);
    const weight = failing.reduce((total, i) => total + response.weights[i]!, 0);
    const terms = ties === 'efron' ? failing.length : 1;
    let logs = 0;
    for (let l = 0; l < terms; l++) logs += log(weight * (1 - l / terms));
    sum += (weight / terms) * logs;
  }
  return sum;
}
