// Stars from words: reviews as counts of words in a sparse matrix, one column per word.
import { Lasso, SparseMatrix } from 'tikhonov';

const reviews = [
  ['the soup was cold and the waiter rude', 1],
  ['cold food and a rude waiter', 1],
  ['the food was good but the soup was cold', 3],
  ['good soup and a friendly waiter', 5],
  ['friendly place and good food', 5],
  ['a good place', 4],
  ['the place was loud and the food was cold', 2],
  ['rude and loud', 1],
];
const words = [...new Set(reviews.flatMap(([text]) => text.split(' ')))];
const cells = reviews.flatMap(([text], i) =>
  text.split(' ').map((word) => ({ i, j: words.indexOf(word) })),
);
const [i, j] = [cells.map((cell) => cell.i), cells.map((cell) => cell.j)];
const v = cells.map(() => 1);
const X = SparseMatrix.fromTriplets({ i, j, v, rows: reviews.length, cols: words.length });
const stars = reviews.map(([, value]) => value);

const model = await new Lasso({ lambda: 0.15 }).fit(X, stars, { featureNames: words });
console.log(`${X.nnz} counts of ${words.length} words; ${model.nonzero.length} words matter:`);
for (const word of model.nonzero) console.log(`${words[word]} ${model.coef[word].toFixed(2)}`);
