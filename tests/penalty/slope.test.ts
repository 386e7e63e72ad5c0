/** SLOPE: its weights, its kernel, and the norm's dual. */
import { describe, expect, test } from 'vitest';
import { defaultMemory } from '../../src/memory/memory.ts';
import { Scope } from '../../src/memory/scope.ts';
import { falseDiscoveryWeights, slope } from '../../src/penalty/slope.ts';
import { slopeProx } from '../reference/slopeProx.ts';
import { expectEach } from '../support/expectEach.ts';
import { EDGE_SIZES, f64, onKernels, SHIFTS } from '../support/kernels.ts';
import { random } from '../support/random.ts';
import { EPSILON_64 } from '../support/tolerance.ts';

const descending = (count: number, uniform: () => number) => f64(count, uniform).sort().reverse();

/** λ_k |b|_(k), summed. */
function value(b: ArrayLike<number>, sequence: ArrayLike<number>): number {
  const sizes = Array.from(b, Math.abs).sort((x, y) => y - x);
  return sizes.reduce((sum, size, k) => sum + size * sequence[k]!, 0);
}

/** The functions of the penalty for `count` columns. */
function bound<T>(
  count: number,
  use: (whole: ReturnType<typeof wholeOf>) => T,
  weights?: number[],
) {
  const scope = new Scope(defaultMemory());
  try {
    return use(wholeOf(scope, count, weights));
  } finally {
    scope.release();
  }
}
const wholeOf = (scope: Scope, count: number, weights?: number[]) =>
  slope(weights ? { weights } : {}).whole!.bind(scope, count);

describe('the kernel', () => {
  /** Numbers with many ties, with none, and with zeros of both signs. */
  const SORTS = {
    'without ties': (draw: ReturnType<typeof random>) => draw.normal(),
    'with many ties': (draw: ReturnType<typeof random>) => draw.pick([-2, -1, 1, 2, 0.5]),
    'with zeros': (draw: ReturnType<typeof random>) => draw.pick([0, -0, draw.normal()]),
  };

  for (const [sort, draw] of Object.entries(SORTS))
    describe.each(SHIFTS)(`of numbers ${sort}, %i bytes past a multiple of 16`, (bytes) => {
      test.each(EDGE_SIZES)('%i: is the projection of its twin', (count) => {
        const source = random(count + 5);
        const v = f64(count, () => draw(source));
        const sequence = descending(count, source.uniform);
        for (const t of [0, 0.3, 1, 5])
          onKernels(({ kernels, given, room }) => {
            const out = room(f64(count));
            const work = room(f64(3 * count));
            kernels.slopeProx(count, given(v), given(sequence), t, work.at, out.at);
            const expected = slopeProx(v, sequence, t);
            const size = Math.max(1, t, ...v.map(Math.abs));
            out.read().forEach((got, j) => {
              // pooled means are sums of up to count terms, taken in two orders
              expectEach(Math.abs(got - expected[j]!)).toBeLessThanOrEqual(
                4 * (count + 1) * EPSILON_64 * size,
              );
            });
          }, bytes);
      });
    });

  test('may write where it reads', () => {
    const source = random(3);
    const v = f64(33, source.normal);
    const sequence = descending(33, source.uniform);
    onKernels(({ kernels, given, room }) => {
      const [apart, same, work] = [room(f64(33)), room(v), room(f64(99))];
      kernels.slopeProx(33, given(v), given(sequence), 0.7, work.at, apart.at);
      kernels.slopeProx(33, same.at, given(sequence), 0.7, work.at, same.at);
      expect(same.read()).toEqual(apart.read());
    });
  });

  test('finds no better point by moving any coefficient, alone or with its cluster', () => {
    const source = random(8);
    const v = f64(12, source.normal);
    const sequence = descending(12, source.uniform);
    const cost = (b: ArrayLike<number>) =>
      v.reduce((sum, x, j) => sum + 0.5 * (b[j]! - x) ** 2, 0) + 0.8 * value(b, sequence);
    onKernels(({ kernels, given, room }) => {
      const [out, work] = [room(f64(12)), room(f64(36))];
      kernels.slopeProx(12, given(v), given(sequence), 0.8, work.at, out.at);
      const b = out.read();
      for (const step of [1e-2, -1e-2, 1e-4, -1e-4])
        for (let j = 0; j < 12; j++) {
          const alone = b.map((x, k) => (k === j ? x + step : x));
          const size = Math.abs(b[j]!);
          const together = b.map((x) => (Math.abs(x) === size ? x + Math.sign(x) * step : x));
          expectEach(cost(alone)).toBeGreaterThan(cost(b) - 1e-15);
          expectEach(cost(together)).toBeGreaterThan(cost(b) - 1e-15);
        }
    });
  });
});

describe('the weights', () => {
  test('are the normal quantiles of Benjamini and Hochberg over the first of them', () => {
    // quantiles 0.995, 0.99 and 0.95 of the standard normal distribution
    const expected = [2.5758293035489004, 2.3263478740408408, 1.6448536269514722];
    const weights = falseDiscoveryWeights(10, 0.1);
    for (const [at, k] of [0, 1, 9].entries())
      expect(weights[k]! * expected[0]!).toBeCloseTo(expected[at]!, 12);
  });

  test.each([1, 2, 50, 5000])('of %i columns begin with 1 and descend to more than 0', (count) => {
    for (const q of [1e-6, 0.1, 0.99]) {
      const weights = falseDiscoveryWeights(count, q);
      expectEach(weights[0]).toBe(1);
      expectEach(weights.every((w, k) => w > 0 && (k === 0 || w < weights[k - 1]!))).toBe(true);
    }
  });
});

describe('the norm', () => {
  const weights = [3, 2.5, 1, 1, 0.2, 0];
  const source = random(4);
  const points = Array.from({ length: 200 }, () =>
    f64(6, () => source.pick([0, 1, -1, source.normal()])),
  );

  test('is the sum of sorted sizes times weights', () => {
    bound(
      6,
      (whole) => {
        for (const w of points) expect(whole.value(w)).toBeCloseTo(value(w, weights), 12);
      },
      weights,
    );
  });

  test('and its dual are the tightest pair: uᵀw ≤ Ω(w) Ω°(u), with equality somewhere', () => {
    bound(
      6,
      ({ dual }) => {
        const product = (u: Float64Array, w: Float64Array) =>
          u.reduce((s, x, j) => s + x * w[j]!, 0);
        for (const u of points) {
          const norm = dual!.norm(u);
          for (const w of points)
            expectEach(product(u, w)).toBeLessThanOrEqual(norm * value(w, weights) + 1e-12);
          // the extreme points of the unit ball have equal sizes on some coordinates
          const order = [...u.keys()].sort((a, b) => Math.abs(u[b]!) - Math.abs(u[a]!));
          const best = order.map((_, k) => {
            const w = u.map((x, j) => (order.indexOf(j) <= k ? Math.sign(x) : 0));
            const size = value(w, weights);
            return size > 0 ? product(u, w) / size : 0;
          });
          expect(norm).toBeCloseTo(Math.max(...best), 12);
        }
      },
      weights,
    );
  });

  test('has the slack λ Ω(w) − uᵀw, without cancellation', () => {
    bound(
      6,
      ({ dual, prox }) => {
        for (const v of points) {
          const w = new Float64Array(6);
          prox!(v, 0.3, w);
          // at a prox the slack is 0: (v − w) ÷ 0.3 is a subgradient of Ω at w
          const u = v.map((x, j) => (x - w[j]!) / 0.3);
          expectEach(dual!.slack(w, u, 1)).toBeLessThanOrEqual(1e-14);
          const half = u.map((x) => x / 2);
          const product = half.reduce((sum, x, j) => sum + x * w[j]!, 0);
          expect(dual!.slack(w, half, 1)).toBeCloseTo(value(w, weights) - product, 12);
        }
      },
      weights,
    );
  });
});

test('the pattern has a cluster per size, whose slope is what Ω gains as it grows', () => {
  const weights = [3, 2.5, 1, 1, 0.2, 0];
  bound(
    6,
    (whole) => {
      const w = Float64Array.of(0, -2, 5, 2, 0, -0.5);
      const { labels, slopes, below } = whole.pattern!(w);
      expect([...labels]).toEqual([-1, 1, 0, 1, -1, 2]);
      expect(slopes).toEqual([3, 3.5, 1]);
      expect(below).toEqual([1, 2, -1]);
      slopes.forEach((slope, c) => {
        const grown = w.map((x, j) => (labels[j] === c ? x + 0.25 * Math.sign(x) : x));
        expect(whole.value(grown) - whole.value(w)).toBeCloseTo(0.25 * slope, 14);
      });
      expect(whole.pattern!(new Float64Array(6))).toMatchObject({ slopes: [], below: [] });
    },
    weights,
  );
});

describe('as a value', () => {
  test('it has a name, a strength and scales', () => {
    expect(slope({ lambda: 2 })).toMatchObject({ kind: 'slope', lambda: 2, convex: true });
    expectEach(slope().lambda).toBe(1);
    expect(slope({ lambda: 2 }).scaled(5)).toMatchObject({ kind: 'slope', lambda: 5 });
    expectEach(
      slope({ lambda: 2, weights: [3] })
        .scaled(5)
        .value(-2),
    ).toBe(30);
  });

  test.each([
    [() => slope({ lambda: -1 }), 'slope: lambda must be a finite number >= 0, got -1'],
    [() => slope({ q: 0 }), 'slope: q must lie strictly between 0 and 1, got 0'],
    [() => slope({ q: 1 }), 'slope: q must lie strictly between 0 and 1, got 1'],
    [
      () => slope({ weights: [1, 2] }),
      'slope: weights[1] must be at most 1, the one before, got 2',
    ],
    [() => slope({ weights: [1, -2] }), 'slope: weights[1] must be a finite number >= 0, got -2'],
    [() => slope({ weights: [0, 0] }), 'slope: weights must begin with a number > 0, got 0'],
    [() => slope({ weights: [] }), 'slope: weights must begin with a number > 0, got undefined'],
    [
      () => slope({ weights: null as never }),
      'slope: weights must be an array of numbers, got null',
    ],
    [
      () => slope({ weigths: [1] } as never),
      'slope: unknown option weigths; did you mean weights?',
    ],
    [() => slope().plus(slope()), 'slope: plus must stand alone, got "slope"'],
    [
      () => bound(3, () => 0, [1, 0.5]),
      'slope: weights must have at least 3 values (penalized columns), got 2',
    ],
  ])('it refuses bad arguments: %s', (run, message) => {
    expect(run).toThrow(message);
  });
});
