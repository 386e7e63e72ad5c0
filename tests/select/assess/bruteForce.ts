/** Measures over all pairs of rows, O(n²), as their definitions say them. */

interface Pair {
  readonly weight: number;
  /** 1 if the pair is in the right order, ½ if tied, 0 if in the wrong one. */
  readonly order: number;
}

function share(pairs: readonly Pair[]): number {
  const total = pairs.reduce((sum, { weight }) => sum + weight, 0);
  return pairs.reduce((sum, { weight, order }) => sum + weight * order, 0) / total;
}

function orderOf(higher: number, lower: number): number {
  return higher > lower ? 1 : higher === lower ? 0.5 : 0;
}

/** Pairs of rows of positive weight. */
function pairsOf(
  weights: readonly number[],
  compare: (i: number, j: number) => number | undefined,
) {
  const pairs: Pair[] = [];
  for (let i = 0; i < weights.length; i++)
    for (let j = 0; j < weights.length; j++) {
      const weight = weights[i]! * weights[j]!;
      const order = weight > 0 ? compare(i, j) : undefined;
      if (order !== undefined) pairs.push({ weight, order });
    }
  return pairs;
}

/** Share of pairs of a positive and a negative row in which the positive one scores higher. */
export function aucByPairs(
  positive: readonly boolean[],
  score: readonly number[],
  weights: readonly number[],
): number {
  const compare = (i: number, j: number) =>
    positive[i] && !positive[j] ? orderOf(score[i]!, score[j]!) : undefined;
  return share(pairsOf(weights, compare));
}

/** Share of pairs of an event and someone known to live longer in which the event has more risk. */
export function concordanceByPairs(
  {
    time,
    event,
    risk,
  }: {
    readonly time: readonly number[];
    readonly event: readonly boolean[];
    readonly risk: readonly number[];
  },
  weights: readonly number[],
): number {
  const compare = (i: number, j: number) => {
    const outlived = time[j]! > time[i]! || (time[j] === time[i] && !event[j]);
    return event[i] && outlived ? orderOf(risk[i]!, risk[j]!) : undefined;
  };
  return share(pairsOf(weights, compare));
}
