/**
 * A case: one optimisation problem that every subject solves on the same bits.
 *
 * Objective: mean loss of b + Xw + λ [ l1Ratio ‖w‖₁ + ½ (1 − l1Ratio) ‖w‖² ], b unpenalized, X as
 * stored (columns are standardized beforehand where the data are dense). The loss of a row is
 * ½ (y − η)² or the negative log-likelihood of the family; of several classes each has its b and w.
 * With groups the penalty is λ √m Σ ‖w_g‖ over consecutive groups of m columns.
 *
 * @typedef {object} Case
 * @property {string} name as on the command line
 * @property {string} title shape and what is asked, for people
 * @property {'path' | 'cv' | 'loo'} kind a path over the grid, cross-validation over it, or a path with
 *   leave-one-out errors
 * @property {string} data a recipe of dataset/synthetic.json or a table of dataset/table.mjs
 * @property {import('../loss/index.mjs').Family} [family] default gaussian
 * @property {number} [groupSize] m, for the group lasso
 * @property {number} l1Ratio 1 is the lasso, 0 the ridge
 * @property {{ count: number, smallest: number }} grid geometric, from λ_max to smallest · λ_max
 * @property {number} gap largest relative duality gap that counts
 * @property {number} [folds] number of shuffled folds, for kind 'cv'
 * @property {boolean} [small] solvers without an accuracy to set can finish it
 */

export {};
