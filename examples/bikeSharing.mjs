// How many bicycles are rented in an hour? Poisson regression on hour, weather and season. Shuffled
// folds learn from the hours around the test hours; folds in order of time do not.
import { crossValidate, GLM, recipe, TableEncoder } from 'tikhonov';
import { publicData } from './support/publicData.mjs';
import { readRecords } from './support/records.mjs';
import { d2ByFold, printCost, printFit, printScore } from './support/report.mjs';

const hours = await readRecords(publicData('bike_sharing_hour'));
const y = hours.map((hour) => Number(hour.cnt));
const categorical = ['season', 'mnth', 'hr', 'weekday', 'weathersit'];
// Casual and registered rentals sum to the target.
const ignore = ['instant', 'dteday', 'casual', 'registered', 'cnt'];
const options = { categorical, ignore, interactions: [['hr', 'workingday']] };
const table = recipe(hours, new TableEncoder(options));
console.log(
  `bicycles: ${hours.length} rows × ${table.preprocessor.fit(hours).featureNames.length}`,
);
for (const [name, folds, baseline] of [
  ['folds in time', { kind: 'timeseries', k: 5 }, 0.5794],
  ['shuffled folds', 5, 0.8004],
]) {
  const poisson = new GLM({ family: 'poisson' });
  const result = await crossValidate(poisson, table, y, { folds, nLambda: 40, seed: 1 });
  printScore(`D², ${name}`, d2ByFold(result, y, 'poisson'), baseline);
  printFit(result);
}
printCost();
