/** Kernels that treat gradients before a step, and weights of samples. */
import { describe, expect, test } from 'vitest';
import { NoiseRecord } from '../../src/memory/networkRecords.ts';
import { type NetworkBox, onNetworkKernels, whole } from '../support/networkKernels.ts';
import { random } from '../support/random.ts';
import { relativeDifference, standardErrors } from '../support/tolerance.ts';

const SIZES = [0, 1, 2, 3, 4, 5, 8, 9, 17, 33].map((n) => [n] as const);

function problem({ reals }: NetworkBox, n: number) {
  const { normal } = random(n + 1);
  return [0, 1].map(() => reals(whole(n), (i) => (i < n ? normal() : 0)));
}

describe.each(SIZES)('%i numbers', (n) => {
  test('are added with a factor', () => {
    onNetworkKernels((box) => {
      const [x, y] = problem(box, n);
      const sum = box.room(y!);
      box.kernels.gradient_add(n, 0.3, box.given(x!), sum.at);
      const expected = Array.from(y!, (value, i) => value + 0.3 * x![i]!);
      expect(relativeDifference(sum.read(), expected)).toBeLessThan(4 * box.epsilon);
    });
  });

  test('are taken out of a sum', () => {
    onNetworkKernels((box) => {
      const [x, y] = problem(box, n);
      const sum = box.room(x!);
      const to = box.room(y!);
      box.kernels.gradient_take(n, 0.25, sum.at, to.at);
      expect(Array.from(to.read().subarray(0, n))).toEqual(
        Array.from(x!.subarray(0, n), (value) => 0.25 * value),
      );
      expect(
        sum
          .read()
          .subarray(0, n)
          .every((value) => value === 0),
      ).toBe(true);
    });
  });

  test('are cut off at a norm', () => {
    onNetworkKernels((box) => {
      const [x] = problem(box, n);
      const norm = Math.hypot(...Array.from(x!));
      for (const most of [norm / 3, 2 * norm + 1]) {
        const room = box.room(x!);
        expect(Math.abs(box.kernels.gradient_clip(n, most, room.at) - norm)).toBeLessThanOrEqual(
          1e-14 * (n + 1),
        );
        const factor = norm > most ? most / norm : 1;
        const expected = Array.from(x!, (value) => factor * value);
        expect(relativeDifference(room.read(), expected)).toBeLessThan(4 * box.epsilon);
      }
    });
  });

  test.runIf(n > 0)('are divided by their sum', () => {
    onNetworkKernels((box) => {
      const { uniform } = random(n);
      const weights = box.reals(n, () => 0.1 + uniform());
      const room = box.room(weights);
      const sum = Array.from(weights).reduce((a, b) => a + b, 0);
      expect(Math.abs(box.kernels.weights_normalize(n, room.at) - sum)).toBeLessThan(1e-13 * sum);
      const expected = Array.from(weights, (weight) => weight / sum);
      expect(relativeDifference(room.read(), expected)).toBeLessThan(4 * box.epsilon);
    });
  });

  test('get noise, and none behind them', () => {
    onNetworkKernels((box) => {
      const clock = box.given(Int32Array.of(3));
      const noise = box.box.record(NoiseRecord, { key0: 1, key1: 2, clock });
      const room = box.room(box.reals(n, () => 1));
      box.kernels.gradient_noise(n, 0, noise, room.at);
      expect(room.read()).toEqual(box.reals(n, () => 1));
      box.kernels.gradient_noise(n, 1, noise, room.at);
      expect(room.read().every((value) => value !== 1)).toBe(true);
    });
  });
});

test('noise has the moments of normal numbers', () => {
  onNetworkKernels((box) => {
    const n = 20_000;
    const clock = box.given(Int32Array.of(3));
    const noise = box.box.record(NoiseRecord, { key0: 1, key1: 2, clock });
    const room = box.room(box.reals(n, () => 0));
    box.kernels.gradient_noise(n, 2, noise, room.at);
    const z = Array.from(room.read(), (value) => value / 2);
    const mean = (f: (x: number) => number) => z.reduce((sum, x) => sum + f(x), 0) / n;
    // standard deviations of z, z² and of |z| < 0.6745, half of all
    expect(Math.abs(mean((x) => x))).toBeLessThan(5 / Math.sqrt(n));
    expect(Math.abs(mean((x) => x * x) - 1)).toBeLessThan(5 * Math.sqrt(2 / n));
    const inside = mean((x) => Number(Math.abs(x) < 0.6744897501960817));
    expect(Math.abs(inside - 0.5)).toBeLessThan(standardErrors(0.5, n));
  });
});
