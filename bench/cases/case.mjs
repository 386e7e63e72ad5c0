/**
 * A case: one optimisation problem that every subject solves on the same bits.
 *
 * Objective: 1/(2n) ‖y − b − Xw‖² + λ [ l1Ratio ‖w‖₁ + ½ (1 − l1Ratio) ‖w‖² ], b unpenalized,
 * X as stored (columns are standardized beforehand where the data are dense).
 *
 * @typedef {object} Case
 * @property {string} name as on the command line
 * @property {string} title shape and what is asked, for people
 * @property {'path' | 'cv'} kind a path over the grid, or cross-validation over it
 * @property {string} data a recipe of dataset/synthetic.json or a table of dataset/table.mjs
 * @property {number} l1Ratio 1 is the lasso, 0 the ridge
 * @property {{ count: number, smallest: number }} grid geometric, from λ_max to smallest · λ_max
 * @property {number} gap largest relative duality gap that counts
 * @property {number} [folds] number of shuffled folds, for kind 'cv'
 * @property {boolean} [small] solvers without an accuracy to set can finish it
 */

/** The family of cases this list covers, for --suite. */
export const suite = 'linear';
