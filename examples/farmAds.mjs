// Is an advertisement about farm animals acceptable? 54877 words as 0 and 1, each row scaled to
// length 1; ridge and lasso.
import { crossValidate, LogisticRegression, SparseMatrix } from 'tikhonov';
import { readSvmlight } from 'tikhonov/data';
import { publicData } from './support/publicData.mjs';
import { accuracyByFold, printCost, printFit, printScore } from './support/report.mjs';

const { X, y } = await readSvmlight(publicData('farm_ads'));
const lengths = new Float64Array(X.rows);
for (const [at, i] of X.indices.entries()) lengths[i] += X.data[at] ** 2;
const data = X.data.map((value, at) => value / Math.sqrt(lengths[X.indices[at]]));
const { indices, indptr, rows, cols } = X;
const ads = new SparseMatrix({ format: 'csc', data, indices, indptr, rows, cols });
console.log(`advertisements: ${rows} rows × ${cols}, ${data.length} cells that are not 0`);

const folds = { kind: 'stratified', k: 5 };
const lambdas = [1e-2, 3e-3, 1e-3, 5e-4, 2e-4, 1e-4, 5e-5, 2e-5];
for (const [name, l1Ratio, baseline] of [
  ['ridge', 0, 0.9078],
  ['lasso', 1, 0.8955],
]) {
  const estimator = new LogisticRegression({ l1Ratio, standardize: false });
  const result = await crossValidate(estimator, ads, y, { folds, lambdas, seed: 1 });
  printScore(`accuracy, ${name}`, accuracyByFold(result, y), baseline);
  printFit(result);
}
printCost();
