/** What the kernel of every separable family promises, against plain twins. */
import { describe, expect, test } from 'vitest';
import { expectEach } from '../support/expectEach.ts';
import { EDGE_SIZES, f64, onKernels } from '../support/kernels.ts';
import { type Random, random } from '../support/random.ts';
import { EPSILON_64, sumTolerance64 } from '../support/tolerance.ts';
import { FAMILY_CASES, type FamilyCase } from './families.ts';
import { placeRows, type RowsData } from './placeRows.ts';

const SIZES = EDGE_SIZES.filter((n) => n <= 10 || n === 16 || n === 33 || n === 100);

/** Where an exponential is as large as it may be, among predictors of ordinary size. */
const EXTREME = [-700, 700, -30, 30, 0];

/** Weights of sum 1, some 0; those rows hold no numbers. */
function draw(n: number, { targets }: FamilyCase, source: Random, isWild: boolean): RowsData {
  const { pick, chance, normal, uniform } = source;
  const weights = f64(n, (i) => (i > 0 && chance(0.2) ? 0 : 0.1 + uniform()));
  const total = weights.reduce((sum, w) => sum + w, 0);
  const known = (value: () => number) => (w: number) => (w > 0 ? value() : Number.NaN);
  const eta = () => (isWild && chance(0.3) ? pick(EXTREME) : 5 * normal());
  return {
    weights: weights.map((w) => w / total),
    y: weights.map(known(() => pick(targets))),
    eta: weights.map(known(eta)),
  };
}

/** Σ ω f(η, y) over rows that count. */
function sumOf({ weights, eta, y }: RowsData, f: (eta: number, y: number, i: number) => number) {
  return weights.reduce((sum, w, i) => (w > 0 ? sum + w * f(eta[i]!, y[i]!, i) : sum), 0);
}

const clamp = (value: number, low: number, high: number) => Math.max(Math.min(value, high), low);

describe.each(FAMILY_CASES)('%s', (_, each) => {
  const { family, twin, smooth, size, endless } = each;
  const drawn = (n: number, isWild = true) => draw(n, each, random(n + 7), isWild);

  test.each(SIZES)('gradients of %i rows are those of the formula', (n) => {
    const data = drawn(n);
    onKernels((box) => {
      const rows = placeRows(box, family, data);
      const loss = rows.gradients();
      const bound = sumTolerance64(
        n + 8,
        sumOf(data, (eta, y) => size(eta, y).loss),
      );
      expectEach(Math.abs(loss - sumOf(data, smooth.loss))).toBeLessThanOrEqual(bound);
      const [v, h] = [rows.v.read(), rows.h.read()];
      data.weights.forEach((w, i) => {
        if (w === 0) expect([v[i], h[i]]).toEqual([0, 0]);
        if (w === 0) return;
        const [eta, y] = [data.eta[i]!, data.y[i]!];
        const slack = w * sumTolerance64(4, size(eta, y).slope);
        expectEach(Math.abs(v[i]! + w * smooth.gradient(eta, y))).toBeLessThanOrEqual(slack);
        // a floor under the second derivative, else the derivative itself
        const second = w * smooth.curvature(eta, y);
        expectEach(h[i]).toBeGreaterThan(0);
        expectEach(h[i]! - second).toBeGreaterThanOrEqual(-slack);
        if (second > 1e-6 * w) expectEach(h[i]! - second).toBeLessThanOrEqual(slack);
      });
      expect(rows.eta.read()).toEqual(data.eta);
    }, 8);
  });

  test.each(SIZES)('the loss of %i rows along a direction is that of the formula', (n) => {
    const data = drawn(n, false);
    const d = f64(n, random(n).normal);
    for (const t of [0, 0.5, -2]) {
      const moved = { ...data, eta: data.eta.map((value, i) => value + t * d[i]!) };
      onKernels((box) => {
        const loss = placeRows(box, family, data).along(d, t);
        const bound = sumTolerance64(
          n + 8,
          sumOf(moved, (eta, y) => size(eta, y).loss),
        );
        expectEach(Math.abs(loss - sumOf(moved, smooth.loss))).toBeLessThanOrEqual(bound);
      }, 8);
    }
  });

  test.each(SIZES.filter((n) => n > 0))('recentre of %i rows ends where Σ ω ℓ′ = 0', (n) => {
    for (const start of [0, 50, -50, 600, -600, ...(family.mean(1) === 1 ? [1e7, -1e9] : [])]) {
      const plain = drawn(n, false);
      const data = { ...plain, eta: plain.eta.map((value) => value + start) };
      // one response inside the domain makes sure that there is an optimum
      data.y[0] = 1;
      data.y[n - 1] = Number.isNaN(data.y[n - 1]!) ? Number.NaN : each.targets[0]!;
      const { slope, scale } = recentred(each, data);
      if (endless.length === 0 || !data.y.every((y) => Number.isNaN(y) || endless.includes(y)))
        expectEach(slope, `from ${start}`).toBeLessThanOrEqual(scale);
    }
  });

  test.each([33])('recentre of %i rows takes offsets of ±50 along', (n) => {
    const plain = drawn(n, false);
    const eta = plain.eta.map((value, i) => value + (i % 2 ? 50 : -50));
    const { slope, scale } = recentred(each, { ...plain, eta });
    expectEach(slope).toBeLessThanOrEqual(scale);
  });

  test.each(SIZES.filter((n) => n > 0))('recentre of %i rows leaves v, h and the loss', (n) => {
    const data = { ...drawn(n, false) };
    data.y[0] = 1;
    onKernels((box) => {
      const rows = placeRows(box, family, data);
      const moved = rows.recentre(false, 1);
      expect(Number.isNaN(rows.loss())).toBe(moved !== 0);
      rows.recentre();
      const [loss, v, h] = [rows.loss(), rows.v.read(), rows.h.read()];
      expect(rows.gradients()).toBe(loss);
      expect([rows.v.read(), rows.h.read()]).toEqual([v, h]);
    }, 8);
  });

  test.each(SIZES)('what %i rows shared along a direction is known there', (n) => {
    const data = drawn(n, false);
    const d = f64(n, random(n).normal);
    onKernels((box) => {
      const there = { ...data, eta: data.eta.map((value, i) => value + 0.5 * d[i]!) };
      const [stay, move] = [placeRows(box, family, there), placeRows(box, family, data)];
      const expected = stay.gradients();
      move.along(d, 0.5);
      box.memory.f64(move.eta.at, n).set(there.eta);
      expect(move.gradients(true)).toBe(expected);
      expect([move.v.read(), move.h.read()]).toEqual([stay.v.read(), stay.h.read()]);
      if (n === 0) return;
      expect(move.recentre(true)).toBe(stay.recentre());
      expect(move.loss()).toBe(stay.loss());
    }, 8);
  });

  test.runIf(endless.length > 0)('recentre ends where no intercept is the best', () => {
    for (const y of endless)
      for (const start of [0, 30, -30]) {
        const eta = f64(5, (i) => start + i);
        const data = { eta, y: f64(5, () => y), weights: f64(5, () => 0.2) };
        onKernels((box) => {
          const rows = placeRows(box, family, data);
          const a = rows.recentre();
          expectEach(Number.isFinite(a)).toBe(true);
          // what is left to gain is nothing beside the loss of one row at η = 0
          const excess = rows.gradients() - family.saturated(y);
          expectEach(excess).toBeLessThanOrEqual(1e-6 * (twin.loss(0, y) - family.saturated(y)));
        });
      }
  });

  test.each(SIZES)('reach of %i rows is the largest scale inside every range', (n) => {
    const data = drawn(n, false);
    const { below, pick } = random(n);
    for (const stretch of [0.5, 1, 3]) {
      const odd = below(n + 1);
      const t = f64(n, (i) => {
        const slope = twin.gradient(data.eta[i]!, data.y[i]!);
        return i === odd ? pick([stretch, -stretch]) * slope : slope;
      });
      const theta = f64(n, (i) => (data.weights[i]! > 0 ? -data.weights[i]! * t[i]! : 0));
      const scales = t.map((value, i) => {
        if (data.weights[i] === 0) return 1;
        const [low, high] = [family.low(data.y[i]!), family.high(data.y[i]!)];
        return value > high ? high / value : value < low ? low / value : 1;
      });
      onKernels((box) => {
        const s = placeRows(box, family, data, true).reach(theta);
        const expected = Math.max(Math.min(1, ...scales), 0);
        expectEach(Math.abs(s - expected)).toBeLessThanOrEqual(8 * EPSILON_64 * expected);
      }, 8);
    }
  });

  test.each(SIZES)('the gap of %i rows is that of the conjugates', (n) => {
    const data = drawn(n);
    const other = draw(n, each, random(n + 8), false).eta;
    for (const s of [1, 0.7, 0]) {
      const t = f64(n, (i) => {
        const y = data.y[i]!;
        const slope = s * twin.gradient(Number.isNaN(other[i]!) ? 0 : other[i]!, y);
        return clamp(slope, family.low(y), family.high(y));
      });
      const theta = f64(n, (i) =>
        data.weights[i]! > 0 ? (-data.weights[i]! * t[i]!) / (s || 1) : 0,
      );
      const terms = (eta: number, y: number, i: number) =>
        [twin.loss(eta, y), twin.conjugate(t[i]!, y), -t[i]! * eta] as const;
      const expected = sumOf(data, (...row) => terms(...row).reduce((sum, term) => sum + term, 0));
      const scale = sumOf(data, (...row) =>
        terms(...row).reduce((sum, term) => sum + Math.abs(term), size(row[0], row[1]).loss),
      );
      onKernels((box) => {
        const gap = placeRows(box, family, data, true).gap(theta, s);
        expectEach(gap).toBeGreaterThanOrEqual(0);
        expectEach(Math.abs(gap - expected)).toBeLessThanOrEqual(sumTolerance64(n + 16, scale));
      }, 8);
    }
  });

  test.each(SIZES)('the gap of %i rows at their own gradients is 0', (n) => {
    const data = drawn(n);
    const theta = f64(n, (i) => {
      const w = data.weights[i]!;
      return w > 0 ? -w * twin.gradient(data.eta[i]!, data.y[i]!) : 0;
    });
    const scale = sumOf(data, (eta, y) => size(eta, y).loss + Math.abs(eta) * size(eta, y).slope);
    onKernels((box) => {
      const gap = placeRows(box, family, data, true).gap(theta, 1);
      expectEach(gap).toBeGreaterThanOrEqual(0);
      expectEach(gap).toBeLessThanOrEqual(sumTolerance64(16, scale));
    }, 8);
  });

  const hasEnd = each.targets.some((y) => family.low(y) > -Infinity || family.high(y) < Infinity);
  test.runIf(hasEnd)('the gap at the ends of the range is that of the limits', () => {
    for (const y of each.targets)
      for (const end of [family.low(y), family.high(y)].filter(Number.isFinite)) {
        const eta = f64(7, (i) => 4 * (i - 3));
        const data = { eta, y: f64(7, () => y), weights: f64(7, () => 1 / 7) };
        const bregman = (value: number) =>
          twin.loss(value, y) + twin.conjugate(end, y) - end * value;
        const scale = sumOf(data, (value) => {
          const { loss, slope } = size(value, y);
          return loss + slope * (Math.abs(value) + 1) + Math.abs(end) * 700;
        });
        onKernels((box) => {
          const theta = f64(7, () => -end / 7);
          const gap = placeRows(box, family, data, true).gap(theta, 1);
          const bound = sumTolerance64(16, scale);
          expectEach(Math.abs(gap - sumOf(data, bregman))).toBeLessThanOrEqual(bound);
        });
      }
  });
});

/** |Σ ω ℓ′| after the intercept's move, and what rounding of η and of the sum leaves of it. */
function recentred({ family, smooth, size }: FamilyCase, data: RowsData) {
  let [slope, scale] = [Number.NaN, 0];
  onKernels((box) => {
    const rows = placeRows(box, family, data);
    const a = rows.recentre();
    expectEach(Number.isFinite(a)).toBe(true);
    const eta = rows.eta.read();
    eta.forEach((value, i) => {
      if (data.weights[i]! > 0) expectEach(value).toBe(data.eta[i]! + a);
    });
    const now = { ...data, eta };
    slope = Math.abs(sumOf(now, smooth.gradient));
    const moved = sumOf(
      now,
      (value, y) => (Math.abs(value) + Math.abs(a)) * smooth.curvature(value, y),
    );
    scale =
      sumTolerance64(
        eta.length + 8,
        sumOf(now, (value, y) => size(value, y).slope),
      ) +
      EPSILON_64 * moved;
  });
  return { slope, scale };
}
