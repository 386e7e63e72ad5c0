/** Cumulative baseline hazard of a Cox model: a step function at the times of events. */
export interface Baseline {
  /** Ascending. */
  readonly times: Float64Array;
  /** H₀ at and after each time. */
  readonly hazard: Float64Array;
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
