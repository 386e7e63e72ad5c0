import { describe, expect, test } from 'vitest';
import { random } from '../support/random.ts';
import type { Datafit } from './families/datafit.ts';
import { datafitOf, type Family, lossOf, type Target } from './families/family.ts';
import { deviance, type Loss } from './families/loss.ts';
import { DIFFERENCE, DIFFERENCE_STEP, FENCHEL_YOUNG } from './families/tolerance.ts';

/** Losses of one number, with targets of their domain. */
const LOSSES: Record<string, { family: Family; targets: number[] }> = {
  gaussian: { family: { name: 'gaussian' }, targets: [-2.5, 0, 1] },
  binomial: { family: { name: 'binomial' }, targets: [0, 0.3, 1] },
  poisson: { family: { name: 'poisson' }, targets: [0, 1, 7.5] },
  gamma: { family: { name: 'gamma' }, targets: [0.2, 1, 9] },
  'tweedie 1.2': { family: { name: 'tweedie', power: 1.2 }, targets: [0, 0.5, 4] },
  'tweedie 1.7': { family: { name: 'tweedie', power: 1.7 }, targets: [0, 0.5, 4] },
  negativeBinomial: { family: { name: 'negativeBinomial', theta: 1.5 }, targets: [0, 1, 6] },
  huber: { family: { name: 'huber', delta: 0.8 }, targets: [-1, 0.4] },
  quantile: { family: { name: 'quantile', tau: 0.3 }, targets: [-1, 0.4] },
  squaredHinge: { family: { name: 'squaredHinge' }, targets: [-1, 1] },
};
/** None is at a kink of the losses above. */
const POINTS = [-4.1, -1.3, -0.21, 0, 0.37, 1.9, 3.6];
const STEP = 1 / 64;
const GRID = Array.from({ length: 5121 }, (_, k) => (k - 2560) * STEP);

describe.each(Object.entries(LOSSES))('%s', (_, { family, targets }) => {
  const loss = lossOf(family)!;
  const pairs = targets.flatMap((y) => POINTS.map((eta) => [eta, y] as const));

  test('gradient and curvature are the differences of loss and gradient', () => {
    for (const [eta, y] of pairs) {
      const h = DIFFERENCE_STEP;
      const slope = (loss.loss(eta + h, y) - loss.loss(eta - h, y)) / (2 * h);
      const bend = (loss.gradient(eta + h, y) - loss.gradient(eta - h, y)) / (2 * h);
      const [g, c] = [loss.gradient(eta, y), loss.curvature(eta, y)];
      const size = 1 + Math.abs(loss.loss(eta, y)) + Math.abs(g) + c;
      expect(Math.abs(slope - g), `η ${eta}, y ${y}`).toBeLessThanOrEqual(DIFFERENCE * size);
      expect(Math.abs(bend - c), `η ${eta}, y ${y}`).toBeLessThanOrEqual(DIFFERENCE * size);
    }
  });

  test('loss and conjugate add up to u η at the gradient', () => {
    for (const [eta, y] of pairs) expectYoung(loss, eta, y);
  });

  test('the conjugate is the supremum over a grid of η, up to what the grid misses', () => {
    for (const [eta, y] of pairs) {
      const u = loss.gradient(eta, y);
      const value = loss.conjugate(u, y);
      const searched = Math.max(...GRID.map((each) => u * each - loss.loss(each, y)));
      const bend = Math.max(
        ...GRID.filter((e) => Math.abs(e - eta) < STEP).map((e) => loss.curvature(e, y)),
      );
      const rounding = FENCHEL_YOUNG * (1 + Math.abs(value) + 40 * Math.abs(u));
      expect(searched).toBeLessThanOrEqual(value + rounding);
      // A kink may lie between two points of the grid: there the loss turns by up to 1.
      const kink = family.name === 'quantile' ? STEP : 0;
      expect(searched).toBeGreaterThanOrEqual(value - (bend * STEP ** 2) / 2 - kink - rounding);
    }
  });

  test.skipIf(family.name === 'gaussian')(
    'beyond the range of gradients the conjugate is infinite, as the supremum grows',
    () => {
      const [least, most] = RANGES[family.name]!;
      for (const y of targets)
        for (const [end, side] of [
          [least(y), -1],
          [most(y), 1],
        ] as const)
          if (Number.isFinite(end)) {
            expect(loss.conjugate(end - side * 0.01, y)).toBeLessThan(Infinity);
            expect(loss.conjugate(end, y)).toBeLessThan(Infinity);
            const u = end + side * 0.01;
            expect(loss.conjugate(u, y)).toBe(Infinity);
            const far = (eta: number) => u * eta * side - loss.loss(eta * side, y);
            expect(far(400)).toBeGreaterThan(far(200) + 1.99);
          }
    },
  );

  test('the deviance is 0 at the least loss and twice the excess elsewhere', () => {
    // The grid misses a kink by up to half a step, a smooth minimum by its square.
    const missed = family.name === 'quantile' ? STEP : 10 * STEP ** 2;
    for (const y of targets) {
      const lowest = Math.min(...GRID.map((eta) => loss.loss(eta, y)));
      for (const eta of POINTS) {
        const excess = 2 * (loss.loss(eta, y) - lowest);
        expect(deviance(loss, eta, y)).toBeGreaterThanOrEqual(excess - 1e-13);
        expect(deviance(loss, eta, y)).toBeLessThanOrEqual(excess + missed);
      }
    }
  });
});

/** The closure of the gradients of ℓ(·, y). */
const RANGES: Record<string, [(y: number) => number, (y: number) => number]> = {
  gaussian: [() => -Infinity, () => Infinity],
  binomial: [(y) => -y, (y) => 1 - y],
  poisson: [(y) => -y, () => Infinity],
  gamma: [() => -Infinity, () => 1],
  tweedie: [(y) => (y === 0 ? 0 : -Infinity), () => Infinity],
  negativeBinomial: [(y) => -y, () => 1.5],
  huber: [() => -0.8, () => 0.8],
  quantile: [() => -0.3, () => 0.7],
  squaredHinge: [(y) => (y > 0 ? -Infinity : 0), (y) => (y > 0 ? 0 : Infinity)],
};

function expectYoung(loss: Loss, eta: number, y: number): void {
  const u = loss.gradient(eta, y);
  const terms = [loss.loss(eta, y), loss.conjugate(u, y), -u * eta];
  const size = terms.reduce((total, term) => total + Math.abs(term), Math.abs(y) + Math.abs(u * y));
  const slack = terms.reduce((total, term) => total + term, 0);
  // Near saturation the rounding of u costs (η − its inverse) ε; η is below 5.
  expect(Math.abs(slack), `η ${eta}, y ${y}`).toBeLessThanOrEqual(FENCHEL_YOUNG * (1 + size));
}

test('deviances are those of R, from the mean', () => {
  const at = (family: Family, eta: number, y: number) => deviance(lossOf(family)!, eta, y);
  const mu = Math.exp(0.4);
  const p = 1 / (1 + Math.exp(-0.4));
  const tweedie = 2 * (3 ** 0.5 / -0.25 - (3 * mu ** -0.5) / -0.5 + mu ** 0.5 / 0.5);
  const expected: [Family, number, number][] = [
    [{ name: 'gaussian' }, 3, (3 - 0.4) ** 2],
    [{ name: 'binomial' }, 1, -2 * Math.log(p)],
    [{ name: 'binomial' }, 0.25, 0.5 * Math.log(0.25 / p) + 1.5 * Math.log(0.75 / (1 - p))],
    [{ name: 'poisson' }, 3, 2 * (3 * Math.log(3 / mu) - (3 - mu))],
    [{ name: 'poisson' }, 0, 2 * mu],
    [{ name: 'gamma' }, 3, 2 * ((3 - mu) / mu - Math.log(3 / mu))],
    [{ name: 'tweedie', power: 1.5 }, 3, tweedie],
    [
      { name: 'negativeBinomial', theta: 2 },
      3,
      2 * (3 * Math.log(3 / mu) - 5 * Math.log(5 / (mu + 2))),
    ],
  ];
  for (const [family, y, value] of expected)
    expect(Math.abs(at(family, 0.4, y) - value), family.name).toBeLessThanOrEqual(
      1e-14 * (8 + value),
    );
});

const source = random(11);
const numbers = (count: number, draw = source.normal) => Float64Array.from({ length: count }, draw);
const rows = (n: number, k: number, draw?: () => number) =>
  Array.from({ length: n }, () => numbers(k, draw));
const distributions = rows(9, 3, source.uniform).map((row) => {
  const total = row.reduce((sum, value) => sum + value, 0);
  return row.map((value) => value / total);
});
const times = Array.from({ length: 14 }, () => [1 + source.below(5), Number(source.chance(0.7))]);
times[0] = [1, 1];

const TOGETHER: Record<string, { family: Family; y: Target; width: number }> = {
  mgaussian: { family: { name: 'mgaussian' }, y: rows(6, 2), width: 2 },
  multinomial: { family: { name: 'multinomial' }, y: distributions, width: 3 },
  'cox, Breslow': { family: { name: 'cox' }, y: times, width: 1 },
  'cox, Efron': { family: { name: 'cox', ties: 'efron' }, y: times, width: 1 },
  poisson: { family: { name: 'poisson' }, y: [0, 2, 5, 1], width: 1 },
};

describe.each(Object.entries(TOGETHER))('all rows of %s', (_, { family, y, width }) => {
  const weights = numbers(y.length, () => 0.1 + source.uniform());
  const fit = datafitOf(family, y, weights);
  const size = y.length * width;
  const moved = (eta: Float64Array, d: Float64Array, h: number) =>
    eta.map((value, i) => value + h * d[i]!);
  const inner = (a: Float64Array, b: Float64Array) => a.reduce((t, x, i) => t + x * b[i]!, 0);

  test('gradient and Hessian are the differences of value and gradient along directions', () => {
    for (let k = 0; k < 20; k++) {
      const [eta, d, h] = [numbers(size), numbers(size), DIFFERENCE_STEP];
      const [ahead, behind] = [moved(eta, d, h), moved(eta, d, -h)];
      const slope = (fit.value(ahead) - fit.value(behind)) / (2 * h);
      const scale = DIFFERENCE * (10 + Math.abs(fit.value(eta)));
      expect(Math.abs(slope - inner(fit.gradient(eta), d))).toBeLessThanOrEqual(scale);
      const [next, last] = [fit.gradient(ahead), fit.gradient(behind)];
      fit.hessianTimes(eta, d).forEach((value, i) => {
        expect(Math.abs((next[i]! - last[i]!) / (2 * h) - value)).toBeLessThanOrEqual(scale);
      });
    }
  });

  test('value and conjugate add up to uᵀη at the gradient, and to no less elsewhere', () => {
    for (let k = 0; k < 20; k++) {
      const [eta, other] = [numbers(size), numbers(size)];
      const u = fit.gradient(eta);
      const young = (at: Float64Array, s: number) => youngSlack(fit, at, s, eta, u);
      expect(Math.abs(young(eta, 1))).toBeLessThanOrEqual(1e-13);
      for (const s of [0, 0.3, 0.9, 1]) expect(young(other, s)).toBeGreaterThanOrEqual(-1e-13);
    }
  });

  test('weights scale freely, and a row of weight 0 is not there', () => {
    const eta = numbers(size);
    // For cox a factor adds a constant, so differences are compared.
    const rise = (each: Datafit) => each.value(eta) - each.value(new Float64Array(size));
    const twice = rise(
      datafitOf(
        family,
        y,
        weights.map((w) => 2 * w),
      ),
    );
    expect(Math.abs(twice - rise(fit))).toBeLessThanOrEqual(1e-14 * (9 + fit.value(eta)));
    const dropped = weights.map((w, i) => (i === 1 ? 0 : w));
    const without = (values: ArrayLike<unknown>) => Array.from(values).filter((_, i) => i !== 1);
    const short = datafitOf(family, without(y as never) as never, without(weights) as number[]);
    const kept = eta.filter((_, cell) => Math.floor(cell / width) !== 1);
    const difference = datafitOf(family, y, dropped).value(eta) - short.value(kept);
    expect(Math.abs(difference)).toBeLessThanOrEqual(1e-14 * (9 + short.value(kept)));
  });
});

/** F(at) + F*(s u) − s uᵀat ≥ 0, u = ∇F(η). */
function youngSlack(fit: Datafit, at: Float64Array, s: number, eta: Float64Array, u: Float64Array) {
  return fit.value(at) + fit.conjugate(s, eta, u) - s * at.reduce((t, x, i) => t + x * u[i]!, 0);
}

test('the partial likelihood of three rows by hand, Breslow and Efron, weighted', () => {
  // Two events at time 1, weights 1 and 3; at risk also row 2 of weight 2, censored later.
  const y = [
    [1, 1],
    [1, 1],
    [4, 0],
  ];
  const eta = Float64Array.of(0.5, -1, 0.2);
  const [a, b, c] = [Math.exp(0.5), 3 * Math.exp(-1), 2 * Math.exp(0.2)];
  const linear = 0.5 - 3;
  const breslow = (4 * Math.log(a + b + c) - linear) / 6;
  const efron = (2 * Math.log(a + b + c) + 2 * Math.log((a + b) / 2 + c) - linear) / 6;
  const value = (ties: 'breslow' | 'efron') =>
    datafitOf({ name: 'cox', ties }, y, [1, 3, 2]).value(eta);
  expect(value('breslow')).toBeCloseTo(breslow, 14);
  expect(value('efron')).toBeCloseTo(efron, 14);
});
