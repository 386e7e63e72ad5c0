// A network of one layer is a linear model: the same objective, the same weights, the same zeros.
// The linear models prove how near they are to the optimum; the network gets there by its own steps.
import { fileURLToPath } from 'node:url';
import * as tikhonov from 'tikhonov';
import { readCsv } from 'tikhonov/data';

const { ElasticNet, elasticNet, dense, LogisticRegression, loss } = tikhonov;
const { sequential, sgd, standardize } = tikhonov;
const optimizer = sgd({ lr: 0.2, momentum: 0.9 });
for (const [name, target, Model, penalty, lossOf] of [
  ['diabetes', 'progression', ElasticNet, { lambda: 4, l1Ratio: 0.9 }, loss.mse],
  ['breast_cancer', 'diagnosis', LogisticRegression, { lambda: 0.03, l1Ratio: 0.9 }, loss.binary],
]) {
  const file = fileURLToPath(new URL(`data/${name}.csv`, import.meta.url));
  const { X, y, labels } = await readCsv(file, { target });
  const model = await new Model({ ...penalty, tol: 1e-12 }).fit(X, labels ?? y);
  const { weights } = await sequential([standardize(), dense(1)]).fit(X, y, {
    ...{ loss: lossOf(), penalty: elasticNet(penalty), optimizer },
    ...{ batchSize: X.rows, epochs: 3000, validation: 0, seed: 1 },
  });
  const scales = weights.get('standardize1.scale');
  const found = weights.get('dense2.weight');
  const exact = Array.from(model.coef, (weight, j) => weight / scales[j]);
  const off = Math.max(...exact.map((weight, j) => Math.abs(weight - found[j])));
  const size = Math.max(...exact.map(Math.abs));
  const same = exact.every((weight, j) => (weight === 0) === (found[j] === 0));
  console.log(`${name}: ${model.nonzero.length} of ${X.cols} columns, the same in both: ${same}`);
  console.log(`weights differ by at most ${(off / size).toExponential(1)} of the largest`);
}
