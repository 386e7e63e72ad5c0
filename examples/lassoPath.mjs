// Which measurements foretell how diabetes progresses? A lasso path, its strength chosen by
// cross-validation: the strongest λ within one standard error of the best.
import { fileURLToPath } from 'node:url';
import { crossValidate, Lasso } from 'tikhonov';
import { readCsv } from 'tikhonov/data';

const file = fileURLToPath(new URL('data/diabetes.csv', import.meta.url));
const data = await readCsv(file, { target: 'progression' });
const result = await crossValidate(new Lasso(), data, undefined, { select: '1se', seed: 1 });

const { curve, model } = result;
const error = curve.mean[curve.oneSeIndex];
console.log(`λ = ${result.lambda.toFixed(2)}, mean squared error ${error.toFixed(0)}`);
for (const j of model.nonzero)
  console.log(`${model.featureNames[j].padEnd(5)} ${model.coef[j].toFixed(3).padStart(8)}`);
console.log(`${result.fits.total} fits, worst gap below 1e-6: ${result.worstCertificate.ok}`);
