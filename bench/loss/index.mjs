/** The losses of the judge, each with what weak duality needs of it. */

import { logistic } from './logistic.mjs';
import { poisson } from './poisson.mjs';
import { softmax } from './softmax.mjs';
import { squared } from './squared.mjs';

/**
 * f is the loss of one row, η its linear predictor; of K outputs η and ρ hold n values per output,
 * output after output.
 *
 * @typedef {object} Loss
 * @property {(y: Float64Array, eta: Float64Array) => number} value mean f(η)
 * @property {(y: Float64Array) => number} saturated the least mean loss any η can have
 * @property {(y: Float64Array, eta: Float64Array) => Float64Array} residual ρ = −f′(η)
 * @property {(y: Float64Array, rho: Float64Array, s: number) => number} conjugate mean f*(−s ρ)
 * @property {(y: Float64Array, eta: Float64Array) => Float64Array} recentre η with the intercepts
 *   that are best beside it: the mean of ρ is then 0 in each output
 * @typedef {'gaussian' | 'binomial' | 'multinomial' | 'poisson'} Family
 */

/** @type {Record<Family, Loss>} */
const losses = { gaussian: squared, binomial: logistic, multinomial: softmax, poisson };

/**
 * @param {Family} [family] default gaussian
 * @returns {Loss}
 */
export const lossOf = (family = 'gaussian') => losses[family];
