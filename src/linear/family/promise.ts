/** What a quadratic model promises of a step. */

export interface Promised {
  /** −uᵀδ + ΔΩ: the directional derivative of the objective, or less. */
  readonly slope: number;
  /** How much less the model is after the whole step. */
  readonly gain: number;
  /** δᵀGδ */
  readonly curvature: number;
}

/** A quadratic at the end of a step. */
export interface Bending {
  /** The step. */
  vector(name: 'direction'): Float64Array;
  /** δᵀGδ of it: `before` are the gradients where it began, at `d` is X̃δ. */
  bend(before: Float64Array, d: number): number;
}

/** Of the step that `set` has in its direction; `penalty` is by how much it changes the penalty. */
export function promised(set: Bending, before: Float64Array, d: number, penalty: number): Promised {
  const direction = set.vector('direction');
  const curvature = set.bend(before, d);
  let slope = penalty;
  for (let k = 0; k < before.length; k++) slope -= before[k]! * direction[k]!;
  return { slope, gain: -(slope + 0.5 * curvature), curvature };
}

/** δᵀGδ of a direction along which the gradients of the model went from `before` to `after`. */
export function bend(direction: Float64Array, before: Float64Array, after: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < before.length; k++) sum += (before[k]! - after[k]!) * direction[k]!;
  return sum;
}
