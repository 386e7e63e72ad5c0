export interface Candidate {
  /** Gradient now and at the strength before. */
  readonly u: number;
  readonly before: number;
  readonly factor: number;
  readonly low: number;
  readonly high: number;
  readonly isInside: boolean;
}

/**
 * Indices of the candidates outside the set whose gradient, now or continued by `ratio` times its
 * last change, exceeds l1 · factor in a direction that the limits leave open.
 */
export function screen(candidates: readonly Candidate[], l1: number, ratio: number): number[] {
  return candidates.flatMap(({ u, before, factor, low, high, isInside }, j) => {
    const seen = [u, u + ratio * (u - before)];
    const exceeds = seen.some(
      (value) => Math.abs(value) > l1 * factor && (value > 0 ? high > 0 : low < 0),
    );
    return exceeds && !isInside ? [j] : [];
  });
}
