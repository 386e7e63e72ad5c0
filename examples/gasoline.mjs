// Octane from a near-infrared spectrum of 401 absorbances that say nearly the same: ridge.
import { assess, crossValidate, Ridge } from 'tikhonov';
import { readCsv } from 'tikhonov/data';
import { publicData } from './support/publicData.mjs';
import { printCost, printFit, printScore } from './support/report.mjs';

const data = await readCsv(publicData('gasoline'), { target: 'octane' });
console.log(`gasoline: ${data.X.rows} rows × ${data.X.cols}`);
const ridge = new Ridge({ standardize: false });
const options = { folds: 10, lambdaMinRatio: 1e-8, seed: 1 };
const result = await crossValidate(ridge, data, undefined, options);
const { rmse, r2 } = assess({ y: data.y, predicted: result.oof.col(0) });
printScore('RMSE', { mean: rmse }, 0.232);
printScore('R²', { mean: r2 }, 0.9767);
printFit(result);
printCost();
