/** Tolerances of the families' golden answers, with their reasons. */

/** Certificates that the golden answers are fitted to. */
export const GOLDEN_TOL = 1e-12;
/** Pinball losses: what the smoothing of the solver reaches on any data. */
export const PINBALL_TOL = 1e-6;

/**
 * Coefficients at a relative gap of 1e-12, relative to the largest: a gap g of a loss with curvature
 * leaves √g = 1e-6, times the root of the condition number (worst seen 2.5e-6, λ = 0).
 */
export const COEFFICIENT = 1e-5;
/** At a gap of 1e-6 a linear program is as near to its vertex as it is wide (worst seen 3e-5). */
export const PINBALL_COEFFICIENT = 1e-4;

/** Deviance ratios: first order in coefficients that are shrunk, second in others. */
export const DEVIANCE_RATIO = 1e-6;

/** The same fit by another road, both certified at 1e-12: twice COEFFICIENT. */
export const SAME_FIT = 2e-5;

/** Predictions from coefficients by other sums: rounding of a few dozen terms. */
export const PREDICTION = 1e-12;
