/** What every layer promises. */
import { describe, expect, test } from 'vitest';
import { outlineOf } from '../../src/train/outline.ts';
import { fill, isFloat64, type Planned, planned } from '../support/planned.ts';
import { random } from '../support/random.ts';
import { DIFFERENCE_TOLERANCE, DIFFERENCE_TOLERANCE_32 } from '../support/tolerance.ts';
import { LAYER_CASES, type LayerCase } from './cases.ts';

/** Σ c y, whose gradient by y is c. */
function loss({ plan, view }: Planned, c: ArrayLike<number>): number {
  plan.predict();
  return Array.from(view(plan.output.at, c.length)).reduce((sum, y, i) => sum + c[i]! * y, 0);
}

/** Central differences of the loss by the numbers at an address. */
function differences(all: Planned, c: ArrayLike<number>, at: number, length: number): number[] {
  const h = isFloat64() ? 1e-6 : 2 ** -9;
  return Array.from({ length }, (_, i) => {
    const [value] = all.view(at, length).slice(i, i + 1);
    const to = (x: number) => {
      all.view(at, length)[i] = x;
      return loss(all, c);
    };
    const difference = (to(value! + h) - to(value! - h)) / (2 * h);
    all.view(at, length)[i] = value!;
    return difference;
  });
}

function expectGradients(all: Planned): void {
  const { plan, store, view, parameters } = all;
  const c = Float64Array.from({ length: plan.batch * plan.output.size }, random(9).normal);
  loss(all, c);
  view(plan.output.gradient, c.length).set(c);
  plan.differentiate();
  const places = [
    ['input', plan.x.at, plan.x.gradient, plan.batch * plan.x.size] as const,
    ...parameters.map(([name, size]) => {
      const { at, gradient } = store.parameter(name);
      return [name, at, gradient, size] as const;
    }),
  ];
  const given = places.map(
    ([name, , gradient, size]) => [name, view(gradient, size).slice()] as const,
  );
  for (const [k, [name, at, , size]] of places.entries()) {
    const expected = differences(all, c, at, size);
    const scale = Math.max(1, ...expected.map(Math.abs));
    const worst = Math.max(...expected.map((d, i) => Math.abs(d - given[k]![1][i]!)));
    const tolerance = isFloat64() ? DIFFERENCE_TOLERANCE : DIFFERENCE_TOLERANCE_32;
    expect(worst / scale, name).toBeLessThan(tolerance);
  }
}

describe.each(LAYER_CASES)('$title', ({ layers, input, output, value }: LayerCase) => {
  const size = input.reduce((a, b) => a * b, 1);
  const numbers = (batch: number) => {
    const { normal } = random(4);
    return Float64Array.from({ length: batch * size }, (_, i) => value?.(i) ?? normal());
  };

  test('has the shape that its outline says', () => {
    expect(outlineOf('test', layers, input).output).toEqual(output);
    planned(layers, input, {}, ({ plan }) => expect(plan.output.shape).toEqual(output));
  });

  test.each([1, 2, 5, 8].map((n) => [n]))(
    'has the gradients of finite differences, %i samples',
    (batch) => {
      if (batch === 1 && layers.some(({ type }) => type === 'batchNorm'))
        return expect(batch).toBe(1);
      planned(layers, input, { batch }, (all) => {
        if (value) all.view(all.plan.x.at, batch * all.plan.x.size).set(numbers(batch));
        expectGradients(all);
      });
    },
  );

  test('gives the same bits again, and in a batch of another size in prediction', () => {
    const options = { isTraining: false, isNoisy: false };
    const x = numbers(11);
    const outputs = [11, 3].map((batch) =>
      planned(layers, input, { ...options, batch }, ({ plan, view }) => {
        view(plan.x.at, batch * plan.x.size).set(x.subarray(0, batch * plan.x.size));
        plan.predict();
        const once = view(plan.output.at, batch * plan.output.size).slice();
        plan.predict();
        expect(view(plan.output.at, once.length)).toEqual(once);
        return once;
      }),
    );
    expect(outputs[1]).toEqual(outputs[0]!.subarray(0, outputs[1]!.length));
  });

  test('leaves what it is given and its weights as they are', () => {
    planned(layers, input, {}, ({ plan, store, parameters, view }) => {
      const read = () => [
        view(plan.x.at, plan.batch * size).slice(),
        ...parameters.map(([name, length]) => view(store.parameter(name).at, length).slice()),
      ];
      view(plan.x.at, plan.batch * size).set(numbers(plan.batch));
      const before = read();
      plan.predict();
      fill(view(plan.output.gradient, plan.batch * plan.output.size), random(6).normal);
      plan.differentiate();
      expect(read()).toEqual(before);
    });
  });

  test('writes nothing behind its numbers', () => {
    planned(layers, input, {}, ({ plan, view }) => {
      view(plan.x.at, plan.batch * size).set(numbers(plan.batch));
      plan.predict();
      const { gradient, size: outputs, at } = plan.output;
      fill(view(gradient, plan.batch * outputs), random(6).normal);
      plan.differentiate();
      expect(view(at, plan.batch * outputs).every(Number.isFinite)).toBe(true);
    });
  });
});
