/** A whole program of networks by the one entry point `tikhonov/nn`. */
import { afterEach, expect, test } from 'vitest';
import * as all from '../src/index.ts';
import * as nn from '../src/nn.ts';
import {
  dense,
  elasticNet,
  FittedNetwork,
  groupLasso,
  init,
  l1,
  load,
  loss,
  maxNorm,
  mcp,
  nonNegative,
  Runtime,
  type Seed,
  SparseMatrix,
  sequential,
  sgd,
  type TrainOptions,
} from '../src/nn.ts';
import { random } from './support/random.ts';

const { normal } = random(9);
const X = Array.from({ length: 40 }, () => [normal(), normal(), normal()]);
const y = X.map(([a, b]) => 2 * a! - b!);

afterEach(async () => {
  await init();
});

test('networks are penalized, trained, saved and loaded', async () => {
  const seed: Seed = 5;
  const runtime = await init({ memoryMB: 64 });
  const layers = [
    dense(6, { penalty: groupLasso({ lambda: 0.01, groups: 'outputs' }), constraint: maxNorm(3) }),
    dense(4, { penalty: mcp({ lambda: 0.01 }), biasConstraint: nonNegative() }),
    dense(1, { penalty: l1(0.001), activation: 'linear' }),
  ];
  const options: TrainOptions = { optimizer: sgd({ lr: 0.05 }), epochs: 20, loss: loss.mse() };
  const penalty = elasticNet({ lambda: 0.01, l1Ratio: 0.5 });
  const fitted = await sequential(layers).fit(X, y, { ...options, penalty, seed, runtime });
  const again = load(fitted.save());
  expect(runtime).toBeInstanceOf(Runtime);
  expect(again).toBeInstanceOf(FittedNetwork);
  expect(again.predict(X)).toEqual(fitted.predict(X));
  const cells = X.flatMap((row, i) => row.map((v, j) => ({ i, j, v })));
  const [i, j, v] = (['i', 'j', 'v'] as const).map((key) => cells.map(({ [key]: at }) => at));
  const sparse = SparseMatrix.fromTriplets({ i: i!, j: j!, v: v!, rows: 40, cols: 3 });
  expect(again.predict(sparse)).toEqual(fitted.predict(X));
  expect(fitted.history.at(-1)!.trainLoss).toBeLessThan(fitted.history[0]!.trainLoss / 4);
});

test('every name is that of the package, but for load, which reads networks alone', () => {
  const others = Object.entries(nn)
    .filter(([name, value]) => !Object.entries(all).some(([k, v]) => k === name && v === value))
    .map(([name]) => name);
  expect(others).toEqual(['load']);
  expect(() => load(new TextEncoder().encode('{}'))).toThrow('load: source must');
});
