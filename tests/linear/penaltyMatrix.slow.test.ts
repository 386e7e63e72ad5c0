/** Every family with every penalty: fitted and proven. */
import { describe, expect, test } from 'vitest';
import {
  type FamilyWord,
  type FittedModel,
  GLM,
  type LinearPath,
  load,
  path,
  type ResponseLike,
} from '../../src/linear/index.ts';
import {
  adaptive,
  custom,
  differences,
  elasticNet,
  groupLasso,
  l1,
  mcp,
  type Penalty,
  scad,
  slope,
  sparseGroupLasso,
  tikhonov,
} from '../../src/penalty/index.ts';
import { falseDiscoveryWeights } from '../../src/penalty/slope.ts';
import type { Family, Target } from '../reference/families/family.ts';
import { judgeGap } from '../reference/families/judgeGap.ts';
import { kktFamily, objectiveFamily } from '../reference/families/kktFamily.ts';
import type { Penalty as Judged } from '../reference/families/penalty.ts';
import type { FamilyProblem } from '../reference/families/standardProblem.ts';
import { compatData } from '../support/compatGolden.ts';
import { random } from '../support/random.ts';
import { certifiedGap } from '../support/tolerance.ts';
import { choiceOf, solutionOf } from './families/said.ts';

const [N, P] = [60, 6];
const TOL = 1e-6;
/** Pinball losses are smoothed on the way: concave penalties come no further. */
const PINBALL_TOL = 1e-5;
const GROUPS = [
  [0, 1],
  [2, 3],
  [4, 5],
];

interface Response {
  readonly data: string;
  readonly y: ResponseLike;
  /** As the judge wants it. */
  readonly family: Family;
  readonly target: Target;
}

type Stored = Record<string, number[]> & { Y: number[][] };
const rows = (set: string, field: string) =>
  (compatData(set) as unknown as Stored)[field]!.slice(0, N);
const one = (data: string, family: Family, field = 'y'): Response => {
  const y = rows(data, field);
  return { data, y, family, target: y };
};
const labels = rows('classes', 'y');
const [time, event] = [rows('lifetimes', 'time'), rows('lifetimes', 'event')];
const matrix = (compatData('responses') as unknown as Stored).Y.slice(0, N);
const signs = rows('binary', 'y').map((y) => 2 * y - 1);

const RESPONSES: Record<FamilyWord, Response> = {
  gaussian: one('heavy', { name: 'gaussian' }),
  huber: one('heavy', { name: 'huber', delta: 1.345 }),
  quantile: one('heavy', { name: 'quantile', tau: 0.5 }),
  binomial: one('binary', { name: 'binomial' }),
  squaredHinge: { ...one('binary', { name: 'squaredHinge' }), target: signs },
  poisson: one('counts', { name: 'poisson' }),
  negativeBinomial: one('counts', { name: 'negativeBinomial', theta: 1 }, 'overdispersed'),
  gamma: one('amounts', { name: 'gamma' }),
  tweedie: one('amounts', { name: 'tweedie', power: 1.5 }, 'compound'),
  multinomial: {
    data: 'classes',
    y: labels,
    family: { name: 'multinomial' },
    target: labels.map((y) => [0, 1, 2].map((k) => Number(k === y))),
  },
  multigaussian: { data: 'responses', y: matrix, family: { name: 'mgaussian' }, target: matrix },
  cox: {
    data: 'lifetimes',
    y: { time, event },
    family: { name: 'cox' },
    target: time.map((t, i) => [t, event[i]!]),
  },
};

interface Shape {
  readonly penalty: Penalty;
  /** The penalty of a model in the judge's words; undefined where the judge has none. */
  readonly judged: (model: FittedModel) => Judged | undefined;
  readonly kind: 'duality-gap' | 'kkt' | 'stationarity';
}

const gap = 'duality-gap';
const factorsOf = ({ settings }: FittedModel) => [...settings.penaltyFactor];
const net = (model: FittedModel): Judged => {
  const { lambda, l1Ratio } = model;
  return { kind: 'elasticNet', lambda, l1Ratio, factor: factorsOf(model) };
};
const grouped = ({ lambda }: FittedModel, l1Ratio: number): Judged => ({
  kind: 'group',
  lambda,
  l1Ratio,
  groups: GROUPS,
  apart: true,
});
const concave =
  (kind: 'mcp' | 'scad', gamma: number) =>
  (model: FittedModel): Judged => ({
    kind,
    gamma,
    lambda: model.lambda,
    l1Ratio: 1,
    factor: factorsOf(model),
  });
const chain = Array.from({ length: P - 1 }, (_, q) =>
  Array.from({ length: P }, (__, j) => Number(j === q + 1) - Number(j === q)),
);
const roots = (w: Float64Array) => w.reduce((sum, x) => sum + Math.sqrt(1 + x * x) - 1, 0);

const SHAPES: Record<string, Shape> = {
  groupLasso: {
    penalty: groupLasso({ groups: GROUPS }),
    judged: (model) => grouped(model, 0),
    kind: gap,
  },
  sparseGroupLasso: {
    penalty: sparseGroupLasso({ groups: GROUPS, l1Ratio: 0.3 }),
    judged: (model) => grouped(model, 0.3),
    kind: gap,
  },
  slope: {
    penalty: slope(),
    judged: ({ lambda }) => ({
      kind: 'slope',
      sequence: falseDiscoveryWeights(P, 0.1).map((w) => lambda * w),
    }),
    kind: gap,
  },
  tikhonov: {
    penalty: tikhonov({ gamma: differences(P) }),
    judged: ({ lambda }) => ({ kind: 'tikhonov', lambda, gamma: chain }),
    kind: gap,
  },
  'tikhonov and l1': {
    penalty: tikhonov({ gamma: differences(P) }).plus(l1(0.5)),
    judged: () => undefined,
    kind: gap,
  },
  mcp: { penalty: mcp(), judged: concave('mcp', 3), kind: 'kkt' },
  scad: { penalty: scad(), judged: concave('scad', 3.7), kind: 'kkt' },
  'adaptive l1': { penalty: adaptive(l1(1)), judged: net, kind: gap },
  'adaptive elastic net': {
    penalty: adaptive(elasticNet({ lambda: 1, l1Ratio: 0.5 })),
    judged: net,
    kind: gap,
  },
  'adaptive mcp': { penalty: adaptive(mcp()), judged: concave('mcp', 3), kind: 'kkt' },
  'adaptive l1 from a lasso': {
    penalty: adaptive(l1(1), { init: 'lasso' }),
    judged: net,
    kind: gap,
  },
  'custom by its gradient': {
    penalty: custom({
      value: roots,
      grad: (w, out) => out.set(w.map((x) => x / Math.sqrt(1 + x * x))),
    }),
    judged: () => undefined,
    kind: 'stationarity',
  },
  'custom by its prox': {
    penalty: custom({
      value: (w) => w.reduce((sum, x) => sum + Math.abs(x), 0),
      prox: (w, step, out) => out.set(w.map((x) => Math.sign(x) * Math.max(Math.abs(x) - step, 0))),
    }),
    judged: ({ lambda }) => ({ kind: 'elasticNet', lambda, l1Ratio: 1 }),
    kind: 'stationarity',
  },
};

/** No step along a coefficient, the intercept or a few random directions leads below. */
function expectLowest(problem: FamilyProblem, model: FittedModel, label: string): void {
  const { coef, intercept } = solutionOf(model) as { coef: Float64Array; intercept: number };
  const at = (step: (j: number) => number, shift: number) => {
    const moved = coef.map((value, j) => value + step(j));
    return objectiveFamily(problem, { coef: moved, intercept: intercept + shift });
  };
  const own = at(() => 0, 0);
  const { normal } = random(model.lambda);
  const slack = PINBALL_TOL * at((j) => -coef[j]!, 0);
  for (const size of [1e-3, -1e-3, 0.1, -0.1]) {
    for (let k = 0; k < P; k++)
      expect(
        at((j) => (j === k ? size : 0), 0),
        label,
      ).toBeGreaterThanOrEqual(own - slack);
    expect(
      at(() => 0, size),
      label,
    ).toBeGreaterThanOrEqual(own - slack);
    for (let k = 0; k < 20; k++) {
      const along = Float64Array.from(coef, () => size * normal());
      expect(
        at((j) => along[j]!, size * normal()),
        label,
      ).toBeGreaterThanOrEqual(own - slack);
    }
  }
}

const OPTIONS = { nLambda: 5, lambdaMinRatio: 0.05 };

describe.each(Object.keys(RESPONSES) as FamilyWord[])('%s', (name) => {
  const { data, y, family, target } = RESPONSES[name];
  const X = (compatData(data).X as number[][]).slice(0, N).map((row) => row.slice(0, P));

  const tol = name === 'quantile' ? PINBALL_TOL : TOL;

  test.each(Object.entries(SHAPES))('with %s is fitted, and proven by others', async (_, shape) => {
    const estimator = new GLM({ family: choiceOf(family), penalty: shape.penalty, tol });
    const found = (await path(estimator, X, y, OPTIONS)) as LinearPath<FittedModel>;
    expect(found.lambdas.length).toBe(OPTIONS.nLambda);
    found.lambdas.forEach((lambda, l) => {
      const model = found.model(l);
      const { certificate, settings, devianceRatio, df } = model;
      const label = `λ = ${lambda}`;
      expect(certificate.kind, label).toBe(shape.kind);
      expect(certificate.ok, label).toBe(true);
      for (const value of [...settings.coef, ...settings.intercepts, devianceRatio, df])
        expect(Number.isFinite(value), label).toBe(true);
      expectJudged(model, shape.judged(model), label);
    });
    const last = found.model(4);
    const loaded = load(last.save()) as FittedModel;
    expect(loaded.settings.coef).toEqual(last.settings.coef);
    expect(loaded.predict(X)).toEqual(last.predict(X));
  });

  function expectJudged(model: FittedModel, penalty: Judged | undefined, label: string): void {
    if (!penalty) return;
    const problem: FamilyProblem = { X, y: target, family, penalty };
    // the judge chooses the best subgradients at kinks where the penalty is linear
    if (name === 'quantile' && !(penalty.kind === 'elasticNet' && penalty.l1Ratio === 1)) {
      expectLowest(problem, model, label);
      return;
    }
    if (model.certificate.kind === 'duality-gap') {
      const { relative } = judgeGap(problem, solutionOf(model));
      expect(relative, label).toBeLessThanOrEqual(certifiedGap(tol));
      return;
    }
    if (name === 'quantile') {
      expectLowest(problem, model, label);
      return;
    }
    const { column, intercept } = kktFamily(problem, solutionOf(model));
    expect(Math.max(column, intercept), label).toBeLessThanOrEqual(
      2 * model.certificate.gap + 1e-9,
    );
  }
});
