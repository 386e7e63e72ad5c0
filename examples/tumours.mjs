// Four kinds of childhood tumours from 2308 genes: multinomial regression whose features are in
// for all classes or for none (grouped), and the ordinary lasso per class.
import { crossValidate, LogisticRegression } from 'tikhonov';
import { readCsv } from 'tikhonov/data';
import { publicData } from './support/publicData.mjs';
import { accuracyByFold, printCost, printFit, printScore } from './support/report.mjs';

const data = await readCsv(publicData('khan_srbct'), { target: 'class' });
console.log(`tumours: ${data.X.rows} rows × ${data.X.cols}, ${new Set(data.labels).size} classes`);
const folds = { kind: 'stratified', k: 5 };
for (const grouped of [true, false]) {
  const estimator = new LogisticRegression({ grouped });
  const result = await crossValidate(estimator, data, undefined, { folds, seed: 1 });
  const name = grouped ? 'accuracy, grouped' : 'accuracy';
  printScore(name, accuracyByFold(result, data.labels), 1);
  printFit(result);
}
printCost();
