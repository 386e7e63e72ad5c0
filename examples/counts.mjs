// How often do people see a doctor? Two surveys, Poisson regression; levels, splines and fills are
// learned inside each fold. The score is D², the share of the deviance explained.
import { crossValidate, GLM, recipe, TableEncoder } from 'tikhonov';
import { publicData } from './support/publicData.mjs';
import { readRecords } from './support/records.mjs';
import { d2ByFold, printCost, printFit, printScore } from './support/report.mjs';

const surveys = [
  ['doctor_visits', 'visits', [], 0.213],
  ['randhie', 'mdvis', ['lncoins', 'disea', 'physlm'], 0.0889],
];
for (const [name, target, splines, baseline] of surveys) {
  const rows = await readRecords(publicData(name));
  const y = rows.map((row) => Number(row[target]));
  const people = recipe(rows, new TableEncoder({ ignore: [target], splines }));
  const poisson = new GLM({ family: 'poisson' });
  const result = await crossValidate(poisson, people, y, { folds: 5, nLambda: 50, seed: 1 });
  console.log(`${name}: ${rows.length} rows × ${result.model.featureNames.length}`);
  printScore(`D², ${name}`, d2ByFold(result, y, 'poisson'), baseline);
  printFit(result);
}
printCost();
