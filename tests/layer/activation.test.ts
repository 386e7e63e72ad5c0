/** Activations against their formulas in float64, at ordinary, tiny, large and infinite numbers. */
import { describe, expect, test } from 'vitest';
import type { Call } from '../../src/memory/networkKernels.ts';
import { onNetworkKernels, whole } from '../support/networkKernels.ts';
import { activationError } from '../support/tolerance.ts';

/** erf by the continued fraction of erfc far out, by its series near 0. */
function erf(x: number): number {
  if (x < 0) return -erf(-x);
  if (x < 3) {
    let term = x;
    let sum = x;
    for (let k = 1; k < 80; k++) {
      term *= (2 * x * x) / (2 * k + 1);
      sum += term;
    }
    return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
  }
  let fraction = x;
  for (let k = 80; k > 0; k--) fraction = x + k / 2 / fraction;
  return 1 - Math.exp(-x * x) / Math.sqrt(Math.PI) / fraction;
}

const SELU = [1.0507009873554805, 1.6732632423543772] as const;

const FORMULAS: Readonly<Record<string, (x: number) => number>> = {
  relu: (x) => Math.max(x, 0),
  leakyRelu: (x) => (x > 0 ? x : 0.01 * x),
  elu: (x) => (x > 0 ? x : Math.expm1(x)),
  selu: (x) => SELU[0] * (x > 0 ? x : SELU[1] * Math.expm1(x)),
  gelu: (x) => (x / 2) * (1 + erf(x / Math.SQRT2)),
  silu: (x) => x / (1 + Math.exp(-x)),
  softplus: (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
  sigmoid: (x) => 1 / (1 + Math.exp(-x)),
  tanh: Math.tanh,
};

const POINTS = [
  ...Array.from({ length: 801 }, (_, i) => (i - 400) / 40),
  ...[1e-5, -1e-5, 1e-3, -1e-3, 0.92, 1.32, -1.32, 20, -20, 80, -80],
];

describe.each(Object.entries(FORMULAS))('%s', (name, formula) => {
  test('is its formula', () => {
    onNetworkKernels(({ kernels, given, room, reals, epsilon }) => {
      const n = whole(POINTS.length);
      const x = reals(n, (i) => POINTS[i] ?? 0);
      const y = room(reals(n, () => 7));
      const [kernel] = [`${name}_forward`] as unknown as Call;
      (kernels[kernel] as (n: number, x: number, y: number) => void)(n, given(x), y.at);
      const got = y.read();
      const worst = POINTS.map((_, i) => {
        const expected = formula(x[i]!);
        return Math.abs(got[i]! - expected) / activationError(expected, x[i]!, epsilon);
      });
      expect(Math.max(...worst)).toBeLessThan(1);
    });
  });
});

describe('softmax', () => {
  test.each([1, 2, 3, 4, 5, 8, 9])('of %i numbers sums to 1, whatever is added', (cols) => {
    onNetworkKernels(({ kernels, given, room, reals, epsilon }) => {
      const rows = 3;
      const value = (i: number) => ((i * 7) % 5) - 2 + (i >= cols ? 1000 : 0);
      const x = reals(rows * cols, value);
      const y = room(reals(rows * cols, () => 0));
      kernels.softmax_forward(rows, cols, given(x), y.at);
      const got = y.read();
      for (let i = 0; i < rows; i++) {
        const row = Array.from(x.subarray(i * cols, (i + 1) * cols));
        const top = Math.max(...row);
        const sum = row.reduce((s, z) => s + Math.exp(z - top), 0);
        row.forEach((z, k) => {
          const expected = Math.exp(z - top) / sum;
          expect(Math.abs(got[i * cols + k]! - expected)).toBeLessThan(8 * epsilon * expected);
        });
      }
    });
  });
});
