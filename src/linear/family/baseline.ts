/** The baseline of a Cox model: from hazard ratios to survival. */
import { riskOrder, type Ties } from '../../datafit/cox.ts';
import { exp } from '../../memory/elementary.ts';

/** Cumulative baseline hazard of a Cox model: a step function at the times of events. */
export interface Baseline {
  /** Ascending. */
  readonly times: Float64Array;
  /** H₀ at and after each time. */
  readonly hazard: Float64Array;
}

/** The training rows of a Cox model. */
export interface BaselineRows {
  /** n times, then n events (1, or 0 for a censored time). */
  readonly target: Float64Array;
  /** n weights ≥ 0 on any scale: rows of weight 0 do not count. */
  readonly weights: Float64Array;
  /** n linear predictors: offset + x w, not centred. */
  readonly eta: Float64Array;
  readonly ties: Ties;
}

/**
 * H₀(t), the cumulative hazard of a row with η = 0: the sum over the times of events up to t of
 * D ÷ Σ_{k at risk} w_k e^{η_k}, D the weight of the events (Breslow); with Efron's ties the
 * mean over l = 0 … d − 1 of D ÷ that sum with (1 − l/d) w_k for the d rows that fail.
 * As survival::basehaz with centered = FALSE.
 * @see Breslow (1972), J. R. Stat. Soc. B 34(2), 216–217; Therneau and Grambsch (2000), Modeling
 *   Survival Data, section 10.2.3 for Efron's.
 */
export function baselineHazard({ target, weights, eta, ties }: BaselineRows): Baseline {
  const { order, ends } = riskOrder({ target, weights });
  const count = ends.length / 2;
  const times = new Float64Array(count);
  const hazard = new Float64Array(count);
  const massOf = (list: Int32Array) => list.reduce((sum, i) => sum + weights[i]! * exp(eta[i]!), 0);
  let rest = 0;
  for (let g = 0; g < count; g++) {
    const failing = order.subarray(ends[2 * g]!, ends[2 * g + 1]!);
    rest += massOf(order.subarray(g > 0 ? ends[2 * g - 1]! : 0, ends[2 * g]!));
    const tied = massOf(failing);
    const weight = failing.reduce((sum, i) => sum + weights[i]!, 0);
    const terms = ties === 'efron' ? failing.length : 1;
    const at = count - 1 - g;
    times[at] = target[failing[0]!]!;
    for (let l = 0; l < terms; l++) hazard[at]! += weight / terms / (rest + (1 - l / terms) * tied);
    rest += tied;
  }
  for (let k = 1; k < count; k++) hazard[k]! += hazard[k - 1]!;
  return { times, hazard };
}

/** H₀(t): 0 before the first event. */
export function hazardAt({ times, hazard }: Baseline, t: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle]! <= t) low = middle + 1;
    else high = middle;
  }
  return low > 0 ? hazard[low - 1]! : 0;
}

/** S(t) = exp(−H₀(t) e^η): the probability that a row with linear predictor η has no event by t. */
export function survivalAt(baseline: Baseline, t: number, eta: number): number {
  const hazard = hazardAt(baseline, t);
  // 0 · ∞ where nothing has happened yet
  return hazard > 0 ? exp(-hazard * exp(eta)) : 1;
}

/** The first time of an event at which S ≤ ½; Infinity where there is none. */
export function medianSurvival({ times, hazard }: Baseline, eta: number): number {
  const risk = exp(eta);
  const index = hazard.findIndex((value) => exp(-value * risk) <= 0.5);
  return index < 0 ? Number.POSITIVE_INFINITY : times[index]!;
}
