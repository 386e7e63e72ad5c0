// Species of penguins, diagnoses of tumours, cultivars of wine: classes from small tables with
// text and missing cells, by an elastic net of the log odds or of the softmax scores.
import { fileURLToPath } from 'node:url';
import { crossValidate, LogisticRegression, recipe, TableEncoder } from 'tikhonov';
import { readRecords } from './support/records.mjs';
import { accuracyByFold, printCost, printFit, printScore } from './support/report.mjs';

for (const [name, target, baseline] of [
  ['penguins', 'species', 0.9913],
  ['breast_cancer', 'diagnosis', 0.9789],
  ['wine', 'cultivar', 0.9832],
]) {
  const file = fileURLToPath(new URL(`data/${name}.csv`, import.meta.url));
  const rows = await readRecords(file);
  const labels = rows.map((row) => row[target]);
  const table = recipe(rows, new TableEncoder({ ignore: [target], missing: 'median' }));
  const options = { folds: { kind: 'stratified', k: 5 }, nLambda: 30, seed: 1 };
  const result = await crossValidate(
    new LogisticRegression({ l1Ratio: 0.5 }),
    table,
    labels,
    options,
  );
  console.log(`${name}: ${rows.length} rows × ${result.model.featureNames.length}`);
  printScore(`accuracy, ${name}`, accuracyByFold(result, labels), baseline);
  printFit(result);
}
printCost();
