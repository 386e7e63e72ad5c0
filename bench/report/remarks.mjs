import { prose } from './format.mjs';

/**
 * Why a case misses its target and what would be needed, by case: a profile, a limit of the
 * machine. The page prints them beside the figures.
 * @type {Record<string, string>}
 */
export const remarks = {
  'W1-path': prose(
    'Two thirds of the time are the Gram matrix, 0.2 G multiply-adds in two f64 lanes, at',
    'three quarters of what registers allow; a native product with eight lanes, as scikit-',
    'learn calls it, needs 7 ms. Tried: tiles of 3 × 3 and 4 × 4, columns interleaved by',
    'fours while they are standardized, standardization and Gram matrix from one pass over X,',
    'four rows of G per update. float32 products would halve the matrix, but their rounding',
    'alone exceeds a certificate of 1e-6 where coefficients cancel, and an exact check of 100',
    'λ costs more than it saves: float32 storage saves bytes only. What it would take: fused',
    'multiply-adds (relaxed SIMD, in Node 20 behind a flag) or wider vectors.',
  ),
  'W1-cv': prose(
    'All folds together cost one Gram matrix, then eleven paths on it: a fifth of the time is',
    'the product, a tenth gathers the rows of folds, the rest are 1100 solutions of 200',
    'columns, their records and their errors from moments. Tried: the errors of four λ per',
    'pass over the moments, four rows of G per update, blocks of rows shared among threads.',
    'Serial with two threads is 3 % of the time, by timers around every job; eleven equal',
    'jobs on two threads give 1.83 at most. What it would take: folds gathered block by block',
    'while X is in cache, and solutions kept in WebAssembly memory until they are read.',
  ),
  'W4-path': prose(
    'Counted over the path: 44 million stored entries in sweeps, 28 in checks, 14 in',
    'gradients and residuals, at 1.1 to 1.9 ns each; 79, 34 and 17 before. Tried and kept:',
    'weighted entries beside the set, residual and gradients handed from descent to the',
    'check, a secant start, inner goals that harden only where no column is missing. Tried',
    'without gain: more references, a Gram matrix of the set (Newton steps on 600 columns',
    'cost more than sweeps). What it would take: bounds from the last two references (8',
    'million entries), column names made on demand, and gathers, which WebAssembly has not.',
  ),
  'W5d-path': prose(
    '179 Newton steps and 9 Gram matrices over 100 λ, 44 000 products with columns. Tried and',
    'kept: one exponential per row for value, slope and curvature, two rows at once; four',
    'columns per pass; predictors that follow the intercept, so that no check rebuilds them;',
    'the expected miss of a stale matrix; exponentials of the line search used again. Tried',
    'without gain: curvatures fresh at every step, other tolerances.',
  ),
  'W5s-path': prose(
    '99 Newton steps over 50 λ: sweeps of the set and products with its columns take a quarter',
    'of the time each, the other half of conjugate gradients a sixth, weighted entries a tenth,',
    'rows a seventh. Tried and kept: exponentials of the line search used again, intercepts',
    'without logarithms (rows in a third of their time before), curvature of a',
    'step from its rows instead of its columns. Tried without gain: bounds by magnitudes,',
    'later or more conjugate gradients (sweeps grow as much), looser and tighter inner goals,',
    'fewer screened columns (11 more checks), centring fused with the curvatures. What it',
    'would take: sets that columns leave again, and gathers, which WebAssembly has not.',
  ),
  'W5w-path': prose(
    '101 Newton steps on 72 rows: what is left is the overhead of short calls, screening over',
    '7129 columns at each λ, and preparing the problem. Tried and kept: predictors that',
    'follow their steps, the expected miss of a stale matrix, fresh matrices where they are',
    'this small (147 steps before). What it would take: one kernel per Newton step, and',
    'bounds that screen in blocks.',
  ),
  'W6-path': prose(
    '1.3 G multiply-adds in two f64 lanes, 200 of 245 ms with the panel in cache, where a plain',
    'sum over the 400 MB takes 46: bound by arithmetic, not by the pass over X. Tried and kept:',
    'check of cells, moments, standardization and packing in the one pass, four columns packed',
    'at once, loops over y and the weights in kernels or gone. Tried without gain: tiles of',
    '4 × 4, diagonal tiles without their lower half, panels of 64 to 1024 rows. Two threads',
    'share the pass out; about 25 ms are serial, the copy and check of y above all. What it',
    'would take: fused multiply-adds or wider vectors; float32 products cannot be certified',
    '(see W1-path). The ratio to glmnet was between 6.6 and 8.4 in five runs, the largest on a',
    'machine that did nothing else.',
  ),
  'W7-path': prose(
    '2600 class turns over 100 λ, each four exponentials per row and two passes over the',
    'columns of the set; 5900 turns with an exponential per class before. Tried and kept:',
    'shares that stay between turns, a secant start, fewer looks. Tried without gain: joint',
    'Newton steps over all classes (four times slower), Anderson mixing of cycles (rejected',
    '14 times of 15), joint conjugate directions (two thirds of the cycles, each dearer).',
    'What it would take: products of four columns with four classes at once.',
  ),
  'W8-path': prose('148 Newton steps over 100 λ; otherwise as W5d-path.'),
  'W10-path': prose(
    'At small λ the support outgrows the 1000 rows, and block descent does the work: products',
    "with rows of the set's Gram matrix, bound by memory. Tried: Newton steps cut at the",
    "first shortened one, extrapolation of cycles (four tenths fewer). R's grpreg penalizes",
    'the fit of a group, which is another problem; gglasso solves this one.',
  ),
  'golub-path': prose(
    '196 Newton steps; otherwise as W5w-path. The ratio to glmnet was 2.4 on a busy machine, and on',
    'an idle one 2.98 of 5 samples and 3.2 of 25.',
  ),
  'golub-cv': prose('As W5w-path, eleven times.'),
  'farm-ads-path': prose('As W5s-path.'),
  'farm-ads-cv': prose(
    'Eleven paths as W5s-path, each fold on rows of its own. Tried and kept, besides what is said',
    'there: weighted entries that grow in their place, names of columns made once for all folds,',
    'errors of left-out rows as jobs of their own. Two threads reach 3×. What it would take: as',
    'W5s-path.',
  ),
  'gutenberg-path': prose(
    'A flat profile: products with sparse columns take a sixth of the time, exponentials and',
    'logarithms of six classes per row a sixth, gradients and curvatures of rows a tenth,',
    'sweeps, their curvatures and combinations of columns 5 % each. Tried, as for W7-path: shares',
    'that stay between class turns and a secant start, kept; joint Newton steps, Anderson mixing',
    'and joint conjugate directions, without gain. What it would take: products of one column',
    'with all classes at once, each entry and row index read once instead of six times.',
  ),
  'gutenberg-cv': prose(
    'Eleven paths as gutenberg-path, each fold on rows of its own; two threads are 1.7 times as',
    'fast as one. scikit-learn at its default took 402 s to a gap of 2.2e-4, four times our time to',
    '7.0e-7. One path of gutenberg-path took it more than 200 s of the tolerance that this gap asks',
    'for and us 9: ten folds of nine tenths of the rows and the whole would be 2000 s against',
    '110. It has not been run to that end.',
  ),
};
