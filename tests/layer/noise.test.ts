/** What is random in layers: its moments, when it is drawn anew, and when it is off. */
import { describe, expect, test } from 'vitest';
import {
  batchNorm,
  dense,
  dropout,
  flatten,
  noise,
  reshape,
  residual,
} from '../../src/layer/index.ts';
import type { Layer, Shape } from '../../src/layer/layer.ts';
import { fill, type Planned, planned } from '../support/planned.ts';
import { random } from '../support/random.ts';
import { momentTolerance } from '../support/tolerance.ts';

/** Many numbers from few samples, so that moments are sharp. */
const LENGTH = 8000;
const BATCH = 5;
const COUNT = BATCH * LENGTH;

const mean = (values: ArrayLike<number>) =>
  Array.from(values).reduce((sum, x) => sum + x, 0) / values.length;

/** The central moment of some order. */
function moment(values: ArrayLike<number>, order: number): number {
  const center = mean(values);
  return mean(Array.from(values, (x) => (x - center) ** order));
}

/** What layers make of an input of one value, or of normal numbers. */
function outputOf(layers: readonly Layer[], input: Shape, value?: number): number[] {
  return planned(layers, input, { batch: BATCH }, ({ plan, view }) => {
    if (value !== undefined) view(plan.x.at, BATCH * plan.x.size).fill(value);
    plan.predict();
    return Array.from(view(plan.output.at, BATCH * plan.output.size));
  });
}

/** A layer of ones gives the factors themselves: their mean, variance and fourth moment. */
const FACTORS: readonly (readonly [string, Layer, number, number, number])[] = [
  ['bernoulli', dropout(0.3), 1, 0.3 / 0.7, bernoulliFourth(0.3, 1 / 0.7)],
  ['left as it is', dropout(0.2, { scaling: 'inference' }), 0.8, 0.16, bernoulliFourth(0.2, 1)],
  ['gaussian', dropout(0.2, { kind: 'gaussian' }), 1, 0.25, 3 * 0.25 ** 2],
  ['of inputs', noise.input(0.5), 1, 0.25, 3 * 0.25 ** 2],
  ['that multiplies', noise.input(0.3, { kind: 'multiplicative' }), 1, 0.09, 3 * 0.09 ** 2],
  ['of activations', noise.activations(2), 1, 4, 48],
];

/** E (m − E m)⁴ for m = scale with probability 1 − rate, else 0. */
function bernoulliFourth(rate: number, scale: number): number {
  const keep = 1 - rate;
  return scale ** 4 * (keep * rate ** 4 + rate * keep ** 4);
}

describe('noise', () => {
  test.each(FACTORS)('%s has its moments', (_, layer, center, variance, fourth) => {
    const factors = outputOf([layer], [LENGTH], 1);
    const bound = momentTolerance(COUNT);
    expect(Math.abs(mean(factors) - center)).toBeLessThan(bound * Math.sqrt(variance));
    const spread = Math.sqrt(fourth - variance ** 2);
    expect(Math.abs(moment(factors, 2) - variance)).toBeLessThan(bound * spread);
  });

  test('is normal: third and fourth moment, and the share beyond two deviations', () => {
    const values = outputOf([noise.input(1)], [LENGTH], 0);
    const bound = momentTolerance(COUNT);
    expect(Math.abs(moment(values, 3))).toBeLessThan(bound * Math.sqrt(15));
    expect(Math.abs(moment(values, 4) - 3)).toBeLessThan(bound * Math.sqrt(96));
    const far = values.filter((x) => Math.abs(x) > 2).length / COUNT;
    expect(Math.abs(far - 0.0455)).toBeLessThan(bound * Math.sqrt(0.0455));
  });

  test('of neighbours is not correlated', () => {
    const values = outputOf([noise.input(1)], [LENGTH], 0);
    for (const lag of [1, 2, 4, 8, 16, LENGTH]) {
      const product = mean(values.slice(lag).map((x, i) => x * values[i]!));
      expect(Math.abs(product)).toBeLessThan(momentTolerance(COUNT - lag));
    }
  });

  test('of alpha dropout keeps mean 0 and variance 1', () => {
    const values = outputOf([dropout(0.3, { kind: 'alpha' })], [LENGTH]);
    const bound = momentTolerance(COUNT);
    expect(Math.abs(mean(values))).toBeLessThan(bound);
    expect(Math.abs(moment(values, 2) - 1)).toBeLessThan(bound * Math.sqrt(moment(values, 4)));
  });

  test('of spatial dropout is one for each channel of each sample', () => {
    const channels = 50;
    const values = outputOf([dropout(0.5, { kind: 'spatial' })], [3, 4, channels], 1);
    const at = (n: number, place: number, c: number) => values[(n * 12 + place) * channels + c];
    const drawn: number[] = [];
    for (let n = 0; n < BATCH; n++)
      for (let c = 0; c < channels; c++) {
        drawn.push(at(n, 0, c)!);
        for (let place = 1; place < 12; place++) expect(at(n, place, c)).toBe(at(n, 0, c));
      }
    expect(new Set(drawn)).toEqual(new Set([0, 2]));
    expect(Math.abs(mean(drawn) - 1)).toBeLessThan(momentTolerance(drawn.length));
  });

  test('has the shape that is asked for', () => {
    const values = outputOf([dropout(0.5, { shape: [null, 1, null] })], [20, 3, 5], 1);
    const at = (i: number, j: number, k: number) => values[(i * 3 + j) * 5 + k];
    const rows = Array.from({ length: 20 * BATCH }, (_, i) => i);
    expect(rows.every((i) => [0, 1, 2, 3, 4].every((k) => at(i, 0, k) === at(i, 2, k)))).toBe(true);
    expect(rows.every((i) => at(i, 0, 0) === at(i, 0, 1))).toBe(false);
  });

  test('of blocks leaves squares empty and the mean of a sample', () => {
    const [height, width] = [40, 40];
    const values = outputOf([dropout(0.2, { kind: 'block', blockSize: 3 })], [height, width, 1], 1);
    const zeros = values.filter((x) => x === 0).length;
    // overlapping blocks drop less than the rate
    expect(zeros / values.length).toBeGreaterThan(0.1);
    expect(zeros / values.length).toBeLessThan(0.25);
    for (let n = 0; n < BATCH; n++) {
      const image = values.slice(n * height * width, (n + 1) * height * width);
      expect(mean(image)).toBeCloseTo(1, 5);
      const first = image.indexOf(0);
      for (const step of [1, 2, width, width + 1, width + 2]) expect(image[first + step]).toBe(0);
    }
  });

  test('drops a sample’s path, or none of it', () => {
    const block = residual([reshape([2, 3]), flatten()], { dropPath: 0.5 });
    const values = outputOf([block, reshape([6])], [6], 1);
    const samples = Array.from({ length: BATCH }, (_, n) => values.slice(6 * n, 6 * n + 6));
    for (const sample of samples) expect([1, 3]).toContain(new Set(sample).size && sample[0]);
    for (const sample of samples) expect(new Set(sample).size).toBe(1);
  });
});

const NOISY: readonly (readonly [string, readonly Layer[], Shape])[] = [
  ['dropout', [dropout(0.5)], [40]],
  ['dropout, gaussian', [dropout(0.5, { kind: 'gaussian' })], [40]],
  ['dropout, alpha', [dropout(0.5, { kind: 'alpha' })], [40]],
  ['dropout, spatial', [dropout(0.5, { kind: 'spatial' })], [2, 2, 20]],
  ['dropout, block', [dropout(0.5, { kind: 'block', blockSize: 2 })], [8, 8, 2]],
  ['dropConnect', [dense(20, { dropConnect: 0.5 })], [6]],
  ['dropPath', [residual([dense(40)], { dropPath: 0.5 })], [40]],
  ['noise.input', [noise.input(1)], [40]],
  ['noise.input that multiplies', [noise.input(1, { kind: 'multiplicative' })], [40]],
  ['noise.activations', [noise.activations(1)], [40]],
  ['noise.weights', [noise.weights(1), dense(20)], [6]],
  ['relative noise.weights', [noise.weights(1, { relative: true }), dense(20)], [6]],
];

describe.each(NOISY)('%s', (_, layers, input) => {
  const predict = ({ plan, view }: Planned) => {
    plan.predict();
    return view(plan.output.at, plan.batch * plan.output.size).slice();
  };

  test.each([true, false])('is drawn anew in each step, training %s', (isTraining) => {
    planned(layers, input, { isTraining, batch: 8 }, (all) => {
      const first = predict(all);
      expect(predict(all)).toEqual(first);
      const steps = Array.from({ length: 4 }, () => {
        all.tick();
        return predict(all);
      });
      for (const step of steps) expect(step).not.toEqual(first);
    });
  });

  test('is another for another seed and name', () => {
    const of = (seed: number, rest: readonly Layer[] = []) =>
      planned([...rest, ...layers], input, { seed, batch: 8 }, predict);
    expect(of(2)).toEqual(of(2));
    expect(of(3)).not.toEqual(of(2));
    expect(of(2, [reshape(input)])).not.toEqual(of(2));
  });

  test('is off in prediction', () => {
    const options = { isTraining: false, isNoisy: false };
    planned(layers, input, options, (all) => {
      const first = predict(all);
      all.tick();
      expect(predict(all)).toEqual(first);
    });
  });
});

describe('weights', () => {
  test('stay as they are under noise, which biases and scales do not have', () => {
    const layers = [noise.weights(0.5), dense(4), batchNorm(), dense(3)];
    planned(layers, [5], {}, ({ plan, store, parameters, view }) => {
      const read = () =>
        parameters.map(([name, size]) => view(store.parameter(name).at, size).slice());
      const before = read();
      plan.predict();
      plan.differentiate();
      expect(read()).toEqual(before);
      const calls = plan.forward.filter(([name]) => name === 'noise_add');
      expect(calls).toHaveLength(2);
    });
  });

  test('have noise behind the layer that adds it alone', () => {
    const layers = [dense(4), noise.weights(0.5), dense(3)];
    planned(layers, [5], {}, ({ plan }) => {
      expect(plan.forward.filter(([name]) => name === 'noise_add')).toHaveLength(1);
    });
  });
});

test('a rate next to 1 drops nearly all', () => {
  const values = outputOf([dropout(1 - 2 ** -20)], [LENGTH], 1);
  expect(values.filter((x) => x !== 0).length).toBeLessThan(10);
});

test('what inverted scaling leaves, the other multiplies in prediction', () => {
  const layers = [dropout(0.25, { scaling: 'inference' })];
  planned(layers, [6], { isTraining: false, isNoisy: false }, ({ plan, view }) => {
    fill(view(plan.x.at, 30), random(8).normal);
    plan.predict();
    const x = view(plan.x.at, 30);
    expect(view(plan.output.at, 30)).toEqual(x.map((value) => 0.75 * value));
  });
});
