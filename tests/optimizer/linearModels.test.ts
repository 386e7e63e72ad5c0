/** A network of one layer is the linear model of the same objective, its zeros included. */
import { describe, expect, test } from 'vitest';
import { dense } from '../../src/layer/index.ts';
import { ElasticNet, LogisticRegression } from '../../src/linear/index.ts';
import * as loss from '../../src/loss/index.ts';
import { adam, nadam, type Optimizer, rmsprop, schedule, sgd } from '../../src/optimizer/index.ts';
import { elasticNet, groupLasso, l1, l2, mcp, type Penalty } from '../../src/penalty/index.ts';
import { sequential } from '../../src/train/index.ts';
import { isFloat64 } from '../support/planned.ts';
import { random } from '../support/random.ts';
import { networkOptimum } from '../support/tolerance.ts';

const N = 60;
const P = 8;
const { normal, uniform } = random(11);
const X = Array.from({ length: N }, () => Array.from({ length: P }, () => Math.fround(normal())));
const signal = X.map((x) => 2 * x[0]! - 1.5 * x[1]! + 0.5 * x[2]!);
const y = signal.map((eta) => Math.fround(eta + 1 + 0.5 * normal()));
const sides = signal.map((eta) => Number(uniform() < 1 / (1 + Math.exp(-eta))));

/** Weights and bias of dense(1) after so many steps on all rows at once. */
async function trained(penalty: Penalty, optimizer: Optimizer, how: { isBinary?: boolean } = {}) {
  const fitted = await sequential([dense(1)]).fit(X, how.isBinary ? sides : y, {
    ...{ penalty, optimizer, loss: how.isBinary ? loss.binary() : loss.mse() },
    ...{ epochs: 1500, batchSize: N, validation: 0, seed: 1 },
  });
  const { penaltyLoss } = fitted.history.at(-1)!;
  const weights = Array.from(fitted.weights.get('dense1.weight')!);
  return { weights, bias: fitted.weights.get('dense1.bias')![0]!, penaltyLoss };
}

function expectSame(got: readonly number[], expected: ArrayLike<number>): void {
  const zeros = (values: readonly number[]) => values.map((value) => value === 0);
  expect(zeros(got)).toEqual(zeros(Array.from(expected)));
  for (const [j, value] of got.entries())
    expect(Math.abs(value - expected[j]!), `weight ${j}`).toBeLessThan(networkOptimum(isFloat64()));
}

const cosine = (peak: number) => schedule.cosine({ peak });
const OPTIMIZERS: readonly (readonly [string, Optimizer])[] = [
  ['sgd', sgd({ lr: 0.3 })],
  ['sgd with momentum', sgd({ lr: 0.1, momentum: 0.8, nesterov: true })],
  ['adam', adam({ lr: cosine(0.05) })],
  ['nadam', nadam({ lr: cosine(0.05) })],
  ['rmsprop', rmsprop({ lr: cosine(0.02) })],
];

describe.each(OPTIMIZERS)('by %s', (_, optimizer) => {
  test.each([
    ['l1', l1(0.3), 1],
    ['elastic net', elasticNet({ lambda: 0.4, l1Ratio: 0.6 }), 0.6],
    ['l2', l2(0.2), 0],
  ])('%s gives the elastic net', async (_, penalty, l1Ratio) => {
    const { lambda } = penalty;
    const model = await new ElasticNet({ lambda, l1Ratio, standardize: false }).fit(X, y);
    const { weights, bias, penaltyLoss } = await trained(penalty, optimizer);
    expectSame(weights, model.coef);
    expectSame([bias], [model.intercept]);
    const value = weights.reduce((sum, w) => sum + penalty.value(w), 0);
    expect(Math.abs(penaltyLoss - value)).toBeLessThan(networkOptimum(isFloat64()));
  });
});

test('l1 gives logistic regression', async () => {
  const penalty = l1(0.05);
  const model = await new LogisticRegression({ penalty, standardize: false }).fit(X, sides);
  const { weights } = await trained(penalty, adam({ lr: cosine(0.05) }), { isBinary: true });
  expectSame(weights, model.coef as Float64Array);
});

test('mcp gives a stationary point of the same penalty', async () => {
  const penalty = mcp({ lambda: 0.3 });
  const model = await new ElasticNet({ penalty, standardize: false }).fit(X, y);
  const { weights } = await trained(penalty, sgd({ lr: 0.3 }));
  expectSame(weights, model.coef);
});

test.each([sgd({ lr: 0.3 }), adam({ lr: cosine(0.05) })])(
  'groups of columns give the group lasso, by $type',
  async (optimizer) => {
    const penalty = groupLasso({ lambda: 0.25, groups: [0, 0, 1, 1, 2, 2, 2, -1] });
    const model = await new ElasticNet({ penalty, standardize: false }).fit(X, y);
    const { weights } = await trained(penalty, optimizer);
    expectSame(weights, model.coef);
  },
);
