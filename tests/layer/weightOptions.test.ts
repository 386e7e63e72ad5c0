/** Penalties and constraints that layers with weights share. */
import { describe, expect, test } from 'vitest';
import { maxNorm, nonNegative } from '../../src/constraint/index.ts';
import {
  batchNorm,
  conv1d,
  conv2d,
  dense,
  depthwiseConv2d,
  embedding,
  groupNorm,
  type Layer,
  layerNorm,
  type NormOptions,
} from '../../src/layer/index.ts';
import type { Shape } from '../../src/layer/layer.ts';
import type { WeightOptions } from '../../src/layer/weightOptions.ts';
import type { CustomOptions } from '../../src/penalty/custom.ts';
import {
  custom,
  elasticNet,
  groupLasso,
  l1,
  l2,
  sparseGroupLasso,
} from '../../src/penalty/index.ts';
import type { Penalty } from '../../src/penalty/penalty.ts';
import { outlineOf } from '../../src/train/outline.ts';
import { isFloat64, type Planned, planned } from '../support/planned.ts';
import { random } from '../support/random.ts';
import { EPSILON_32, EPSILON_64, relativeDifference } from '../support/tolerance.ts';

type Make = (options: WeightOptions) => Layer;

/** The gradient of the loss by number i of all outputs, where it is y. */
type Slopes = (y: number, i: number, all: readonly number[]) => number;

const LAYERS: readonly (readonly [string, Make, Shape])[] = [
  ['dense', (options) => dense(5, { ...options, activation: 'relu' }), [4]],
  ['conv2d', (options) => conv2d(3, 2, { ...options, activation: 'relu' }), [4, 3, 2]],
  ['conv2d with tanh', (options) => conv2d(3, 2, { ...options, activation: 'tanh' }), [3, 3, 2]],
  ['conv1d', (options) => conv1d(3, 2, options), [5, 2]],
  ['depthwiseConv2d', (options) => depthwiseConv2d(2, options), [3, 3, 5]],
  ['embedding', ({ biasPenalty: _, biasConstraint: __, ...rest }) => embedding(6, 3, rest), [4]],
];

const RULES = {
  penalty: l1(0.1),
  biasPenalty: l2(0.2),
  constraint: maxNorm(2),
  biasConstraint: nonNegative(),
};

/** Units 0 and 2 are a group. */
const inPairs = (unit: number) => (unit === 0 || unit === 2 ? [0, 2] : [unit]);

describe.each(LAYERS)('%s', (name, make, input) => {
  const run = (options: WeightOptions, slopes: Slopes) =>
    planned([make(options)], input, { batch: 3 }, (all) => gradientsOf(all, slopes));

  test('says what its weights and biases cost, and where they may be', () => {
    const { parameters } = outlineOf('test', [make({ ...RULES, activityPenalty: l1(1) })], input);
    const [weight, bias] = parameters;
    expect(weight).toMatchObject({ penalty: RULES.penalty, constraint: RULES.constraint });
    const { biasPenalty, biasConstraint } = RULES;
    const ofBias = { penalty: biasPenalty, constraint: biasConstraint, isPenalized: false };
    if (bias) expect(bias).toMatchObject(ofBias);
    const plain = outlineOf('test', [make({})], input).parameters;
    expect(plain.some(({ penalty, constraint }) => penalty || constraint)).toBe(false);
  });

  test('adds the slope of what its outputs cost to their gradient', () => {
    const penalty = elasticNet({ lambda: 0.3, l1Ratio: 0.5 });
    const draws = random(7);
    const c = Array.from({ length: 3 * 100 }, draws.normal);
    const h = 1e-4;
    const slope = (y: number) => (penalty.value(y + h) - penalty.value(y - h)) / (2 * h);
    const given = run({ activityPenalty: penalty }, (_y, i) => c[i]!);
    const expected = run({}, (y, i) => c[i]! + (Math.abs(y) > h ? slope(y) : 0) / 3);
    expect(given.length).toBe(expected.length);
    given.forEach((gradient, k) => {
      // h² and its rounding count in f64, ε in f32
      const bound = isFloat64() ? (64 * EPSILON_64) / h : 64 * EPSILON_32;
      expect(relativeDifference(gradient, expected[k]!)).toBeLessThan(bound);
    });
  });

  test.each<readonly [string, Penalty, (unit: number) => number[], number]>([
    ['of two units', groupLasso({ lambda: 0.4, groups: [[0, 2]] }), inPairs, 0],
    ['of a unit each', groupLasso({ lambda: 0.4, groups: 'outputs' }), (unit) => [unit], 0],
    [
      'and of single numbers',
      sparseGroupLasso({ lambda: 0.8, l1Ratio: 0.5, groups: [[0, 2]] }),
      inPairs,
      0.4,
    ],
  ])('adds the slope of norms %s, sample by sample', (_, activityPenalty, groupOf, l1) => {
    const draws = random(8);
    const c = Array.from({ length: 3 * 100 }, draws.normal);
    const given = run({ activityPenalty }, (_y, i) => c[i]!);
    const { output } = outlineOf('test', [make({})], input);
    const units = output.at(-1)!;
    const size = output.reduce((a, b) => a * b, 1);
    const expected = run({}, (y, i, all) => {
      const first = i - (i % size);
      const group = groupOf(i % units);
      const own = all.slice(first, first + size).filter((_y, j) => group.includes(j % units));
      const norm = Math.hypot(...own);
      const pull = norm > 0 ? (0.4 * Math.sqrt(own.length) * y) / norm : 0;
      return c[i]! + (pull + l1 * Math.sign(y)) / 3;
    });
    given.forEach((gradient, k) => {
      const bound = 64 * (isFloat64() ? EPSILON_64 : EPSILON_32);
      expect(relativeDifference(gradient, expected[k]!)).toBeLessThan(bound);
    });
  });

  test('adds the gradient of a custom penalty, which sees one sample at a time', () => {
    const draws = random(9);
    const c = Array.from({ length: 3 * 100 }, draws.normal);
    const meanOf = (values: ArrayLike<number>) =>
      Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;
    // ½ (Σ y)² ÷ size: its gradient is the mean in every place
    const activityPenalty = custom({
      lambda: 0.6,
      value: (y) => 0.5 * meanOf(y) ** 2 * y.length,
      grad: (y, out) => out.fill(meanOf(y)),
    });
    const given = run({ activityPenalty }, (_y, i) => c[i]!);
    const size = outlineOf('test', [make({})], input).output.reduce((a, b) => a * b, 1);
    const expected = run({}, (_y, i, all) => {
      const first = i - (i % size);
      return c[i]! + (0.6 * meanOf(all.slice(first, first + size))) / 3;
    });
    given.forEach((gradient, k) => {
      const bound = 64 * (isFloat64() ? EPSILON_64 : EPSILON_32);
      expect(relativeDifference(gradient, expected[k]!)).toBeLessThan(bound);
    });
  });

  test('refuses a custom penalty without grad, and names one whose functions are wrong', () => {
    const step = (options: CustomOptions) => () =>
      planned([make({ activityPenalty: custom(options) })], input, {}, ({ plan }) => plan.step());
    const value = (y: Float64Array) => y.reduce((sum, v) => sum + v * v, 0);
    const prox = (y: Float64Array, step: number, out: Float64Array) =>
      out.set(y.map((v) => v / (1 + 2 * step)));
    expect(step({ value, prox })).toThrow(/1: activityPenalty must have grad/);
    expect(step({ value, grad: (_, out) => out.fill(9) })).toThrow(
      /1: activityPenalty: custom: grad must agree with differences/,
    );
  });

  test('refuses groups that its outputs do not have', () => {
    const plan = (penalty: Penalty) => () =>
      outlineOf('test', [make({ activityPenalty: penalty })], input);
    expect(plan(groupLasso({ groups: 'inputs' }))).toThrow(
      /1: activityPenalty: groups must be 'outputs', or units or channels by number, got "inputs"/,
    );
    expect(plan(groupLasso({ groups: [[0, 9]] }))).toThrow(
      /groups must hold units from 0 to \d, got 9/,
    );
  });

  test('takes penalties and constraints only', () => {
    expect(() => make({ penalty: 0.1 as never })).toThrow(
      /: penalty must be a penalty such as l1\(0\.01\), got 0\.1/,
    );
    expect(() => make({ constraint: 2 as never })).toThrow(
      /: constraint must be a constraint such as maxNorm\(2\), got 2/,
    );
    if (name === 'embedding') return;
    expect(() => make({ biasConstraint: 2 as never })).toThrow(
      /: biasConstraint must be a constraint such as maxNorm\(2\), got 2/,
    );
  });
});

const NORMS: readonly (readonly [string, (options: NormOptions) => Layer])[] = [
  ['batchNorm', batchNorm],
  ['layerNorm', layerNorm],
  ['groupNorm', (options) => groupNorm(2, options)],
];

describe.each(NORMS)('%s', (name, make) => {
  test('says what its scales and shifts cost, and where they may be', () => {
    const rules = { scalePenalty: l1(0.1), shiftConstraint: nonNegative() };
    const others = { shiftPenalty: l2(0.2), scaleConstraint: maxNorm(2) };
    const [scale, shift] = outlineOf('test', [make({ ...rules, ...others })], [4]).parameters;
    const ofScale = { penalty: rules.scalePenalty, constraint: others.scaleConstraint };
    const ofShift = { penalty: others.shiftPenalty, constraint: rules.shiftConstraint };
    expect(scale).toMatchObject({ name: `${name}1.scale`, isPenalized: false, ...ofScale });
    expect(shift).toMatchObject({ name: `${name}1.shift`, isPenalized: false, ...ofShift });
    const plain = outlineOf('test', [make({})], [4]).parameters;
    expect(plain.some(({ penalty, constraint }) => penalty || constraint)).toBe(false);
  });

  test('takes penalties and constraints only', () => {
    for (const key of ['scalePenalty', 'shiftPenalty'] as const)
      expect(() => make({ [key]: 0.1 as never })).toThrow(
        `${name}: ${key} must be a penalty such as l1(0.01), got 0.1`,
      );
    for (const key of ['scaleConstraint', 'shiftConstraint'] as const)
      expect(() => make({ [key]: 2 as never })).toThrow(
        `${name}: ${key} must be a constraint such as maxNorm(2), got 2`,
      );
  });
});

/** The gradients by all parameters for a gradient by the output that may depend on it. */
function gradientsOf({ plan, store, parameters, view }: Planned, slopes: Slopes): number[][] {
  if (plan.output.shape.length > 1 && plan.x.size === 4)
    view(plan.x.at, 12).set(Array.from({ length: 12 }, (_, i) => i % 6));
  plan.predict();
  const count = plan.batch * plan.output.size;
  const y = Array.from(view(plan.output.at, count));
  view(plan.output.gradient, count).set(y.map(slopes));
  plan.differentiate();
  return parameters.map(([name, size]) => Array.from(view(store.parameter(name).gradient, size)));
}
