// Water, fat and protein of meat from one spectrum: three responses at once, absorbances that are
// in for all three or for none (grouped), and each response with its own.
import { fileURLToPath } from 'node:url';
import { assess, crossValidate, GLM } from 'tikhonov';
import { readCsv } from 'tikhonov/data';
import { readRecords } from './support/records.mjs';
import { printCost, printFit, printScore } from './support/report.mjs';

const file = fileURLToPath(new URL('data/meats.csv.gz', import.meta.url));
const baselines = { water: 0.9289, fat: 0.9643, protein: 0.9555 };
const names = Object.keys(baselines);
const { X, featureNames } = await readCsv(file, { target: 'fat', ignore: ['water', 'protein'] });
const records = await readRecords(file);
const Y = records.map((row) => names.map((name) => Number(row[name])));
console.log(`meats: ${X.rows} rows × ${X.cols}, ${names.length} responses`);
const lambdas = [1e-2, 1e-3, 1e-4, 3e-5, 1e-5, 3e-6, 1e-6];
for (const grouped of [true, false]) {
  const estimator = new GLM({ family: 'multigaussian', grouped, l1Ratio: 0.02 });
  const options = { featureNames, folds: 10, seed: 1, lambdas };
  const result = await crossValidate(estimator, X, Y, options);
  for (const [k, name] of names.entries()) {
    const { r2 } = assess({ y: Y.map((row) => row[k]), predicted: result.oof.col(k) });
    printScore(`R² of ${name}${grouped ? ', grouped' : ''}`, { mean: r2 }, baselines[name]);
  }
  printFit(result);
}
printCost();
