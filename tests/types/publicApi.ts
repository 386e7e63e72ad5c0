/** The types that users see. Compiled by publicApi.test.ts and by `npm run typecheck`, never run. */
import { expectTypeOf } from 'vitest';
import { type Dataset, readCsv } from '../../src/data/index.ts';
import {
  type CellArray,
  type CellType,
  type Certificate,
  type CVCurve,
  type CVOptions,
  type CVResult,
  crossValidate,
  custom,
  ElasticNet,
  type FitData,
  type FittedClassifier,
  type FittedLinear,
  type FittedMultiResponse,
  type FittedSurvival,
  GLM,
  groupLasso,
  init,
  type Label,
  Lasso,
  LinearEstimator,
  type LinearPath,
  type LinearSpec,
  LogisticRegression,
  l1,
  load,
  Matrix,
  type MatrixLike,
  type MemoryError,
  mcp,
  type PathOptions,
  type Penalty,
  type Progress,
  path,
  type Recipe,
  Ridge,
  type RunOptions,
  type Runtime,
  recipe,
  SparseMatrix,
  TfidfVectorizer,
  type VectorLike,
} from '../../src/index.ts';

declare const rows: number[][];
declare const frozen: readonly (readonly number[])[];
declare const typed: Float32Array[];
declare const bytes: Uint8Array;
declare const data: Dataset;
declare const y: number[];

// Matrices and vectors: everything that holds numbers, nothing that holds text.
expectTypeOf(rows).toExtend<MatrixLike>();
expectTypeOf(frozen).toExtend<MatrixLike>();
expectTypeOf(typed).toExtend<MatrixLike>();
expectTypeOf<Matrix>().toExtend<MatrixLike>();
expectTypeOf<SparseMatrix>().toExtend<MatrixLike>();
expectTypeOf<{ data: Float64Array; rows: number; cols: number }>().toExtend<MatrixLike>();
expectTypeOf<string[][]>().not.toExtend<MatrixLike>();
expectTypeOf(y).not.toExtend<MatrixLike>();
expectTypeOf<Float64Array>().toExtend<VectorLike>();
expectTypeOf<readonly number[]>().toExtend<VectorLike>();
expectTypeOf<Uint8Array>().toExtend<VectorLike>();
expectTypeOf<string[]>().not.toExtend<VectorLike>();

// Estimators are immutable and return promises of fitted models.
const lasso = new Lasso({ lambda: 0.1, standardize: true, impute: 'mean', tol: 1e-9 });
expectTypeOf(lasso).toExtend<LinearEstimator>();
expectTypeOf(lasso.spec).toEqualTypeOf<Readonly<LinearSpec>>();
expectTypeOf(lasso.with({ lambda: 1 })).toEqualTypeOf<Lasso>();
expectTypeOf(new Ridge().with({})).toEqualTypeOf<Ridge>();
expectTypeOf(new ElasticNet({ l1Ratio: 0.5 }).with({})).toEqualTypeOf<ElasticNet>();
expectTypeOf(lasso.fit(rows, y)).resolves.toEqualTypeOf<FittedLinear>();
expectTypeOf(lasso.fit(data)).resolves.toEqualTypeOf<FittedLinear>();
expectTypeOf(lasso.fitSync(rows, y)).toEqualTypeOf<FittedLinear>();
expectTypeOf(lasso.penalty).toEqualTypeOf<Penalty>();
expectTypeOf(l1(2)).toEqualTypeOf<Penalty>();
// @ts-expect-error λ is a number
new Lasso({ lambda: '0.1' });
// @ts-expect-error alpha means two things and is neither
new Lasso({ alpha: 0.1 });
// @ts-expect-error there are two imputations
new Lasso({ impute: 'zero' });
// @ts-expect-error a specification does not change
lasso.spec.lambda = 2;
// @ts-expect-error an estimator cannot predict: fit returns what can
lasso.predict(rows);
// @ts-expect-error y is missing
lasso.fit(rows);
// @ts-expect-error no signal without a promise
lasso.fitSync(rows, y, { signal: AbortSignal.abort() });
// @ts-expect-error not to be made without a name
new LinearEstimator();

// Fitted models are plain numbers and functions.
declare const model: FittedLinear;
expectTypeOf(model.coef).toEqualTypeOf<Float64Array>();
expectTypeOf(model.intercept).toBeNumber();
expectTypeOf(model.nonzero).toEqualTypeOf<Int32Array>();
expectTypeOf(model.featureNames).toEqualTypeOf<readonly string[]>();
expectTypeOf(model.certificate).toEqualTypeOf<Certificate>();
expectTypeOf(model.certificate.advice).toEqualTypeOf<string | undefined>();
expectTypeOf(model.predict(rows, { offset: y })).toEqualTypeOf<Float64Array>();
expectTypeOf(model.verify(rows, y, { weights: y })).toEqualTypeOf<Certificate>();
expectTypeOf(model.summary()).toBeString();
expectTypeOf(model.save()).toExtend<Uint8Array>();
expectTypeOf(load(bytes)).toEqualTypeOf<FittedLinear>();
expectTypeOf(load('{}')).toEqualTypeOf<FittedLinear>();
// @ts-expect-error a fit is a fact
model.intercept = 0;

// The family of a GLM decides what its fits are.
const poisson = new GLM({ family: 'poisson' });
expectTypeOf(poisson.fit(rows, y)).resolves.toEqualTypeOf<FittedLinear>();
const cox = new GLM({ family: { name: 'cox', ties: 'efron' } });
const times = { time: y, event: [true, false] };
expectTypeOf(cox.fit(rows, times)).resolves.toEqualTypeOf<FittedSurvival>();
expectTypeOf(path(cox, rows, times)).resolves.toEqualTypeOf<LinearPath<FittedSurvival>>();
const several = new GLM({ family: 'multigaussian', grouped: true });
expectTypeOf(several.fitSync(rows, rows)).toEqualTypeOf<FittedMultiResponse>();
expectTypeOf(several.with({ lambda: 1 }).fitSync(rows, rows)).toEqualTypeOf<FittedMultiResponse>();
expectTypeOf(
  new GLM({ family: 'multinomial' }).fitSync(rows, ['a', 'b']),
).toEqualTypeOf<FittedClassifier>();
// @ts-expect-error a family that does not exist
new GLM({ family: 'logistic' });
// @ts-expect-error a parameter of another kind
new GLM({ family: { name: 'huber', delta: '1' } });

// Classes keep the type of their labels.
const logistic = new LogisticRegression<'yes' | 'no'>({ classWeight: 'balanced' });
const classifier = logistic.fitSync(rows, ['yes', 'no']);
expectTypeOf(classifier).toEqualTypeOf<FittedClassifier<'yes' | 'no'>>();
expectTypeOf(classifier.predict(rows)).toEqualTypeOf<('yes' | 'no')[]>();
expectTypeOf(classifier.predictProba(rows)).toEqualTypeOf<Matrix>();
expectTypeOf(load<FittedClassifier>(bytes).classes).toEqualTypeOf<readonly Label[]>();

// Penalties are values.
expectTypeOf(mcp({ gamma: 4 })).toEqualTypeOf<Penalty>();
expectTypeOf(groupLasso({ groups: [[0, 1], [2]] }).plus(l1(1))).toEqualTypeOf<Penalty>();
// @ts-expect-error which columns belong together has no default
groupLasso({ lambda: 1 });
// @ts-expect-error a prox or a gradient is needed, but first of all a value
custom({ grad: () => {} });

// Raw rows with what learns from them stand for X.
const letters = recipe(['a b', 'b c'], new TfidfVectorizer());
expectTypeOf(letters).toEqualTypeOf<Recipe<string>>();
expectTypeOf(logistic.fit(letters, ['yes', 'no'])).resolves.toEqualTypeOf<
  FittedClassifier<'yes' | 'no'>
>();
expectTypeOf(crossValidate(poisson, letters, y)).resolves.toEqualTypeOf<CVResult>();
// @ts-expect-error documents are text
recipe([1, 2], new TfidfVectorizer());

// Paths and cross-validations.
expectTypeOf(path(lasso, rows, y, { nLambda: 5 })).resolves.toEqualTypeOf<LinearPath>();
expectTypeOf(path(lasso, data)).resolves.toEqualTypeOf<LinearPath>();
expectTypeOf<LinearPath['lambdas']>().toEqualTypeOf<Float64Array>();
expectTypeOf<ReturnType<LinearPath['at']>>().toEqualTypeOf<FittedLinear>();
expectTypeOf<ReturnType<LinearPath['coefs']>>().toEqualTypeOf<SparseMatrix>();
expectTypeOf(crossValidate(lasso, rows, y, { folds: 5 })).resolves.toEqualTypeOf<CVResult>();
expectTypeOf(crossValidate(lasso, data)).resolves.toEqualTypeOf<CVResult>();
expectTypeOf<CVResult['curve']>().toEqualTypeOf<CVCurve>();
expectTypeOf<CVResult['oof']>().toEqualTypeOf<Matrix | undefined>();
expectTypeOf<CVOptions>().toExtend<FitData & RunOptions>();
expectTypeOf<Omit<PathOptions, 'leaveOneOut'>>().toExtend<Pick<CVOptions, 'nLambda'>>();
crossValidate(lasso, rows, y, { select: (curve) => curve.oneSeIndex, measure: 'r2' });
crossValidate(lasso, rows, y, { folds: Int32Array.of(0, 1, 0, 1) });
crossValidate(lasso, rows, y, { folds: { kind: 'timeseries', k: 3, embargo: 1 } });
crossValidate(lasso, rows, y, { folds: [{ train: [0, 1], test: [2] }] });
crossValidate(lasso, rows, y, { folds: [[[0, 1], Int32Array.of(2)]] });
// @ts-expect-error a measure that does not exist
crossValidate(lasso, rows, y, { measure: 'rmse' });
// @ts-expect-error a rule returns an index
crossValidate(lasso, rows, y, { select: () => 'min' });
// @ts-expect-error a kind of folds that does not exist
crossValidate(lasso, rows, y, { folds: { kind: 'leave-one-out' } });
// @ts-expect-error folds of kind 'loo' learn that
crossValidate(lasso, rows, y, { leaveOneOut: true });

// Running.
expectTypeOf(init({ memoryMB: 64 })).resolves.toEqualTypeOf<Runtime>();
expectTypeOf<Runtime['bytesInUse']>().toBeNumber();
expectTypeOf<MemoryError>().toExtend<Error>();
expectTypeOf<RunOptions['onProgress']>().toEqualTypeOf<((p: Progress) => void) | undefined>();
lasso.fit(rows, y, { seed: 'any', signal: new AbortController().signal });
lasso.fit(rows, y, { onProgress: ({ done, total }) => expectTypeOf(done / total).toBeNumber() });

// Matrices.
expectTypeOf(Matrix.from(rows)).toEqualTypeOf<Matrix>();
expectTypeOf(Matrix.zeros(2, 2, { dtype: 'float32' }).get(0, 0)).toBeNumber();
expectTypeOf(Matrix.from(rows, { dtype: 'int8' }).dtype).toEqualTypeOf<CellType>();
expectTypeOf<Matrix['data']>().toEqualTypeOf<CellArray>();
expectTypeOf<Int8Array>().toExtend<VectorLike>();
expectTypeOf<Matrix>().toExtend<Disposable>();
expectTypeOf(
  SparseMatrix.fromTriplets({ i: [0], j: [0], v: [1], rows: 1, cols: 1 }).nnz,
).toBeNumber();
// @ts-expect-error made by zeros, from and wrap
new Matrix({ rows: 1, cols: 1, order: 'col', dtype: 'float64' });

// Tables.
expectTypeOf(readCsv('data.csv', { target: 'y' })).resolves.toEqualTypeOf<Dataset>();
// @ts-expect-error a table has a target
readCsv('data.csv', {});
