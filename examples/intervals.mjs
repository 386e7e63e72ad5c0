// How sure is a prediction? Intervals that cover nine of ten new patients whatever the
// distribution of their errors, and how many of the patients set aside they do cover.
import { fileURLToPath } from 'node:url';
import { conformalCV, ElasticNet } from 'tikhonov';
import { readCsv } from 'tikhonov/data';
import { printCost, printScore } from './support/report.mjs';

const file = fileURLToPath(new URL('data/diabetes.csv', import.meta.url));
const { X, y } = await readCsv(file, { target: 'progression' });
const part = (keep) => [...y.keys()].filter((i) => (i % 3 === 0) === keep);
const [test, train] = [part(true), part(false)];
const take = (rows) => [rows.map((i) => X.row(i)), rows.map((i) => y[i])];
console.log(`diabetes: ${train.length} + ${test.length} rows × ${X.cols}`);

const estimator = new ElasticNet({ lambda: 1, l1Ratio: 0.5 });
for (const [name, folds] of Object.entries({ 'CV+': 10, 'jackknife+': 'loo' })) {
  const band = await conformalCV(estimator, ...take(train), { coverage: 0.9, folds, seed: 1 });
  const [unseen, truth] = take(test);
  const { lower, upper } = band.interval(unseen);
  const covered = truth.filter((value, i) => lower[i] <= value && value <= upper[i]).length;
  const width = upper.reduce((sum, value, i) => sum + value - lower[i], 0) / test.length;
  printScore(`coverage, ${name}`, { mean: covered / test.length }, 0.9);
  console.log(`mean width ${width.toFixed(0)}, y runs from ${Math.min(...y)} to ${Math.max(...y)}`);
}
printCost();
