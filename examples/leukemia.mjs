// Which genes tell two leukemias apart? 7129 genes, 38 patients to learn from, 34 to test on, as
// published: an elastic net of the log odds, its strength chosen on the 38 alone.
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
const options = { featureNames, seed: 1 };
const elasticNet = new LogisticRegression({ l1Ratio: 0.5 });
const learned = await crossValidate(elasticNet, ...take(train), options);
console.log(`leukemia: ${train.length} + ${test.length} rows × ${X.cols}`);
printScore('test accuracy', shareRight(learned.model.predict(unseen), truth), 0.9412);
printFit(learned);
const all = await crossValidate(elasticNet, X, labels, options);
printScore('cross-validated accuracy of all rows', accuracyByFold(all, labels), 0.9412);
printFit(all);
printCost();
