/**
 * What grows, and how: a base problem and one number of it that varies.
 *
 * @typedef {object} Size
 * @property {number} rows
 * @property {number} columns
 * @property {number} words of a row, for sparse X; 0 for dense X
 * @property {number} lambdas
 * @property {number} folds 0 for a path
 * @property {'lasso' | 'logistic'} model
 * @typedef {object} Panel
 * @property {string} name of the plot
 * @property {string} title
 * @property {string} axis what x counts
 * @property {(size: Size, stored: number) => number} x from the size and the stored values of X
 * @property {{ name: string, sizes: Size[] }[]} series
 */

/** @type {Size} */
const base = { rows: 2000, columns: 500, words: 0, lambdas: 50, folds: 0, model: 'lasso' };

/**
 * @param {string} name
 * @param {Partial<Size>} fixed
 * @param {keyof Size} key
 * @param {number[]} values
 */
const series = (name, fixed, key, values) => ({
  name,
  sizes: values.map((value) => ({ ...base, ...fixed, [key]: value })),
});

const rows = [1000, 3000, 10_000, 30_000, 100_000];
const columns = [1000, 3000, 10_000, 30_000];
const words = [8, 24, 72, 216];
const text = { rows: 5000, columns: 20_000 };
const counts = [10, 20, 50, 100, 200, 500];
const folds = [2, 3, 5, 10, 20, 50];

/** @type {Panel[]} */
export const panels = [
  {
    name: 'rows',
    title: 'Time against rows: 200 dense columns, 50 λ',
    axis: 'rows',
    x: (size) => size.rows,
    series: [
      series('lasso', { columns: 200 }, 'rows', rows),
      series('logistic', { columns: 200, model: 'logistic' }, 'rows', rows.slice(0, 4)),
    ],
  },
  {
    name: 'columns',
    title: 'Time against columns: 500 dense rows, 50 λ',
    axis: 'columns',
    x: (size) => size.columns,
    series: [
      series('lasso', { rows: 500 }, 'columns', columns),
      series('logistic', { rows: 500, model: 'logistic' }, 'columns', columns),
    ],
  },
  {
    name: 'density',
    title: 'Time against stored values: sparse 5000 × 20000, 50 λ',
    axis: 'stored values',
    x: (_, stored) => stored,
    series: [
      series('lasso', text, 'words', words),
      series('logistic', { ...text, model: 'logistic' }, 'words', words),
    ],
  },
  {
    name: 'lambdas',
    title: 'Time against the number of λ: dense 2000 × 500, the same range',
    axis: 'λ',
    x: (size) => size.lambdas,
    series: [
      series('lasso', {}, 'lambdas', counts),
      series('logistic', { model: 'logistic' }, 'lambdas', counts),
    ],
  },
  {
    name: 'folds',
    title: 'Time of cross-validation against folds: dense, 50 λ',
    axis: 'folds',
    x: (size) => size.folds,
    series: [
      series('lasso 10000 × 200', { rows: 10_000, columns: 200 }, 'folds', folds),
      series('lasso 300 × 3000', { rows: 300, columns: 3000 }, 'folds', folds),
    ],
  },
];
