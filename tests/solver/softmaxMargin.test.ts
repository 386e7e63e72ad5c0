/** A class of softmax against the others is a logistic model. */
import { describe, expect, test } from 'vitest';
import { RowsRecord } from '../../src/memory/record.ts';
import { logSumExp } from '../reference/families/multinomial.ts';
import { expectEach } from '../support/expectEach.ts';
import { EDGE_SIZES, f64, onKernels, SHIFTS } from '../support/kernels.ts';
import { random } from '../support/random.ts';
import { EPSILON_64 } from '../support/tolerance.ts';

interface Drawn {
  readonly n: number;
  readonly outputs: number;
  /** n per class, class after class; NaN where a row has no weight. */
  readonly eta: Float64Array;
  readonly weights: Float64Array;
}

const EXTREME = [-1e6, -750, 0, 750, 1e6];

function draw(n: number, outputs: number, isWild: boolean): Drawn {
  const { normal, chance, pick, uniform } = random(10 * n + outputs);
  const weights = f64(n, () => (chance(0.2) ? 0 : uniform()));
  const eta = f64(n * outputs, (at) => {
    if (weights[at % n] === 0) return Number.NaN;
    return isWild && chance(0.4) ? pick(EXTREME) : 3 * normal();
  });
  return { n, outputs, eta, weights };
}

/** The margins of one class, and what its intercept moves by at most so many steps. */
function margins(
  { n, outputs, eta, weights }: Drawn,
  slice: number,
  { bytes = 0, passes = 0, y = f64(n * outputs) } = {},
) {
  const none: Float64Array = f64(0);
  let result = { margins: none, eta: none, moved: Number.NaN };
  onKernels(({ memory, kernels, given, room, record }) => {
    const to = room(f64(n, () => Number.NaN));
    const own = room(eta);
    const h = room(f64(n * outputs, () => Number.NaN));
    const rows = record(RowsRecord, {
      ...{ n, outputs, slice: outputs, eta: own.at, weights: given(weights) },
      ...{ y: given(y), v: 0, h: h.at },
    });
    const shares = room(f64(n * (outputs + 1), () => Number.NaN)).at;
    kernels.softmax_shares(rows, shares);
    // what was kept of a class that moved is made anew alone
    for (let i = 0; i < n; i++) memory.f64(own.at, n)[i]! -= 5;
    RowsRecord.set(memory, rows, 'slice', 0);
    kernels.softmax_shares(rows, shares);
    memory.f64(own.at, n).set(eta.subarray(0, n));
    kernels.softmax_shares(rows, shares);
    RowsRecord.set(memory, rows, 'slice', slice);
    const moved = kernels.softmax_margin(rows, shares, to.at, passes);
    result = { margins: to.read(), eta: own.read(), moved };
  }, bytes);
  return result;
}

/** log(1 + e^m) without overflow. */
const softplus = (m: number) => Math.max(m, 0) + Math.log1p(Math.exp(-Math.abs(m)));

/** log(1 + e^m) − y m is softmax cross-entropy less what class k cannot change. */
function checkRow(margin: number, eta: Float64Array, k: number): void {
  const others = logSumExp(eta.filter((_, l) => l !== k));
  const size = 1 + Math.max(...eta.map(Math.abs));
  for (const y of [0, 0.3, 1]) {
    const logistic = softplus(margin) - y * margin;
    const softmax = logSumExp(eta) - y * eta[k]! - (1 - y) * others;
    // each of a few terms of this size is rounded, and K shares are summed
    const bound = (8 + eta.length) * EPSILON_64 * size;
    expectEach(Math.abs(logistic - softmax)).toBeLessThanOrEqual(bound);
  }
}

describe.each([2, 3, 7])('%i classes', (outputs) => {
  test.each(EDGE_SIZES)('of %i rows: the logistic loss is softmax less what others do', (n) => {
    for (const isWild of [false, true]) {
      const drawn = draw(n, outputs, isWild);
      for (let k = 0; k < outputs; k++)
        for (const bytes of SHIFTS) {
          const { margins: got, moved } = margins(drawn, k, { bytes });
          expectEach(moved).toBe(0);
          drawn.weights.forEach((w, i) => {
            const eta = f64(outputs, (l) => drawn.eta[l * n + i]!);
            if (w === 0) expectEach(got[i]).toBe(0);
            else checkRow(got[i]!, eta, k);
          });
        }
    }
  });
});

test('of two classes the margin is the difference', () => {
  const eta = Float64Array.of(0.25, 700, -1e6, 3, -700, 1e6);
  const drawn = { n: 3, outputs: 2, eta, weights: f64(3, () => 1) };
  const expected = [-2.75, 1400, -2e6];
  [1, -1].forEach((sign, k) => {
    margins(drawn, k).margins.forEach((margin, i) => {
      expectEach(Math.abs(margin - sign * expected[i]!)).toBeLessThanOrEqual(EPSILON_64 * 3);
    });
  });
});

describe.each([2, 3, 7])('the intercept of one of %i classes', (outputs) => {
  const labels = (n: number) =>
    f64(n * outputs, (at) => Number((at % n) % outputs === Math.floor(at / n)));

  test.each(EDGE_SIZES.filter((n) => n > outputs))('of %i rows ends where Σ ω ∂ℓ = 0', (n) => {
    const drawn = {
      ...draw(n, outputs, false),
      weights: f64(n, (i) => (i === n - 2 && n > 9 ? 0 : 1 / n)),
    };
    const y = labels(n);
    const before = drawn.eta.map((value) => (Number.isNaN(value) ? 0 : value));
    for (let k = 0; k < outputs; k++) {
      const got = margins({ ...drawn, eta: before }, k, { passes: 20, y });
      const slope = got.margins.reduce(
        (sum, m, i) => sum + drawn.weights[i]! * (1 / (1 + Math.exp(-m)) - y[k * n + i]!),
        0,
      );
      expectEach(Math.abs(slope)).toBeLessThanOrEqual(1e-14);
      got.eta.forEach((value, at) => {
        const isOwn = Math.floor(at / n) === k;
        expectEach(value).toBe(isOwn ? before[at]! + got.moved : before[at]);
      });
    }
  });

  test('is left where a class has no rows', () => {
    const drawn = { ...draw(16, outputs, false), weights: f64(16, () => 1 / 16) };
    drawn.eta.fill(0.5);
    const y = f64(16 * outputs, (at) => Number(at < 16));
    const got = margins(drawn, 1, { passes: 20, y });
    expect(got.moved).toBeNaN();
    expect(got.eta).toEqual(drawn.eta);
  });
});
