/** Upper bounds on the expected number of falsely selected features. */

/** What a bound depends on. */
export interface BoundArguments {
  /** Average number of features that the base procedure selects on a half sample. */
  readonly q: number;
  /** Number of features. */
  readonly p: number;
  /** Share of half samples that must agree, in (1/2, 1]. */
  readonly cutoff: number;
  /** Number of complementary pairs. */
  readonly pairs: number;
}

/** Whether selection frequencies of noise features are taken to be unimodal. */
export type Assumption = 'unimodal' | 'none';

/** The better of the bounds that hold under the assumption. */
export function falseSelectionBound(given: BoundArguments, assumption: Assumption): number {
  const worst = worstCaseBound(given);
  return assumption === 'unimodal' ? Math.min(worst, unimodalBound(given)) : worst;
}

/**
 * q² / ((2π − 1) p), without any assumption about the frequencies.
 *
 * @see Meinshausen and Bühlmann (2010), theorem 1; for complementary pairs and without
 * exchangeability Shah and Samworth (2013), theorem 1 with θ = q/p.
 */
export function worstCaseBound({ q, p, cutoff }: BoundArguments): number {
  return (q * q) / ((2 * cutoff - 1) * p);
}

/**
 * C(τ, B) q² / p, with B pairs, τ the cutoff and θ = q/p ≤ 1/√3:
 *
 *     C = 1 / (2 (2τ − 1 − 1/(2B)))              if min(1/2 + θ², 1/2 + 1/(2B) + 3θ²/4) < τ ≤ 3/4
 *     C = 4 (1 − τ + 1/(2B)) / (1 + 1/B)         if 3/4 < τ ≤ 1
 *
 * It holds where the frequency of simultaneous selection in both halves of a pair has a unimodal
 * distribution for each noise feature; Infinity outside the range of θ and τ.
 *
 * @see Shah and Samworth (2013), theorem 2.
 */
export function unimodalBound({ q, p, cutoff, pairs }: BoundArguments): number {
  const theta = q / p;
  const square = theta * theta;
  // Frequencies are multiples of 1/(2B): a cutoff between two of them acts as the upper one.
  const steps = Math.ceil(2 * pairs * cutoff * (1 - 2 ** -50));
  const tau = steps / (2 * pairs);
  const least = Math.min(0.5 + square, 0.5 + 1 / (2 * pairs) + 0.75 * square);
  if (3 * square > 1 || steps < pairs + 2 || tau <= least) return Infinity;
  const factor =
    4 * steps <= 6 * pairs
      ? 1 / (2 * (2 * tau - 1 - 1 / (2 * pairs)))
      : (4 * (1 - tau + 1 / (2 * pairs))) / (1 + 1 / pairs);
  return (factor * q * q) / p;
}
