/**
 * What the project wants of linear models: least ratio of a peer's median to ours, at the same
 * accuracy unless `byDefault`. Cases of real data share two targets.
 *
 * @typedef {object} Target
 * @property {string} peer
 * @property {number} least
 * @property {string} [of] which of our subjects, default tikhonov
 * @property {boolean} [byDefault] the peer at its own default tolerance, however inaccurate
 * @property {string} [unit] the least work per second of the one named, instead of a ratio
 */

/**
 * @param {string} peer
 * @param {number} least
 * @param {Pick<Target, 'of' | 'byDefault' | 'unit'>} [extra]
 * @returns {Target}
 */
export const target = (peer, least, extra = {}) => ({ peer, least, ...extra });

const threads = { of: 'tikhonov-2-threads' };
const float32 = { of: 'tikhonov-f32' };

/** Where scikit-learn's answer is not a product of dense matrices. */
const real = [target('glmnet', 3), target('scikit-learn', 10)];
const realDense = [target('glmnet', 3)];

/** @type {Record<string, Target[]>} */
export const targets = {
  'W1-path': [
    target('glmnet', 4),
    target('glmnet', 6, float32),
    target('scikit-learn', 1),
    target('adelie', 2),
  ],
  'W1-cv': [
    target('glmnet', 16),
    target('glmnet', 30, threads),
    target('scikit-learn', 5),
    target('scikit-learn', 10, threads),
  ],
  'W2-path': [
    target('glmnet', 3.5),
    target('glmnet', 1, { byDefault: true }),
    target('scikit-learn', 20),
    target('celer', 4),
    target('adelie', 2.5),
  ],
  'W2-path-tight': [target('glmnet', 30), target('scikit-learn', 150)],
  'W2-cv': [target('glmnet', 4), target('glmnet', 7, threads), target('scikit-learn', 15)],
  'W3-path': [target('glmnet', 20), target('scikit-learn', 5), target('skglm', 8)],
  'W3-path-tight': [target('glmnet', 50), target('scikit-learn', 13)],
  'W3-enet': [target('glmnet', 15), target('scikit-learn', 3)],
  'W4-path': [
    target('glmnet', 2.5),
    target('scikit-learn', 500),
    target('adelie', 3),
    target('skglm', 12),
  ],
  'W5d-path': [target('glmnet', 3), target('scikit-learn', 25)],
  'W5d-path-tight': [target('glmnet', 3), target('scikit-learn', 25)],
  'W5w-path': [target('glmnet', 4), target('scikit-learn', 1000)],
  'W5s-path': [target('glmnet', 2.5), target('scikit-learn', 20)],
  'W6-path': [
    target('glmnet', 8),
    target('glmnet', 12, float32),
    target('glmnet', 15, threads),
    target('scikit-learn', 2),
  ],
  'W7-path': [target('glmnet', 2), target('scikit-learn', 10)],
  'W8-path': [target('glmnet', 2.5)],
  'W9-path': [target('glmnet', 1.5)],
  'W9-loo': [target('scikit-learn', 1)],
  'W9-cv': [target('glmnet', 3), target('scikit-learn', 15)],
  'W10-path': [target('adelie', 2), target('skglm', 10)],
  'diabetes-lars-path': realDense,
  'diabetes-lars-cv': realDense,
  'riboflavin-path': real,
  'riboflavin-cv': real,
  'golub-path': real,
  'golub-cv': real,
  'movie-reviews-path': real,
  'movie-reviews-cv': real,
  'farm-ads-path': real,
  'farm-ads-cv': real,
  'gutenberg-path': real,
  'gutenberg-cv': real,
  'javascript-path': [target('scikitjs', 100)],
};
