/** The kernel of Cox's partial likelihood against its O(n²) twin. */
import { describe, expect, test } from 'vitest';
import { cox, type Ties } from '../../src/datafit/cox.ts';
import { expectEach } from '../support/expectEach.ts';
import { EDGE_SIZES, f64 } from '../support/kernels.ts';
import { random } from '../support/random.ts';
import { drawTimes, onTimes, tolerance, twinOf } from './coxRows.ts';

const SIZES = EDGE_SIZES.filter((n) => n > 0 && (n <= 10 || n === 16 || n === 33 || n === 100));
const TIES: readonly Ties[] = ['breslow', 'efron'];

const dot = (x: Float64Array, y: Float64Array) => x.reduce((sum, a, i) => sum + a * y[i]!, 0);

describe.each(TIES)('ties by %s', (ties) => {
  test.each(SIZES)('loss and gradients of %i rows are those of the formula', (n) => {
    for (const isWild of [false, true]) {
      const data = drawTimes(n, isWild);
      const { fit, eta } = twinOf(data, ties);
      onTimes(data, ties, (rows) => {
        expectEach(Math.abs(rows.gradients() - fit.value(eta))).toBeLessThanOrEqual(
          tolerance(data, 1),
        );
        const gradient = fit.gradient(eta);
        rows.v.read().forEach((v, i) => {
          expectEach(Math.abs(v + gradient[i]!)).toBeLessThanOrEqual(tolerance(data, 1));
          if (data.weights[i] === 0) expect([v, rows.h.read()[i]]).toEqual([0, 0]);
        });
        expectEach(rows.recentre()).toBe(0);
      });
    }
  });

  test.each(SIZES)('gradients of %i rows are the slopes of the loss', (n) => {
    const data = drawTimes(n, false);
    const d = f64(n, random(n + 11).normal);
    onTimes(data, ties, (rows) => {
      rows.gradients();
      const slope = -dot(rows.v.read(), d);
      const step = 1e-4;
      const difference = (rows.along(d, step) - rows.along(d, -step)) / (2 * step);
      // a third derivative of at most ‖d‖³ in a central difference
      const error = (step * step * Math.max(...d.map(Math.abs)) ** 3) / 6;
      expectEach(Math.abs(difference - slope)).toBeLessThanOrEqual(
        error + tolerance(data, 1) / step,
      );
      expectEach(rows.along(d, 0)).toBe(rows.gradients());
    });
  });

  test.each(SIZES)('the curvature of %i rows is the Hessian, and h bounds it', (n) => {
    for (const isWild of [false, true]) {
      const data = drawTimes(n, isWild);
      const { fit, eta } = twinOf(data, ties);
      const d = f64(n, random(n + 13).normal);
      onTimes(data, ties, (rows) => {
        rows.gradients();
        const h = rows.h.read();
        const image = rows.curve(d);
        const expected = fit.hessianTimes(eta, d);
        const bound = tolerance(data, 6);
        image.forEach((value, i) => {
          expectEach(Math.abs(value - expected[i]!)).toBeLessThanOrEqual(bound);
        });
        const total = h.reduce((sum, value) => sum + value, 0);
        const centred =
          dot(
            h,
            d.map((x) => x * x),
          ) -
          dot(h, d) ** 2 / total;
        expectEach(dot(image, d)).toBeLessThanOrEqual(centred + 6 * n * bound);
      });
    }
  });

  test.each(SIZES)('the gap of %i rows at s v is that of the conjugate', (n) => {
    for (const isWild of [false, true]) {
      const data = drawTimes(n, isWild);
      const { fit, eta } = twinOf(data, ties);
      const v = fit.gradient(eta).map((value) => -value);
      for (const s of [0, 0.3, 0.99, 1 - 1e-9, 1]) {
        const expected =
          fit.value(eta) +
          fit.conjugate(
            s,
            eta,
            v.map((value) => -value),
          ) +
          s * dot(v, eta);
        onTimes(data, ties, (rows) => {
          rows.gradients();
          expectEach(rows.reach()).toBe(1);
          const gap = rows.gap(s);
          expectEach(gap).toBeGreaterThanOrEqual(0);
          if (s === 1) expectEach(gap).toBe(0);
          const bound = tolerance(data, 4 + Math.abs(fit.value(eta)) + Math.abs(dot(v, eta)));
          expectEach(Math.abs(gap - expected)).toBeLessThanOrEqual(bound);
        });
      }
    }
  });

  test.each([0, 2])(
    'the gap where many fail at %i + 1 times is bounded within a factor',
    (levels) => {
      for (const isWild of [false, true]) {
        const drawn = drawTimes(100, isWild, levels);
        // tame: predictors so close that c / p ≤ 1000, and s moves m from p by a tenth of it at most
        const data = isWild ? drawn : { ...drawn, eta: drawn.eta.map((value) => value / 10) };
        const { fit, eta } = twinOf(data, ties);
        const gradient = fit.gradient(eta);
        const size = 4 + Math.abs(fit.value(eta)) + Math.abs(dot(gradient, eta));
        for (const s of [0, 0.5, 0.999, 1 - 1e-4, 1]) {
          const conjugate = fit.conjugate(s, eta, gradient);
          const exact = fit.value(eta) + conjugate - s * dot(gradient, eta);
          onTimes(data, ties, (rows) => {
            rows.gradients();
            const gap = rows.gap(s);
            expectEach(gap).toBeGreaterThanOrEqual(exact - tolerance(data, size));
            if (s === 1) expectEach(gap).toBe(0);
            // at s = 0 both are what separates F from its least value
            if (s === 0)
              expectEach(Math.abs(gap - exact)).toBeLessThanOrEqual(tolerance(data, size));
            // (1 + t) log(1 + t) − t ≥ t² / (2 + 2t/3): Σ (m − p)² / p is at most twice that and a bit
            if (s === 1 - 1e-4 && !isWild)
              expectEach(gap).toBeLessThanOrEqual(
                2 * (1 + 0.1 / 3) * exact + tolerance(data, size),
              );
          });
        }
      }
    },
  );

  const tilted = [...SIZES.map((n) => [n, n / 3] as const), [100, 2] as const];
  test.each(tilted)('a tilted dual point of %i rows has a gap no model refutes', (n, levels) => {
    const data = drawTimes(n, false, levels);
    const { fit, eta } = twinOf(data, ties);
    const { normal } = random(n + 17);
    for (const size of [1e-7, 1e-3, 0.1]) {
      const z = f64(n, () => (size * normal()) / 6);
      const curved = fit.hessianTimes(eta, z);
      const theta = fit.gradient(eta).map((value, i) => -value - curved[i]!);
      for (const s of [0, 0.5, 0.999, 1])
        onTimes(
          data,
          ties,
          (rows) => {
            expectEach(rows.reach()).toBe(1);
            const gap = rows.gap(s);
            // Fenchel–Young: F(η) + F*(−sθ) + s θᵀη ≥ F(η) − F(η') + s θᵀ(η − η') for every η'
            for (let k = 0; k < 10; k++) {
              const other = eta.map((value) => value + (k > 0 ? normal() / k : 0));
              const move = eta.map((value, i) => value - other[i]!);
              const least = fit.value(eta) - fit.value(other) + s * dot(theta, move);
              expectEach(gap).toBeGreaterThanOrEqual(least - tolerance(data, 8));
            }
            // at s = 1 a quadratic in z: the decrement, and no more than its double
            const decrement = dot(z, curved);
            if (s === 1)
              expectEach(gap).toBeLessThanOrEqual(decrement + tolerance(data, size * size));
            if (s === 1)
              expectEach(gap).toBeGreaterThanOrEqual(0.4 * decrement - tolerance(data, 1e-20));
          },
          { theta, z },
        );
    }
  });

  test('a tilt of more than 1 reaches no further than θ = 0', () => {
    const data = drawTimes(33, false);
    const first = data.weights.findIndex((w, i) => w > 0 && i > 0);
    const z = f64(33, (i) => (i === first ? 1.5 : 0));
    const lone = { ...data, time: data.time.map((t, i) => (i === first ? 100 : t)) };
    onTimes(lone, ties, (rows) => expectEach(rows.reach()).toBe(0), { theta: f64(33), z });
  });

  test('the order of the rows changes nothing but rounding', () => {
    const data = drawTimes(100, true);
    const turn = (x: Float64Array) => x.map((_, i) => x[(i * 37 + 5) % 100]!);
    const turned = {
      time: turn(data.time),
      event: turn(data.event),
      weights: turn(data.weights),
      eta: turn(data.eta),
    };
    const results: { loss: number; v: Float64Array }[] = [];
    for (const rows of [data, turned])
      onTimes(rows, ties, (placed) => {
        const loss = placed.gradients();
        results.push({ loss, v: placed.v.read() });
      });
    const [one, two] = results as [(typeof results)[0], (typeof results)[0]];
    expectEach(Math.abs(one.loss - two.loss)).toBeLessThanOrEqual(tolerance(data, 1));
    turn(one.v).forEach((v, i) => {
      expectEach(Math.abs(v - two.v[i]!)).toBeLessThanOrEqual(tolerance(data, 1));
    });
  });

  test('rows without any event have loss 0 and no gradients', () => {
    const data = { ...drawTimes(9, false), event: f64(9) };
    onTimes(data, ties, (rows) => {
      expectEach(rows.gradients()).toBe(0);
      expectEach([...rows.v.read(), ...rows.h.read()].every((value) => value === 0)).toBe(true);
      expectEach(rows.gap(0.5)).toBe(0);
    });
  });

  test('no predictors have a loss below the saturated one, and far ones come close', () => {
    for (const n of SIZES) {
      const data = drawTimes(n, false);
      const { fit } = twinOf(data, ties);
      const target = Float64Array.from([...data.time, ...data.event]);
      const least = cox({ ties }).saturatedLoss!({ target, weights: data.weights });
      // who fails earlier is far above; censored rows are below those that fail at their time
      const ideal = data.time.map((t, i) =>
        data.weights[i]! > 0 ? -40 * (2 * t - data.event[i]!) : 0,
      );
      expectEach(fit.value(ideal)).toBeGreaterThanOrEqual(
        least - tolerance({ ...data, eta: ideal }, 1),
      );
      expectEach(fit.value(ideal)).toBeLessThanOrEqual(
        least + tolerance({ ...data, eta: ideal }, 1),
      );
    }
  });
});

test('where no events tie, Breslow and Efron are one likelihood', () => {
  const data = { ...drawTimes(33, false), time: f64(33, (i) => (i * 7) % 33) };
  const losses: number[] = [];
  for (const ties of TIES) onTimes(data, ties, (rows) => losses.push(rows.gradients()));
  expectEach(losses[0]).toBe(losses[1]);
});

test('ties and options that are not known are refused', () => {
  expect(() => cox({ ties: 'exact' as Ties })).toThrow(
    new RangeError("cox: ties must be 'breslow' or 'efron', got \"exact\""),
  );
  expect(() => cox({ tie: 'efron' } as object)).toThrow(
    new TypeError('cox: unknown option tie; did you mean ties?'),
  );
});
