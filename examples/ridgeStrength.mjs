// Fat from a spectrum: 100 absorbances that say nearly the same. One factorization gives every λ
// with its exact leave-one-out error and its generalized cross-validation.
import { fileURLToPath } from 'node:url';
import { path, Ridge } from 'tikhonov';
import { readCsv } from 'tikhonov/data';

const file = fileURLToPath(new URL('data/meats.csv.gz', import.meta.url));
const data = await readCsv(file, { target: 'fat', ignore: ['water', 'protein'] });
const options = { leaveOneOut: true, lambdaMinRatio: 1e-12 };
const ridge = await path(new Ridge({ tol: 1e-4 }), data, undefined, options);

for (const [name, errors] of [
  ['leave-one-out', ridge.leaveOneOut],
  ['GCV', ridge.gcv()],
]) {
  const best = errors.indexOf(Math.min(...errors));
  const [lambda, df] = [ridge.lambdas[best].toExponential(1), ridge.df[best].toFixed(1)];
  const error = Math.sqrt(errors[best]).toFixed(2);
  console.log(`${name}: λ = ${lambda}, ${df} degrees of freedom, error ${error} % fat`);
}
