// Handwritten digits of 8 × 8 pixels: a perceptron with the default recipe (decay, dropout, early
// stopping), scored on five folds. Seeds 1 … 5 give 0.9733 on average (deviation 0.0022).
import { fileURLToPath } from 'node:url';
import { mlp, resolveFolds } from 'tikhonov';
import { readCsv } from 'tikhonov/data';
import { pick } from './support/records.mjs';
import { printCost, printScore, scoreByFold, shareRight } from './support/report.mjs';

const file = fileURLToPath(new URL('data/digits_8x8.csv.gz', import.meta.url));
const { X, y } = await readCsv(file, { target: 'digit' });
const rows = X.toArrays();
const digits = Array.from(y, String);
const splits = resolveFolds({ kind: 'stratified', k: 5 }, { n: X.rows, y: digits, seed: 1 });
const found = [];
for (const { train, test } of splits) {
  const net = mlp({ hidden: [256] });
  const fitted = await net.fit(pick(rows, train), pick(digits, train), { seed: 1 });
  for (const [k, digit] of fitted.predict(pick(rows, test)).entries()) found[test[k]] = digit;
}
console.log(`digits: ${X.rows} rows × ${X.cols}`);
const right = (test) => shareRight(pick(found, test), pick(digits, test)).mean;
printScore('accuracy', scoreByFold(splits, right), 0.9666);
printCost();
