/** Tolerances of the families' reference code, with their reasons. */

/** Step of central differences: truncation h² f''' / 6 and rounding ε f / h both near 1e-11. */
export const DIFFERENCE_STEP = 2 ** -17;

/** Central differences against derivatives, relative to 1 + |f| + |f'|: those two, and f''' ≤ 100. */
export const DIFFERENCE = 1e-8;

/** Fenchel–Young equality of one row, relative to the sum of its terms' sizes. */
export const FENCHEL_YOUNG = 1e-14;

/** primal and dual are sums of about 500 terms, compared with the sum of their sizes. */
export const BOUND = 1e-13;

/**
 * Relative gap of the stored paths: programs end at a KKT residual of 3e-10 of λ_max, those
 * that watch the objective alone (gamma, negative binomial, squared hinge) at 3e-8, and the gap is
 * about that times ‖b‖₁.
 */
export const GOLDEN_FAMILY_GAP = 1e-9;
export const GOLDEN_LOOSE_GAP = 1e-7;

/** KKT residual of the stored paths over the largest λ; over 1 for unpenalized fits. */
export const GOLDEN_KKT = 1e-8;
export const GOLDEN_LOOSE_KKT = 1e-7;

/** Deviances, likelihoods and hazards at the stored coefficients: all are flat there. */
export const GOLDEN_DEVIANCE = 1e-9;
