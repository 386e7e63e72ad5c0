// Which genes tell two leukemias apart? 7129 genes, 38 patients to learn from, 34 to test on, as
// published: logistic regression with an L1 penalty, its strength chosen on the 38 alone.
import { crossValidate, LogisticRegression } from 'tikhonov';
import { readCsv } from 'tikhonov/data';
import { publicData } from './support/publicData.mjs';
import { readRecords, rowsWhere } from './support/records.mjs';
import { accuracyByFold, printCost, printFit, printScore } from './support/report.mjs';

const file = publicData('golub_leukemia');
const { X, labels, featureNames } = await readCsv(file, { target: 'class', ignore: ['set'] });
const records = await readRecords(file);
const [train, test] = ['train', 'test'].map((set) => rowsWhere(records, (row) => row.set === set));
const take = (rows) => [rows.map((i) => X.row(i)), rows.map((i) => labels[i])];

const [unseen, truth] = take(test);
const accuracy = (model) =>
  model.predict(unseen).filter((label, i) => label === truth[i]).length / test.length;
const options = { featureNames, seed: 1 };
const lasso = new LogisticRegression();
const learned = await crossValidate(lasso, ...take(train), options);
console.log(`leukemia: ${train.length} + ${test.length} rows × ${X.cols}`);
printScore('test accuracy', { mean: accuracy(learned.model) }, 0.9412);
printFit(learned);
const all = await crossValidate(lasso, X, labels, options);
printScore('cross-validated accuracy of all rows', accuracyByFold(all, labels), 0.9412);
printFit(all);
printCost();
