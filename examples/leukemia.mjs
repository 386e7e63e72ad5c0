// Which genes tell two leukemias apart? 7129 genes, 38 patients to learn from, 34 to test on, as
// published: lasso and elastic net, their strength chosen on the 38 alone.
import { crossValidate, LogisticRegression } from 'tikhonov';
import { readCsv } from 'tikhonov/data';
import { publicData } from './support/publicData.mjs';
import { readRecords, rowsWhere } from './support/records.mjs';
import { accuracyByFold, printCost, printFit, printScore, shareRight } from './support/report.mjs';

const file = publicData('golub_leukemia');
const { X, labels, featureNames } = await readCsv(file, { target: 'class', ignore: ['set'] });
const records = await readRecords(file);
const [train, test] = ['train', 'test'].map((set) => rowsWhere(records, (row) => row.set === set));
const take = (rows) => [rows.map((i) => X.row(i)), rows.map((i) => labels[i])];

const [unseen, truth] = take(test);
console.log(`leukemia: ${train.length} + ${test.length} rows × ${X.cols}`);
for (const [name, l1Ratio] of Object.entries({ lasso: 1, 'elastic net': 0.5 })) {
  const estimator = new LogisticRegression({ l1Ratio });
  const learned = await crossValidate(estimator, ...take(train), { featureNames, seed: 1 });
  const tested = shareRight(learned.model.predict(unseen), truth);
  printScore(`test accuracy, ${name}`, tested, 0.9412);
  printFit(learned);
  const all = await crossValidate(estimator, X, labels, { featureNames, seed: 1 });
  printScore(`cross-validated accuracy, ${name}`, accuracyByFold(all, labels));
  printFit(all);
}
printCost();
