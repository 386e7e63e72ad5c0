/** Calls that are shared out leave the bits of whole ones, in whatever order their parts are made. */
import { describe, expect, test } from 'vitest';
import { batchNorm, conv2d, dense, dropout, flatten } from '../../src/layer/index.ts';
import type { Layer, Shape } from '../../src/layer/layer.ts';
import { networkKernels } from '../../src/memory/networkKernels.ts';
import { bind, runAll } from '../../src/train/calls.ts';
import type { AnyCall } from '../../src/train/divide.ts';
import { type Action, type Crew, ownsOf, ready } from '../../src/train/ready.ts';
import { readPart, writeRound } from '../../src/train/rounds.ts';
import { Fingerprint } from '../browser/fingerprint.ts';
import { OPTIMIZER_CASES } from '../optimizer/cases.ts';
import { fill, type Planned, planned } from '../support/planned.ts';
import { random } from '../support/random.ts';
import { LAYER_CASES } from './cases.ts';

/** Parts of a round are made one after the other, the last first, each as a helper reads it. */
function crewOf({ store: { scope } }: Planned, size: number): Crew & { readonly rounds: string[] } {
  const kernels = networkKernels(scope.memory);
  const rounds: string[] = [];
  return {
    ...{ owns: ownsOf(scope, size), least: 0, rounds },
    round: (round) => {
      const at = writeRound(scope, kernels, round);
      const parts = round.map((_, k) => readPart(scope, kernels, at, k));
      expect(parts).toEqual(round);
      rounds.push(round[0]![0]![0]);
      const runs = parts.map((calls) => calls.map((call) => bind(kernels, call)));
      return () => {
        for (const run of runs.reverse()) runAll(run);
      };
    },
  };
}

const WIDE: readonly { title: string; layers: readonly Layer[]; input: Shape }[] = [
  { title: 'wide', layers: [dense(70), batchNorm(), dropout(0.4), dense(3)], input: [90] },
  { title: 'ghosts', layers: [dense(40), batchNorm({ ghostBatch: 8 })], input: [5] },
  {
    ...{ title: 'images', input: [9, 9, 2] },
    layers: [conv2d(18, 3, { activation: 'relu' }), batchNorm(), flatten(), dense(4)],
  },
];

const MODES = [
  ['in training', { isTraining: true, isNoisy: true }],
  ['in prediction', { isTraining: false, isNoisy: false }],
] as const;

/** Everything that a pass leaves; `of` makes its lists of calls ready. */
function bits(
  layers: readonly Layer[],
  input: Shape,
  options: (typeof MODES)[number][1],
  value: ((i: number) => number) | undefined,
  of: (all: Planned, actions: readonly Action[]) => () => void,
) {
  return planned(layers, input, { ...options, batch: 67 }, (all) => {
    const { plan, store, view, parameters } = all;
    const length = plan.batch * plan.x.size;
    if (value) view(plan.x.at, length).set(Array.from({ length }, (_, i) => value(i)));
    of(all, plan.forward)();
    const hash = (at: number, count: number) => new Fingerprint().add(view(at, count)).text;
    const outputs = plan.outputs.map(([, y]) => hash(y.at, plan.batch * y.size));
    if (!options.isTraining) return outputs;
    fill(view(plan.output.gradient, plan.batch * plan.output.size), random(5).normal);
    of(all, plan.backward)();
    const gradients = parameters.map(([name, size]) => hash(store.parameter(name).gradient, size));
    const states = hash(store.at, store.length);
    return [...outputs, ...gradients, states, hash(plan.x.gradient, length)];
  });
}

describe.each([...LAYER_CASES, ...WIDE])('$title', (one) => {
  const { layers, input } = one;
  const value = 'value' in one ? one.value : undefined;
  test.each(MODES)('%s', (_, options) => {
    const whole = bits(layers, input, options, value, (all, actions) =>
      ready(all.store.scope, actions),
    );
    for (const size of [2, 3]) {
      const shared = bits(layers, input, options, value, (all, actions) =>
        ready(all.store.scope, actions, crewOf(all, size)),
      );
      expect(shared).toEqual(whole);
    }
  });
});

/** Kernels that a list of calls shares out. */
function sharedOf(layers: readonly Layer[], input: Shape): string[] {
  return planned(layers, input, { batch: 64 }, (all) => {
    const crew = crewOf(all, 2);
    ready(all.store.scope, [...all.plan.forward, ...all.plan.backward], crew);
    return crew.rounds;
  });
}

test('products, columns, noise and windows are shared out, a layer at a time', () => {
  expect(sharedOf(WIDE[0]!.layers, WIDE[0]!.input)).toEqual([
    ...['dense_forward', 'batchNorm_train', 'dropout_forward', 'dense_forward'],
    ...['gemm_columns', 'gemm_nt', 'multiply_numbers', 'batchNorm_backward'],
    ...['gemm_columns', 'column_sums', 'gemm_nt'],
  ]);
  const images = sharedOf(WIDE[2]!.layers, WIDE[2]!.input);
  expect(images).toEqual(expect.arrayContaining(['conv_forward', 'conv_filters', 'conv_input']));
});

describe.each(OPTIMIZER_CASES)('$title', ({ optimizer }) => {
  test('moves shared weights as whole ones', () => {
    const moved = (size: number) =>
      planned([dense(30)], [40], {}, (all) => {
        const { store, view } = all;
        const { scope } = store;
        const { type, values } = optimizer.record;
        const record = scope.reserve(type.bytes);
        type.write(scope.memory, record, values as never);
        const [weights, gradients, to, ...slots] = Array.from({ length: 3 + optimizer.slots }, () =>
          scope.f64(1204),
        ) as [number, number, number, ...number[]];
        const { normal } = random(8);
        for (const at of [weights, gradients]) fill(view(at, 1200), normal);
        const group = { count: 1200, weights, gradients, slots, decay: 0.1, l2: 0.01 };
        const calls: AnyCall[] = [optimizer.step(record, group)];
        if (optimizer.lengths) calls.push(optimizer.lengths(record, group, to));
        const crew = size > 1 ? crewOf(all, size) : undefined;
        const run = ready(scope, calls, crew);
        for (const rate of [0.1, 0.05]) {
          networkKernels(scope.memory)[optimizer.begin](record, rate);
          run();
        }
        return [weights, gradients, to, ...slots].map((at) => view(at, 1200).slice());
      });
    expect(moved(3)).toEqual(moved(1));
  });
});
