// Compiled by scripts/check-pack.mjs against the installed declarations.
import { type CVResult, crossValidate, ElasticNet, type FittedLinear } from 'tikhonov';
import { type Dataset, readCsv } from 'tikhonov/data';

export async function choose(path: string): Promise<[FittedLinear, number]> {
  const data: Dataset = await readCsv(path, { target: 'y' });
  const result: CVResult = await crossValidate(new ElasticNet({ l1Ratio: 0.5 }), data.X, data.y);
  const coefficients: Float64Array = result.model.coef;
  return [result.model, coefficients.length];
}

// @ts-expect-error an option that does not exist
new ElasticNet({ strength: 1 });
