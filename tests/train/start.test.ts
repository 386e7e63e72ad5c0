/** Training that begins at the weights of a fitted network. */
import { expect, test } from 'vitest';
import { batchNorm, dense, dropout, standardize } from '../../src/layer/index.ts';
import { load } from '../../src/nn.ts';
import { adamW, sgd } from '../../src/optimizer/index.ts';
import {
  type FittedNetwork,
  mlp,
  type Network,
  plugin,
  sequential,
} from '../../src/train/index.ts';
import { HEIGHTS, RINGS, SIDES } from '../support/rings.ts';

const BODY = [
  standardize(),
  dense(8, { activation: 'relu', name: 'body' }),
  batchNorm(),
  dropout(0.2),
];
const NET = sequential([...BODY, dense(2)]);
const OPTIONS = { optimizer: adamW({ lr: 0.01 }), batchSize: 20, validation: 0, seed: 3 };
const first = await NET.fit(RINGS, SIDES, { ...OPTIONS, epochs: 15 });

test('it goes on from where the other ended', async () => {
  const still = await NET.fit(RINGS, SIDES, {
    ...{ ...OPTIONS, start: first, epochs: 1, optimizer: sgd({ lr: 1e-30 }), freeze: /./ },
  });
  const scores = (model: FittedNetwork) => Array.from(model.weights.get('dense5.weight')!);
  expect(scores(still)).toEqual(scores(first));
  expect(still.weights.get('standardize1.mean')).toEqual(first.weights.get('standardize1.mean'));
  const onward = await NET.fit(RINGS, SIDES, { ...OPTIONS, start: first, epochs: 15 });
  const losses = [first.history[0]!, first.history.at(-1)!, ...onward.history];
  const [begun, before, ...after] = losses.map(({ cleanTrainLoss }) => cleanTrainLoss);
  expect(after[0]!).toBeLessThan(before! + (begun! - before!) / 4);
  expect(after.at(-1)!).toBeLessThan(before!);
  expect(onward.history[0]!.distance).toBeLessThan(first.history[4]!.distance);
});

test('a network of all its weights says the same before the first step', async () => {
  const net = sequential([dense(8, { activation: 'tanh' }), dense(2)]);
  const run = { ...OPTIONS, epochs: 8, optimizer: sgd({ lr: 0.1 }) };
  const one = await net.fit(RINGS, SIDES, run);
  const frozen = await net.fit(RINGS, SIDES, { ...run, start: one, epochs: 1, freeze: /./ });
  expect(frozen.history[0]!.cleanTrainLoss).toBe(one.history.at(-1)!.cleanTrainLoss);
  expect(frozen.weights).toEqual(one.weights);
});

test('the same start and the same seed give the same bits, from a file as well', async () => {
  const run = { ...OPTIONS, epochs: 5, validation: 0.2, refit: true, plugins: [plugin.ema(0.9)] };
  const a = await NET.fit(RINGS, SIDES, { ...run, start: first });
  const b = await NET.fit(RINGS, SIDES, { ...run, start: load(first.save()) });
  const other = await NET.fit(RINGS, SIDES, run);
  expect(b.weights).toEqual(a.weights);
  expect(b.history).toEqual(a.history);
  expect(other.weights).not.toEqual(a.weights);
});

test('layers of a name of their own begin anew, the others may stay as they are', async () => {
  const net = sequential([...BODY, dense(1, { name: 'head' })]);
  const run = { ...OPTIONS, epochs: 5, start: first, freeze: /^(body|batchNorm3)/ };
  const own = await net.fit(RINGS, HEIGHTS, run);
  for (const [name, values] of first.weights)
    if (!name.startsWith('dense5')) expect([name, own.weights.get(name)]).toEqual([name, values]);
  const anew = await net.fit(RINGS, HEIGHTS, { ...OPTIONS, epochs: 5 });
  expect(own.weights.get('head.weight')).not.toEqual(anew.weights.get('head.weight'));
});

test('rates are searched from there, checkpoints know it', async () => {
  const { validation: _, ...options } = OPTIONS;
  const run = { ...options, steps: 20, from: 1e-9, to: 1e-8 };
  const [warm, cold] = await Promise.all(
    [first, undefined].map((start) =>
      NET.findRate(RINGS, SIDES, { ...run, ...(start && { start }) }),
    ),
  );
  expect(warm!.losses[0]!).toBeLessThan(0.9 * cold!.losses[0]!);
  const files: Uint8Array[] = [];
  const onCheckpoint = (bytes: Uint8Array) => {
    files.push(bytes);
  };
  const told = { ...OPTIONS, epochs: 3, start: first };
  const whole = await NET.fit(RINGS, SIDES, { ...told, checkpoint: { onCheckpoint } });
  const again = await NET.fit(RINGS, SIDES, { ...told, resume: files[0]! });
  expect(again.weights).toEqual(whole.weights);
  await expect(NET.fit(RINGS, SIDES, { ...OPTIONS, epochs: 3, resume: files[0]! })).rejects.toThrow(
    'fit: resume must be of a run with the same start (none given)',
  );
});

test('what does not fit is refused by name', async () => {
  const begun = (net: Network, start: unknown, y: readonly string[] = SIDES) =>
    net.fit(RINGS, y, { ...OPTIONS, epochs: 1, start: start as FittedNetwork });
  await expect(begun(NET, first.weights)).rejects.toThrow(
    'fit: start must be a fitted network, got Map',
  );
  const wide = sequential([standardize(), dense(9, { name: 'body' }), dense(2)]);
  await expect(begun(wide, first)).rejects.toThrow(
    'fit: start: body must hold weight 2 × 9, bias 9, got "weight 2 × 8, bias 8"; ' +
      'a layer with a name of its own begins anew',
  );
  await expect(begun(sequential([dense(2)]), first)).rejects.toThrow(
    'fit: start must have a layer of dense1, got "standardize1,body,batchNorm3,dense5"',
  );
  const renamed = SIDES.map((side) => `${side}!`);
  await expect(begun(NET, first, renamed)).rejects.toThrow(
    /start: dense5 must tell the classes .*! apart/,
  );
  const small = await mlp({ hidden: [4] }).fit(RINGS, SIDES, { ...OPTIONS, epochs: 1 });
  await expect(begun(mlp({ hidden: [4] }), small)).resolves.toBeDefined();
});
