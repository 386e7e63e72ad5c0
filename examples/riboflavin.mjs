// Which of 4088 genes drive the production of vitamin B2? Prediction by the lasso, and genes that
// survive on half samples, with a bound on how many of them are expected to be false.
import { crossValidate, Lasso, stabilitySelection } from 'tikhonov';
import { readCsv } from 'tikhonov/data';
import { publicData } from './support/publicData.mjs';
import { printCost, printFit, printScore, scoreByFold } from './support/report.mjs';

const data = await readCsv(publicData('riboflavin'), { target: 'y' });
const { X, y, featureNames } = data;
console.log(`riboflavin: ${X.rows} rows × ${X.cols}`);
const result = await crossValidate(new Lasso(), data, undefined, { folds: 5, seed: 1 });
const square = (rows, of) => rows.reduce((sum, i) => sum + (y[i] - of(i)) ** 2, 0);
const r2 = (rows) => {
  const mean = rows.reduce((sum, i) => sum + y[i], 0) / rows.length;
  return 1 - square(rows, (i) => result.oof.get(i, 0)) / square(rows, () => mean);
};
printScore('R²', scoreByFold(result.splits, r2), 0.6048);
printFit(result);
const { selected, pferBound } = await stabilitySelection(new Lasso(), data, undefined, { seed: 1 });
const names = Array.from(selected, (j) => featureNames[j]).join(', ');
console.log(`stable genes, at most ${pferBound.toFixed(2)} false expected: ${names}`);
printCost();
