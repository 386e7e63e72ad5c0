// Compiled by scripts/check-pack.mjs against the installed declarations.
import {
  type CVResult,
  crossValidate,
  ElasticNet,
  type FittedClassifier,
  type FittedLinear,
  GLM,
  LogisticRegression,
  mcp,
} from 'tikhonov';
import { type Dataset, readCsv } from 'tikhonov/data';

export async function choose(path: string): Promise<[FittedLinear, number]> {
  const data: Dataset = await readCsv(path, { target: 'y' });
  const result: CVResult = await crossValidate(new ElasticNet({ l1Ratio: 0.5 }), data.X, data.y);
  const coefficients: Float64Array = result.model.coef;
  return [result.model, coefficients.length];
}

// @ts-expect-error an option that does not exist
new ElasticNet({ strength: 1 });

export async function classify(X: number[][], y: string[]): Promise<readonly string[]> {
  const model: FittedClassifier<string> = await new LogisticRegression<string>().fit(X, y);
  return model.predict(X);
}

export async function survive(X: number[][], time: number[], event: boolean[]): Promise<number> {
  const cox = new GLM({ family: 'cox', penalty: mcp({ gamma: 3 }) });
  const { model } = await crossValidate(cox, X, { time, event }, { measure: 'cindex' });
  return model.medianSurvival(X)[0]!;
}
