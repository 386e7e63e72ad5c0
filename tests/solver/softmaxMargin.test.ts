/** A class of softmax against the others is a logistic model. */
import { describe, expect, test } from 'vitest';
import { RowsRecord } from '../../src/memory/record.ts';
import { logSumExp } from '../reference/families/multinomial.ts';
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

function margins({ n, outputs, eta, weights }: Drawn, slice: number, bytes: number): Float64Array {
  let result = f64(0);
  onKernels(({ kernels, given, room, record }) => {
    const to = room(f64(n, () => Number.NaN));
    const unread = 0;
    const rows = record(RowsRecord, {
      ...{ n, outputs, slice, eta: given(eta), weights: given(weights) },
      ...{ y: unread, v: unread, h: unread },
    });
    kernels.softmax_margin(rows, to.at);
    result = to.read();
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
    expect(Math.abs(logistic - softmax)).toBeLessThanOrEqual(bound);
  }
}

describe.each([2, 3, 7])('%i classes', (outputs) => {
  test.each(EDGE_SIZES)('of %i rows: the logistic loss is softmax less what others do', (n) => {
    for (const isWild of [false, true]) {
      const drawn = draw(n, outputs, isWild);
      for (let k = 0; k < outputs; k++)
        for (const bytes of SHIFTS) {
          const got = margins(drawn, k, bytes);
          drawn.weights.forEach((w, i) => {
            const eta = f64(outputs, (l) => drawn.eta[l * n + i]!);
            if (w === 0) expect(got[i]).toBe(0);
            else checkRow(got[i]!, eta, k);
          });
        }
    }
  });
});

test('of two classes the margin is the difference', () => {
  const eta = Float64Array.of(0.25, 700, -1e6, 3, -700, 1e6);
  const drawn = { n: 3, outputs: 2, eta, weights: f64(3, () => 1) };
  expect([...margins(drawn, 0, 0)]).toEqual([-2.75, 1400, -2e6]);
  expect([...margins(drawn, 1, 0)]).toEqual([2.75, -1400, 2e6]);
});
