/** How many of the weights are positive. */
export function positiveCount(weights: Float64Array): number {
  let count = 0;
  for (let i = 0; i < weights.length; i++) if (weights[i]! > 0) count++;
  return count;
}
