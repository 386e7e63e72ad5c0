/** What penalties and constraints do to the weights of a network. */
import { describe, expect, test } from 'vitest';
import { box, maxNorm, nonNegative, orthogonal, unitNorm } from '../../src/constraint/index.ts';
import { dense, type Layer, layerNorm, type NormOptions } from '../../src/layer/index.ts';
import { adamW } from '../../src/optimizer/index.ts';
import { custom, elasticNet, groupLasso, l1, l2, type Penalty } from '../../src/penalty/index.ts';
import { sequential } from '../../src/train/index.ts';
import { fitted, HIDDEN, numbers, REORDERED, weight } from '../support/smallFit.ts';
import { relativeDifference } from '../support/tolerance.ts';

describe('penalties', () => {
  test('of a layer take the place of those of the network, biases have their own', async () => {
    const own = { penalty: l1(0.5), biasPenalty: l2(0.5), ...HIDDEN };
    const net = sequential([dense(8, own), dense(1)]);
    const model = await fitted({ penalty: l2(0.25), epochs: 60 }, net);
    expect(weight(model, 'dense1.weight').filter((w) => w === 0).length).toBeGreaterThan(24);
    expect(weight(model, 'dense2.weight').some((w) => w === 0)).toBe(false);
    const sum = (name: string, penalty: Penalty) =>
      weight(model, name).reduce((total, w) => total + penalty.value(w), 0);
    const value =
      sum('dense1.weight', l1(0.5)) + sum('dense1.bias', l2(0.5)) + sum('dense2.weight', l2(0.25));
    expect(Math.abs(model.history.at(-1)!.penaltyLoss - value)).toBeLessThan(1e-6);
  });

  test('of scales take features out, those of shifts hold them down', async () => {
    const net = (options: NormOptions) =>
      sequential([dense(8, HIDDEN), layerNorm(options), dense(1)]);
    const rules = { scalePenalty: l1(0.5), shiftPenalty: l2(0.25) };
    const model = await fitted({ epochs: 60, penalty: l2(0.1) }, net(rules));
    const plain = await fitted({ epochs: 60 }, net({}));
    const zeros = [model, plain].map(
      (one) => weight(one, 'layerNorm2.scale').filter((w) => w === 0).length,
    );
    expect(zeros[0]).toBeGreaterThan(0);
    expect(zeros[1]).toBe(0);
    const sum = (name: string, penalty: Penalty) =>
      weight(model, name).reduce((total, w) => total + penalty.value(w), 0);
    const value = ['dense1', 'dense3'].reduce(
      (total, name) => total + sum(`${name}.weight`, l2(0.1)),
      sum('layerNorm2.scale', l1(0.5)) + sum('layerNorm2.shift', l2(0.25)),
    );
    expect(Math.abs(model.history.at(-1)!.penaltyLoss - value)).toBeLessThan(1e-6);
  });

  test('of groups take whole units out', async () => {
    const penalty = groupLasso({ lambda: 0.1, groups: 'outputs' });
    const net = sequential([dense(8, { penalty, ...HIDDEN }), dense(1)]);
    const w = weight(await fitted({ epochs: 80 }, net), 'dense1.weight');
    const zeros = Array.from(
      { length: 8 },
      (_, unit) => [0, 1, 2, 3, 4, 5].filter((input) => w[8 * input + unit] === 0).length,
    );
    expect(zeros.filter((count) => count === 6).length).toBeGreaterThan(0);
    expect(zeros.every((count) => count === 0 || count === 6)).toBe(true);
  });

  test("of inputs take whole columns of X out, by adam's metric, too", async () => {
    const penalty = groupLasso({ lambda: 0.1, groups: 'inputs' });
    const net = sequential([dense(8, { penalty, ...HIDDEN }), dense(1)]);
    const optimizer = adamW({ lr: 0.02, weightDecay: 0 });
    const w = weight(await fitted({ epochs: 80, optimizer }, net), 'dense1.weight');
    const zeros = [0, 1, 2, 3, 4, 5].map(
      (input) => w.slice(8 * input, 8 * input + 8).filter((x) => x === 0).length,
    );
    expect(zeros.slice(0, 2)).toEqual([0, 0]);
    expect(zeros.slice(2)).toEqual([8, 8, 8, 8]);
  });

  test('of your own act like those that are built in', async () => {
    const half = (w: Float64Array) => w.reduce((sum, x) => sum + x * x, 0) / 2;
    const grad = (w: Float64Array, out: Float64Array) => out.set(w);
    const smooth = custom({ lambda: 0.3, value: half, grad });
    const a = await fitted({ penalty: smooth });
    const b = await fitted({ penalty: l2(0.3) });
    expect(relativeDifference(numbers(a), numbers(b))).toBeLessThan(REORDERED);
    const lasso = custom({
      lambda: 0.3,
      value: (w) => w.reduce((sum, x) => sum + Math.abs(x), 0),
      prox: (w, step, out) => out.set(w.map((x) => Math.sign(x) * Math.max(Math.abs(x) - step, 0))),
    });
    const c = await fitted({ penalty: lasso });
    const d = await fitted({ penalty: l1(0.3) });
    expect(relativeDifference(numbers(c), numbers(d))).toBeLessThan(REORDERED);
    expect(c.history.at(-1)!.penaltyLoss).toBeCloseTo(d.history.at(-1)!.penaltyLoss, 5);
  });

  test('of what a layer gives make it small', async () => {
    const size = async (activityPenalty?: Penalty) => {
      const first = { ...HIDDEN, ...(activityPenalty && { activityPenalty }) };
      const model = await fitted({ epochs: 40 }, sequential([dense(8, first), dense(1)]));
      return Math.hypot(...weight(model, 'dense1.weight'));
    };
    expect(await size(l1(0.1))).toBeLessThan(0.8 * (await size()));
    expect(await size(elasticNet({ lambda: 0.2, l1Ratio: 0 }))).toBeLessThan(0.8 * (await size()));
    const groups = groupLasso({ lambda: 0.2, groups: [0, 0, 0, 0, 1, 1, 1, 1] });
    expect(await size(groups)).toBeLessThan(0.8 * (await size()));
    const squares = custom({
      lambda: 0.2,
      value: (y) => 0.5 * y.reduce((sum, v) => sum + v * v, 0),
      grad: (y, out) => out.set(y),
    });
    const ridge = await size(elasticNet({ lambda: 0.2, l1Ratio: 0 }));
    expect(await size(squares)).toBeCloseTo(ridge, 4);
  });
});

describe('constraints', () => {
  test.each([
    [maxNorm(0.5), (w: number[][]) => Math.max(...norms(w)) <= 0.5 + 1e-6],
    [unitNorm(), (w: number[][]) => norms(w).every((norm) => Math.abs(norm - 1) < 1e-6)],
    [nonNegative(), (w: number[][]) => w.flat().every((x) => x >= 0)],
    [box(-0.1, 0.2), (w: number[][]) => w.flat().every((x) => x >= -0.1001 && x <= 0.2001)],
    [
      orthogonal(),
      (w: number[][]) => Math.abs(w.reduce((sum, row) => sum + row[0]! * row[1]!, 0)) < 1e-5,
    ],
  ])('hold after training, $type', async (constraint, holds) => {
    const net = sequential([dense(4, { constraint, ...HIDDEN }), dense(1)]);
    const w = weight(await fitted({}, net), 'dense1.weight');
    expect(holds([0, 1, 2, 3, 4, 5].map((i) => w.slice(4 * i, 4 * i + 4)))).toBe(true);
  });

  test('hold for biases, scales and shifts', async () => {
    const first = dense(8, { ...HIDDEN, biasConstraint: nonNegative() });
    const limits = { scaleConstraint: maxNorm(0.9), shiftConstraint: box(-0.001, 0.002) };
    const run = (layers: Layer[]) => fitted({ epochs: 20 }, sequential([...layers, dense(1)]));
    const model = await run([first, layerNorm(limits)]);
    const plain = await run([dense(8, HIDDEN), layerNorm()]);
    const [a, b] = [model, plain].map((one) => ({
      bias: Math.min(...weight(one, 'dense1.bias')),
      scale: Math.max(...weight(one, 'layerNorm2.scale')),
      shift: Math.max(...weight(one, 'layerNorm2.shift').map(Math.abs)),
    }));
    expect(a!.bias).toBeGreaterThanOrEqual(0);
    expect(a!.scale).toBeLessThanOrEqual(0.9 + 1e-6);
    expect(a!.shift).toBeLessThanOrEqual(0.002 + 1e-6);
    expect(b!.bias).toBeLessThan(0);
    expect(b!.scale).toBeGreaterThan(1);
    expect(b!.shift).toBeGreaterThan(0.01);
  });

  const norms = (w: number[][]) => [0, 1, 2, 3].map((j) => Math.hypot(...w.map((row) => row[j]!)));
});

describe('what is wrong with a parameter names it:', () => {
  test.each<[string, Layer]>([
    ['dense1.weight: lower must have length 48', dense(8, { constraint: box([-1], 1) })],
    [
      'dense1.weight: upper must have length 48',
      dense(8, { constraint: box(-1, new Float64Array(8).fill(1)) }),
    ],
  ])('the limits of %s', async (message, first) => {
    const net = sequential([first, dense(1)]);
    await expect(fitted({}, net)).rejects.toThrow(`fit: constraint of ${message} (one per weight`);
  });

  const sum = (w: Float64Array) => w.reduce((total, x) => total + Math.abs(x), 0);
  const wrong = { value: sum, grad: (_: Float64Array, out: Float64Array) => out.fill(9) };
  const paper = new Error('out of paper');
  const refuse = () => {
    throw paper;
  };
  const still = (w: Float64Array, out: Float64Array) => out.set(w.map(Math.sign));

  test('a penalty that checks find out', async () => {
    const net = sequential([dense(8, HIDDEN), dense(1, { penalty: custom(wrong) })]);
    const run = fitted({}, net);
    const message = 'fit: penalty of dense2.weight: custom: grad must agree with differences';
    await expect(run).rejects.toThrow(message);
    await expect(run).rejects.toThrow(RangeError);
  });

  test.each([
    ['value', { value: refuse, grad: still, check: false }],
    ['grad', { value: sum, grad: refuse, check: false }],
    ['prox', { value: sum, prox: refuse, check: false }],
  ])('a %s that throws, with its cause', async (name, options) => {
    const net = sequential([dense(8, { biasPenalty: custom(options), ...HIDDEN }), dense(1)]);
    await expect(fitted({}, net)).rejects.toMatchObject({
      message: `fit: penalty of dense1.bias: custom: ${name} must not throw, got out of paper`,
      cause: paper,
    });
  });

  test('a value that is none', async () => {
    const bad = custom({ value: () => Number.NaN, grad: still, check: false });
    const net = sequential([dense(8, { penalty: bad, ...HIDDEN }), dense(1)]);
    await expect(fitted({}, net)).rejects.toThrow(
      'fit: penalty of dense1.weight: custom: value must return a number, got NaN',
    );
  });
});
