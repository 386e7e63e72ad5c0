/** What summaries say of layers and of memory. */
import { describe, expect, test } from 'vitest';
import {
  batchNorm,
  dense,
  dropout,
  type Layer,
  layerNorm,
  residual,
} from '../../src/layer/index.ts';
import * as loss from '../../src/loss/index.ts';
import { defaultMemory } from '../../src/memory/memory.ts';
import { Scope } from '../../src/memory/scope.ts';
import { adamW, sgd } from '../../src/optimizer/index.ts';
import { sequential } from '../../src/train/index.ts';
import { outlineOf } from '../../src/train/outline.ts';
import { Plan } from '../../src/train/plan.ts';
import { Store } from '../../src/train/store.ts';

const LAYERS = [
  dense(8, { activation: 'relu' }),
  residual([layerNorm(), residual([dense(8)]), dense(8)], { name: 'block' }),
  batchNorm(),
  dense(2),
];

test('layers are listed with those inside them, memory by what it is for', () => {
  const net = sequential(LAYERS, { inputShape: [4] });
  expect(net.summary({ batchSize: 10, optimizer: sgd({ momentum: 0.9 }) }).split('\n')).toEqual([
    'layer         output  parameters  bytes',
    'dense1        8               40    160',
    'block         8              160    640',
    '  layerNorm1  8               16     64',
    '  residual2   8               72    288',
    '    dense1    8               72    288',
    '  dense3      8               72    288',
    'batchNorm3    8               16     64',
    'dense4        2               18     72',
    'total                        234    936',
    '',
    'memory                  bytes',
    'parameters                936',
    'state                      64',
    expect.stringMatching(/^activations of 10 rows {3}\d+$/),
    expect.stringMatching(/^gradients {16}\d+$/),
    'optimizer sgd             936',
  ]);
});

test('a fitted network says the same, by default of 32 rows with adamW', async () => {
  const X = Array.from({ length: 20 }, (_, i) => [i % 3, i % 5, i % 7, 1]);
  const y = X.map(([a, b]) => [a!, b!]);
  const fitted = await sequential(LAYERS).fit(X, y, { epochs: 1, batchSize: 10 });
  const net = sequential(LAYERS, { inputShape: [4] });
  expect(fitted.summary()).toBe(net.summary({ batchSize: 32, optimizer: adamW() }));
});

/** Bytes of a line of the memory. */
const told = (text: string, line: string) =>
  Number(
    text
      .split('\n')
      .find((one) => one.startsWith(line))!
      .match(/\d+$/)![0],
  );

describe('what training takes', () => {
  test('of dense layers is a number and a gradient per unit and row, inputs have no gradient', () => {
    const text = sequential([dense(7, { activation: 'relu' }), dense(3)], {
      inputShape: [5],
    }).summary({ batchSize: 6 });
    const parameters = 6 * 7 + 8 * 3;
    expect(told(text, 'activations')).toBe(4 * 6 * (5 + 7 + 3));
    expect(told(text, 'gradients')).toBe(4 * (parameters + 6 * (7 + 3)));
    expect(told(text, 'optimizer')).toBe(4 * 2 * parameters);
  });

  test.each<[string, readonly Layer[]]>([
    ['dense layers', [dense(300, { activation: 'gelu' }), dropout(0.5), dense(200), dense(10)]],
    ['blocks', [dense(150), residual([layerNorm(), dense(150)], { dropPath: 0.2 }), batchNorm()]],
  ])('of %s is what is reserved, up to records', (_, layers) => {
    const [input, batch] = [[100], 256];
    const memory = defaultMemory();
    const before = memory.used;
    const scope = new Scope(memory, 'test');
    const store = new Store(scope, outlineOf('test', layers, input));
    const optimizer = adamW();
    store.train(optimizer);
    new Plan(store, {
      ...{ where: 'test', layers, input, batch, seed: 1, clock: scope.i32(1), work: 0 },
      ...{ isTraining: true, isNoisy: true, loss: loss.mse() },
    });
    const reserved = memory.used - before;
    scope.release();
    const text = sequential(layers, { inputShape: input }).summary({ batchSize: batch, optimizer });
    const parts = ['parameters', 'state', 'activations', 'gradients', 'optimizer'];
    const sum = parts.reduce((total, name) => total + told(text, name), 0);
    expect(Math.abs(sum / reserved - 1)).toBeLessThan(0.03);
  });
});

test('a summary needs the shape of a sample, and options that it knows', () => {
  expect(() => sequential([dense(2)]).summary()).toThrow(
    'summary: inputShape must be given to sequential, got undefined',
  );
  const net = sequential([dense(2)], { inputShape: [3] });
  expect(() => net.summary({ batchSize: 0 })).toThrow(
    'summary: batchSize must be an integer >= 1, got 0',
  );
  expect(() => net.summary({ batch: 3 } as never)).toThrow('unknown option batch');
  expect(() => net.summary({ optimizer: 'adam' as never })).toThrow(
    'summary: optimizer must be an optimizer such as adamW(), got "adam"',
  );
});
