/** Every tolerance of the tests, with its reason. */

/** Unit in the last place of 1. */
export const EPSILON_64 = 2 ** -52;
export const EPSILON_32 = 2 ** -23;

/**
 * Bound of |fl(Σ terms) − Σ terms| for n rounded float64 terms in any order of summation:
 * n ε/2 Σ|term| to first order (Higham 2002, formula 3.5), doubled for the rounding of the terms
 * and again for the twin; an underflowing term loses up to half of the least subnormal, 2^-1075.
 */
export function sumTolerance64(n: number, absoluteSum: number): number {
  return 4 * n * EPSILON_64 * absoluteSum + n * 2 ** -1074;
}

/** The same for float32 sums; the least float32 subnormal is 2^-149. */
export function sumTolerance32(n: number, absoluteSum: number): number {
  return 4 * n * EPSILON_32 * absoluteSum + n * 2 ** -149;
}

/**
 * Relative gap that the judge may find at an exact optimum: the coefficients are rounded to float64
 * and the gap is first order in that, a few dozen units times the number of terms ≤ 100 of a
 * well-conditioned problem.
 */
export const GAP_AT_OPTIMUM = 1e-13;

/** Relative gap of a closed form on orthonormal columns, where nothing amplifies the rounding. */
export const GAP_ORTHONORMAL = 1e-15;

/** primal − dual against the gap from its terms: three sums of about 100 terms of size nullLoss. */
export const GAP_IDENTITY = 1e-14;

/**
 * Relative gap of a golden path: glmnet at thresh 1e-20 leaves a first-order residual of up to
 * 2e-10 λ_max, and the gap is about that residual times ‖b‖₁ ÷ null loss.
 */
export const GOLDEN_GAP = 1e-9;

/**
 * Golden coefficients, relative to the largest: the same residual times the condition number of the
 * active columns, which reaches 1100 on S2 and 470 on diabetes (worst seen 4.5e-8).
 */
export const GOLDEN_COEFFICIENT = 1e-7;

/** Golden intercepts and errors of prediction, relative: insensitive to that condition number. */
export const GOLDEN_VALUE = 1e-8;

/** Direct solves of well-conditioned systems (condition below 1e4) by two routes, relative. */
export const DIRECT_SOLVE = 1e-11;

/**
 * What an independent relative gap may exceed a claimed one by: both are sums of the same terms,
 * rounded differently.
 */
export function certifiedGap(tolerance: number): number {
  return tolerance * (1 + 1e-6) + GAP_AT_OPTIMUM;
}

/**
 * Units in the last place of exp and log: half a unit of the final rounding, and what the table
 * lookup and the polynomial leave, stated as 0.511 and 0.519 without fused multiply-add.
 */
export const ELEMENTARY_ULPS = 0.52;

/** The same of log1p, whose division and correction term leave more: its authors state below 1. */
export const LOG1P_ULPS = 1;

/** |a − b| ÷ the larger size, over whole vectors by their largest entries; 0 where both are 0. */
export function relativeDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Infinity;
  let [difference, size] = [0, 0];
  for (let i = 0; i < a.length; i++) {
    difference = Math.max(difference, Math.abs(a[i]! - b[i]!));
    size = Math.max(size, Math.abs(a[i]!), Math.abs(b[i]!));
  }
  return size > 0 ? difference / size : difference;
}

/**
 * Between a gradient and central differences in f64 with steps h = 1e-6: the rounding of a loss of some
 * tens, 1e-15 ÷ h, and the third derivative's h².
 */
export const DIFFERENCE_TOLERANCE = 1e-6;

/**
 * The same in f32 with steps h = 2⁻⁹: the rounding of a loss, 1e-6 ÷ h, counts several times, and a few
 * numbers are near kinks. It is to see lanes that are missed, whose error is of size 1.
 */
export const DIFFERENCE_TOLERANCE_32 = 0.02;

/**
 * Relative, between losses of a batch by kernels and by their definitions, over whole vectors: outputs
 * below 12 in size move e^z by as many units, some ten numbers are added, and 1 − p of a class whose
 * share is nearly 1 loses a few digits more.
 */
export function lossRounding(isWide: boolean): number {
  return isWide ? 1e-11 : 2e-5;
}

/**
 * Between weights by kernels and by plain twins, per step and relative to the largest: the rounding of the
 * two dozen operations of a step, amplified where √v̂ + ε is small beside the gradient.
 */
export function trajectoryRounding(epsilon: number): number {
  return 64 * epsilon;
}

/** Between outputs of a network in f32 and by another program, relative: sums of some hundred terms. */
export const NETWORK_ROUNDING = 300 * EPSILON_32;

/** How near an optimizer of f32 comes to a minimum of size 1 in a long run whose rate falls to 0. */
export const MINIMUM_REACHED = 0.02;

/**
 * Relative, between the length of a step and the steps taken after some thousands under one gradient: running
 * means have settled but for 0.999³⁰⁰⁰ = 5 %, whose root is half of that.
 */
export const LENGTH_SETTLED = 0.03;

/**
 * Error of an activation f(x) of numbers with spacing ε at 1: in f32 a few roundings of f, and those
 * of Φ, which count by the size of x; in f64, with which only gradients are checked, those of 1 − e^x,
 * which keeps no relative precision near 0.
 */
export function activationError(value: number, x: number, epsilon: number): number {
  if (epsilon === EPSILON_64) return 4 * epsilon * Math.max(1, Math.abs(x));
  return 4 * epsilon * (Math.abs(value) + Math.min(1, Math.abs(x)) / 4) + 1e-30;
}

/**
 * Between weights of a network trained by first-order steps and the optimum: in f64 the rate falls to 0
 * before the last digits come, in f32 gradients have the rounding of 60 terms, divided by the curvature.
 */
export function networkOptimum(isWide: boolean): number {
  return isWide ? 1e-6 : 2e-5;
}

/** Of proximal steps and slopes, relative: their own rounding; a search for a minimum reaches √ε of f64. */
export function proximalRounding(epsilon: number): number {
  return 8 * epsilon + 5e-7;
}

/** Of projections of weights of size 1: norms of up to 16 terms and their quotients, products of 16. */
export function projectionRounding(epsilon: number): number {
  return 64 * epsilon;
}

/** Five standard errors of a share p of n independent draws: missed by one in two million seeds. */
export function standardErrors(p: number, n: number): number {
  return 5 * Math.sqrt((p * (1 - p)) / n);
}

/**
 * Between the mean of n draws and its expectation, in standard deviations of a draw: five of the
 * mean's, which a fixed seed passes or not for good, and what 16 bits of a rate are rounded by.
 */
export function momentTolerance(n: number): number {
  return 5 / Math.sqrt(n) + 2 ** -16;
}

/**
 * Error of normal numbers in f32, at most 5.9 in size: a few units in the last place of the radius,
 * and of the logarithm near 0, whose rounding of u below 1 counts by 2⁻²⁴ ÷ radius.
 */
export const NORMAL_ERROR = 4e-6;
