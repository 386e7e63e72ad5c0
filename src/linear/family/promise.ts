/** What a quadratic model promises of a step. */

export interface Promised {
  /** −uᵀδ + ΔΩ: the directional derivative of the objective, or less. */
  readonly slope: number;
  /** How much less the model is after the whole step. */
  readonly gain: number;
  /** δᵀGδ */
  readonly curvature: number;
}

/**
 * Of the step that `set` has in its direction: its gradients were `before`, and are what the model
 * says now. `penalty` is by how much the whole step changes the penalty.
 */
export function promised(
  set: { vector(name: 'direction' | 'u'): Float64Array },
  before: Float64Array,
  penalty: number,
): Promised {
  const direction = set.vector('direction');
  const after = set.vector('u');
  let slope = penalty;
  let curvature = 0;
  for (let k = 0; k < before.length; k++) {
    slope -= before[k]! * direction[k]!;
    curvature += (before[k]! - after[k]!) * direction[k]!;
  }
  return { slope, gain: -(slope + 0.5 * curvature), curvature };
}
