import { describe, expect, it } from 'vitest';
import { normalQuantile } from '../../src/runtime/normal.ts';
import { stream } from '../../src/runtime/random.ts';
import { EPSILON_64 } from '../support/tolerance.ts';

/** Density of the standard normal. */
const density = (z: number) => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);

/** P(0 ≤ Z ≤ z) = φ(z) Σ z^(2k+1) / (1·3·5 … (2k+1)): every term is positive, nothing cancels. */
function central(z: number): number {
  let [term, sum] = [z, 0];
  for (let k = 1; sum + term !== sum; k++) {
    sum += term;
    term *= (z * z) / (2 * k + 1);
  }
  return density(z) * sum;
}

/** P(Z > z) for z ≥ 2 by the continued fraction φ(z) / (z + 1/(z + 2/(z + 3/(z + …)))). */
function tail(z: number): number {
  let fraction = z;
  for (let k = 400; k > 0; k--) fraction = z + k / fraction;
  return density(z) / fraction;
}

/**
 * Rounding of φ: exp(−z²/2) amplifies the rounding of z² to z²/2 units; the sums and the
 * fraction add a few dozen units of their own.
 */
const slack = (z: number) => (64 + z * z) * EPSILON_64;

describe('the normal quantile', () => {
  it('has the probability it was asked for, in the centre and on the shoulders', () => {
    for (let k = 1; k < 500; k++) {
      const q = k / 1000;
      const z = normalQuantile(q);
      expect(Math.abs(central(z) - q)).toBeLessThanOrEqual(slack(z) * q);
    }
  });

  it('keeps the relative precision of the smallest tails', () => {
    for (let k = 6; k <= 54; k++) {
      const r = 2 ** -k;
      const z = normalQuantile(0.5 - r);
      // z is known to a unit or two of its last place, and d ln P / dz is about −z.
      expect(Math.abs(tail(z) - r)).toBeLessThanOrEqual((slack(z) + 4 * z * z * EPSILON_64) * r);
    }
  });

  it('is odd, and 0 at 0', () => {
    expect(normalQuantile(0)).toBe(0);
    for (const q of [2 ** -60, 0.1, 0.425, 0.4250001, 0.49, 0.5 - 2 ** -40, 0.5 - 2 ** -54])
      expect(normalQuantile(-q)).toBe(-normalQuantile(q));
  });

  it('ascends across the borders of its three formulas', () => {
    const deep = Math.exp(-25);
    for (const border of [0.425, 0.5 - deep]) {
      const steps = [-3, -2, -1, 1, 2, 3].map((k) => normalQuantile(border + k * 1e-15));
      expect(steps.toSorted((a, b) => a - b)).toEqual(steps);
    }
  });
});

describe('normal numbers of a stream', () => {
  const DRAWS = 100_000;
  const { normal, uniform } = stream(21, 'normal');
  const z = Array.from({ length: DRAWS }, (_, i) => normal(i));
  const mean = (f: (v: number, i: number) => number) =>
    z.reduce((sum, v, i) => sum + f(v, i), 0) / DRAWS;

  it('have the moments of the standard normal and no correlation of neighbours', () => {
    // Variances of z, z², z³, z⁴ and z z′ are 1, 2, 15, 96 and 1, each over the draws.
    expect(Math.abs(mean((v) => v))).toBeLessThan(5 * Math.sqrt(1 / DRAWS));
    expect(Math.abs(mean((v) => v * v) - 1)).toBeLessThan(5 * Math.sqrt(2 / DRAWS));
    expect(Math.abs(mean((v) => v ** 3))).toBeLessThan(5 * Math.sqrt(15 / DRAWS));
    expect(Math.abs(mean((v) => v ** 4) - 3)).toBeLessThan(5 * Math.sqrt(96 / DRAWS));
    expect(Math.abs(mean((v, i) => v * (z[i + 1] ?? 0)))).toBeLessThan(5 * Math.sqrt(1 / DRAWS));
  });

  it('are the quantiles of the uniform numbers of the same index', () => {
    for (const i of [0, 1, 77, 2 ** 52 - 1])
      expect(normal(i)).toBe(normalQuantile(uniform(i) - 0.5 + 2 ** -54));
  });

  it('have the same bits in every release', () => {
    const pinned = stream(0, 'pinned');
    expect([0, 1, 2].map(pinned.normal)).toMatchInlineSnapshot(`
      [
        1.6350870653399254,
        -0.710158085910289,
        0.9480211968889921,
      ]
    `);
  });
});
