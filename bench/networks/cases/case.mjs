/**
 * A case of the networks' suite: data, read by every subject in its own way.
 *
 * Of a training, the time is that of a whole fit ÷ its steps: a fifth of the rows validates, early
 * stopping watches with a patience beyond the epochs, clean losses and a history are kept.
 *
 * @typedef {{ type: 'dense', units: number, activation?: 'relu' }
 *   | { type: 'conv2d', filters: number, kernel: number, activation?: 'relu' }
 *   | { type: 'maxPool2d', size: number } | { type: 'dropout', rate: number }
 *   | { type: 'batchNorm' } | { type: 'relu' } | { type: 'flatten' }} Layer
 *
 * @typedef {object} Training
 * @property {'training'} kind
 * @property {string} name as on the command line
 * @property {string} title for people
 * @property {'step' | 'fit'} unit what is timed
 * @property {string} data a recipe of data/recipes.mjs
 * @property {readonly number[]} shape of a sample
 * @property {readonly Layer[]} layers the last one has an output per class, or one for the log odds
 * @property {'binary' | 'crossEntropy'} loss
 * @property {{ type: 'adam' | 'adamW', lr: number, weightDecay?: number }} optimizer who has no
 *   decoupled decay takes adam
 * @property {number} batchSize
 * @property {number} epochs
 * @property {number} accuracy least share of test rows right
 *
 * @typedef {object} Product C = A B, Aᵀ B or A Bᵀ with C of m × n and k terms, row by row
 * @property {'product'} kind
 * @property {string} name
 * @property {string} title
 * @property {'f32' | 'f64'} type
 * @property {'nn' | 'tn' | 'nt'} form
 * @property {number} m
 * @property {number} n
 * @property {number} k
 *
 * @typedef {object} Elementwise
 * @property {'exp' | 'dropout' | 'adamW'} kind
 * @property {string} name
 * @property {string} title
 * @property {number} count numbers
 *
 * @typedef {object} Start of a fresh process
 * @property {'startUp' | 'tierUp'} kind
 * @property {string} name
 * @property {string} title
 *
 * @typedef {Training | Product | Elementwise | Start} Case
 */

export {};
