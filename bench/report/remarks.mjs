import { prose } from './format.mjs';

/**
 * Why a case misses its target and what would be needed, by case: a profile, a limit of the
 * machine. The page prints them beside the figures.
 * @type {Record<string, string>}
 */
export const remarks = {
  'W1-path': prose(
    'Three fifths of the time are the Gram matrix, 0.2 G multiply-adds with two f64 lanes; a',
    'native product with eight lanes, as scikit-learn calls it, needs 7 ms. Tried: tiles of 3',
    '× 3 and 4 × 4, columns interleaved by fours. What it would take: wider vectors in',
    'WebAssembly, or one pass for the check of cells, the moments and the packing. Of float32',
    'storage only the bytes are used yet, not a float32 product.',
  ),
  'W1-cv': prose(
    'All folds together cost one Gram matrix, then eleven paths on it. Serial with two',
    'threads is 3 % of the time, by timers around every job; eleven equal jobs on two threads',
    'give 1.83 at most.',
  ),
  'W4-path': prose(
    'Counted over the path: 79 million stored entries in sweeps, 34 million in checks, 17',
    'million in gradients and residuals of the working set, at 1.1 to 1.9 ns each. Tried:',
    'Cauchy bounds by sums of magnitudes (a third of the columns), a secant warm start (−2 %',
    'entries), more references (−1 %), looser inner goals (−7 %, gap near the limit). What it',
    'would take: weights stored with the values (a sweep gathers two numbers per entry) and',
    'bounds from the last two references, about 15 million entries.',
  ),
  'W5d-path': prose(
    '238 Newton steps, 10 Gram matrices, 92 000 products with columns over 100 λ. Tried: one',
    'exponential per row for value, slope and curvature, two rows at once; four columns per',
    'pass; other tolerances of the inner steps and of stale Gram matrices, without gain. What',
    'it would take: following the intercept through each step, so that a check need not',
    'rebuild the predictor: 23 000 of 88 000 additions of columns.',
  ),
  'W5s-path': prose(
    'The products with columns read 194 million stored entries: 72 in conjugate gradients, 39',
    'in checks, 28 in centring curvatures, 54 in gradients of the working set. Tried: bounds',
    'by magnitudes, later conjugate gradients (sweeps grow as much), fewer screened columns',
    '(11 more checks). What it would take: centring fused with the curvatures and the set’s',
    'gradients taken from the check.',
  ),
  'W5w-path': prose(
    'Most of the time is overhead of short calls: 281 pairs of row passes over 72 rows. What',
    'it would take: one kernel per Newton step for problems that are this small.',
  ),
  'W6-path': prose(
    'One pass over 400 MB and 1.3 G multiply-adds in two f64 lanes. With two threads it',
    'halves. What it would take: a float32 product for float32 storage, and the check of',
    'cells in the same pass.',
  ),
  'W7-path': prose(
    '5920 class turns over 100 λ, six cycles per λ, each with an exponential per class and',
    'row. Tried: joint Newton steps over all classes (four times slower), turns by margins,',
    'pairs of exponentials. What it would take: exponentials kept across turns, and mixing of',
    'cycles (Anderson).',
  ),
  'W8-path': prose('193 Newton steps over 100 λ; otherwise as W5d-path.'),
  'W10-path': prose(
    'At small λ the support outgrows the 1000 rows, and block descent does the work: products',
    "with rows of the set's Gram matrix, bound by memory. Tried: Newton steps cut at the",
    "first shortened one, extrapolation of cycles (four tenths fewer). R's grpreg penalizes",
    'the fit of a group, which is another problem; gglasso solves this one.',
  ),
  'golub-path': prose('As W5w-path.'),
  'golub-cv': prose('As W5w-path, eleven times.'),
};
