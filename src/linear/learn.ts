/** From checked arguments to certified solutions: the one road every estimator and path takes. */
import { fail } from '../check.ts';
import type { Memory } from '../memory/memory.ts';
import { Scope } from '../memory/scope.ts';
import type { MatrixLike } from '../memory/types.ts';
import { adaptive } from '../penalty/adaptive.ts';
import { elasticNet } from '../penalty/elasticNet.ts';
import type { Penalty } from '../penalty/penalty.ts';
import { penaltyState } from '../penalty/state.ts';
import type { Task } from '../runtime/run.ts';
import { adaptiveFactors } from './adaptiveFactors.ts';
import { checkGroups } from './checkGroups.ts';
import { nullGradient } from './columnPath.ts';
import { type Design, loadDesign } from './design.ts';
import { settingsFrom, withListed } from './exclude.ts';
import { type FamilyProblem, prepareFamilyProblem } from './family/familyProblem.ts';
import { isWhole } from './family/proximalPath.ts';
import { fitPath, mostGram, strategyFor } from './fitPath.ts';
import { solveOne } from './gradients.ts';
import { lambdaGrid, lambdaMax, ratioOf } from './grid.ts';
import { allFills, type Filled, fillMissing } from './impute.ts';
import { notesOf } from './notesOf.ts';
import { familyTop, nullEnds } from './nullGrid.ts';
import { type FitSettings, type Problem, prepareProblem } from './problem.ts';
import type { ClassWeight } from './response/codeClasses.ts';
import { codeResponse } from './response/codeResponse.ts';
import type { FamilySpec } from './response/familyChoice.ts';
import type { CodedResponse, ResponseLike } from './response/types.ts';
import { namesFor, settingsFor } from './settings.ts';
import type { PathEnd, Solution } from './solution.ts';
import type { FittedState, SharedState } from './state.ts';
import { tallProblem } from './tallProblem.ts';
import type { LinearSpec, PathOptions } from './types.ts';

/** Data in WASM memory and the checked words about it. */
export interface Loaded {
  readonly scope: Scope;
  readonly design: Design;
  readonly response: CodedResponse;
  readonly settings: FitSettings;
  /** Those of each training set whose columns a function chose. */
  readonly learned: WeakMap<CodedResponse, FitSettings>;
  readonly names: readonly string[];
  readonly spec: LinearSpec;
  /** Of the estimator: its kind decides the solver. */
  readonly penalty: Penalty;
  /** Who asked, for messages. */
  readonly where: string;
}

/** What an estimator says about the response and the solver. */
export interface Modelling {
  readonly family: FamilySpec;
  readonly penalty: Penalty;
  readonly classWeight?: ClassWeight | undefined;
  /** Whether more than two classes make a binomial family multinomial. */
  readonly several?: boolean | undefined;
}

/** Check and copy in. The caller releases the scope; a load that fails or is left has done so. */
export function* loadData(
  memory: Memory,
  where: string,
  spec: LinearSpec,
  X: MatrixLike,
  y: ResponseLike,
  modelling: Modelling,
): Task<Loaded> {
  const scope = new Scope(memory, where);
  const own = Object.fromEntries(
    Object.entries(spec).map(([name, value]) => [name, memory.own(value)]),
  ) as LinearSpec;
  const target = memory.own(y);
  let loaded = false;
  try {
    const design = yield* loadDesign(scope, where, X, {
      dtype: own.dtype,
      allowMissing: own.impute !== undefined,
      featureNames: own.featureNames,
    });
    const { family, penalty, classWeight, several } = modelling;
    const { weights, offset } = own;
    const coded = { weights, offset, classWeight, several };
    const response = codeResponse(where, family, target, design.n, coded);
    const given = settingsFor(where, interceptOf(where, own, family), design.p);
    const names = namesFor(where, own.featureNames ?? design.names, design.p);
    const settings = withListed(where, given, own.exclude, names);
    yield;
    loaded = true;
    const shape = penaltyFor(penalty, response);
    const learned = new WeakMap<CodedResponse, FitSettings>();
    return { scope, design, response, settings, learned, names, spec: own, where, penalty: shape };
  } finally {
    if (!loaded) scope.release();
  }
}

/** A prepared training set: all rows of the data, or those with positive weight. */
export interface Training extends Filled {
  readonly problem: Problem;
  /** The settings of the data, with the penalty factors that these rows decide. */
  readonly settings: FitSettings;
}

/**
 * Filled columns live as long as the data, the problem as long as `scope`. `count` says for how
 * many λ > 0 all rows will be fitted; 0 where that is not what the problem is for.
 */
export function* prepareTraining(
  data: Loaded,
  response: CodedResponse,
  scope: Scope = data.scope,
  count = 0,
): Task<Training> {
  const { spec, penalty } = data;
  yield;
  const settings = settingsFrom(data, response);
  const filled = fillMissing(data.scope, data.design, response.weights, spec.impute ?? 'mean');
  const { design } = filled;
  const problem = yield* problemOf(scope, design, response, settings, penalty, count);
  checkScales(data, problem);
  if (!penalty.adaptive) return { ...filled, problem, settings };
  const penaltyFactor = yield* adaptiveFactors(problem, settings, penalty.adaptive);
  const own = { ...settings, penaltyFactor };
  const learned = yield* problemOf(scope, design, response, own, penalty, count);
  return { ...filled, problem: learned, settings: own };
}

function* problemOf(
  scope: Scope,
  design: Design,
  response: CodedResponse,
  settings: FitSettings,
  penalty: Penalty,
  count: number,
): Task<Problem> {
  if (isLeastSquares(response, penalty)) {
    const { n, p, kind } = design;
    const isTall = kind !== 'csc' && count > 0 && p <= Math.min(n, mostGram(count));
    const tall = isTall ? yield* tallProblem(scope, design, response, settings) : undefined;
    return tall ?? (yield* prepareProblem(scope, design, response, settings));
  }
  return yield* prepareFamilyProblem(scope, design, response, settings, response.family, penalty);
}

/** Whether the solvers for squared loss and an elastic net apply. */
export function isLeastSquares({ spec }: CodedResponse, penalty: Penalty): boolean {
  return spec.name === 'gaussian' && penalty.kernel === 'elasticNet' && !isWhole(penalty);
}

/** The estimator's penalty; across outputs means nothing where there is one. */
export function penaltyFor(penalty: Penalty, { family }: CodedResponse): Penalty {
  if (!penalty.acrossOutputs || family.outputs > 1) return penalty;
  const { lambda, l1Ratio, adaptive: rule } = penalty;
  const single = elasticNet({ lambda, l1Ratio });
  return rule ? adaptive(single, rule) : single;
}

/** Families without an intercept, such as Cox's, whose baseline hazard takes its place. */
function interceptOf(where: string, spec: LinearSpec, { name }: FamilySpec): LinearSpec {
  if (name !== 'cox') return spec;
  if (spec.intercept === true)
    fail(where, 'intercept', 'be false for family cox', true, 'the baseline hazard is one');
  return { ...spec, intercept: false };
}

/** Squares of what varies must be numbers of float64: neither infinite nor lost to 0. */
function checkScales(
  { where, names, response }: Loaded,
  { deviations, varying, squares }: Problem,
) {
  const usable = (deviation: number) => deviation > 1e-150 && deviation < 1e150;
  const bad = varying.find((j) => !usable(deviations[j]!));
  const scale = 'on a scale between 1e-150 and 1e150';
  if (bad !== undefined)
    fail(where, 'X', `vary ${scale}, column ${bad} (${names[bad]})`, deviations[bad], 'rescale it');
  if (response.spec.name !== 'gaussian') return;
  const { target, weights } = response;
  const first = target[weights.findIndex((w) => w > 0)]!;
  const constant = target.every((value, i) => value === first || weights[i] === 0);
  if (!constant && squares !== 0 && !usable(Math.sqrt(squares)))
    fail(where, 'y', `vary ${scale}`, Math.sqrt(squares), 'rescale it');
  if (!constant && squares === 0 && Math.abs(first) < 1e-140)
    fail(where, 'y', `vary ${scale}`, 0, 'rescale it');
}

/** The grid for one l1Ratio on one training set. */
export function* gridFor(
  where: string,
  problem: Problem,
  penalty: Penalty,
  options: PathOptions,
): Task<Float64Array> {
  const none = { top: 0, bottom: 0 };
  const ends =
    options.lambdas === undefined
      ? yield* nullEnds(problem, penalty, ratioOf(options, problem))
      : none;
  return lambdaGrid(where, options, problem, ends);
}

const WHOLE: PathEnd = { stopEarly: false, maxNonzero: Infinity };

/** One λ. Wide data walks down from λ_max by halves: every step starts from the one before. */
export function* learnOne(scope: Scope, problem: Problem, penalty: Penalty): Task<Solution> {
  const { lambda } = penalty;
  let lambdas = [lambda];
  if ('family' in problem) {
    lambdas = halves(yield* familyTop(problem as FamilyProblem, penalty), lambda);
  } else if (strategyFor(problem, penalty.l1Ratio, lambdas) === 'columns') {
    const gradient = yield* solveOne(nullGradient(problem, penalty));
    lambdas = halves(lambdaMax(problem, gradient, penalty.l1Ratio), lambda);
  }
  const solutions = yield* fitPath(scope, problem, penalty, lambdas, WHOLE);
  return solutions.at(-1)!;
}

function halves(from: number, to: number): number[] {
  const lambdas: number[] = [];
  const least = Math.max(to, 1e-4 * from);
  for (let lambda = from / 2; lambda > least; lambda /= 2) lambdas.push(lambda);
  return [...lambdas, to];
}

/** What only some models have: raw rows behind X, and a share of the penalized fit in a mix. */
export interface SharedExtra {
  readonly preprocessor?: { toJSON(): unknown } | undefined;
  readonly gamma?: number | undefined;
}

/** What the models of one path share. */
export function sharedOf(
  model: FittedState['model'],
  data: Loaded,
  training: Training,
  penalty: Penalty,
  extra: SharedExtra = {},
): SharedState {
  const { problem } = training;
  const { impute } = data.spec;
  const { scope, design } = problem;
  const fills =
    impute && design.kind !== 'csc'
      ? allFills(scope, design, data.response.weights, impute, training.fills)
      : undefined;
  const { response } = data;
  return {
    model,
    family: response.spec,
    classes: response.classes,
    classWeights: response.classWeights,
    outputNames: response.outputNames,
    penalty: penaltyState(
      penalty,
      penalty.groups && checkGroups(model, penalty.groups, data.settings),
    ),
    l1Ratio: penalty.l1Ratio,
    standardize: data.settings.standardize,
    hasIntercept: problem.hasIntercept,
    penaltyFactor: training.settings.penaltyFactor,
    lower: data.settings.lower,
    upper: data.settings.upper,
    featureNames: data.names,
    fills,
    rows: problem.positive,
    nullLoss: problem.nullLoss,
    notes: notesOf(data, training),
    preprocessor: extra.preprocessor?.toJSON(),
    relax: extra.gamma,
  };
}
