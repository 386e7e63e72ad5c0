import { describe, test } from 'vitest';
import { TermsRecord } from '../../src/memory/record.ts';
import { coordinateDescent } from '../reference/coordinateDescent.ts';
import { dot } from '../reference/dot.ts';
import { dualGap } from '../reference/dualGap.ts';
import { judgeStandard } from '../reference/judge.ts';
import { residual } from '../reference/residual.ts';
import { standardForm } from '../reference/standardForm.ts';
import { expectEach } from '../support/expectEach.ts';
import { EDGE_SIZES, onKernels } from '../support/kernels.ts';
import { randomProblem } from '../support/problems.ts';
import { type Random, random } from '../support/random.ts';
import { GAP_AT_OPTIMUM, sumTolerance64 } from '../support/tolerance.ts';

interface Loss {
  readonly squares: number;
  readonly rest: number;
  readonly nullLoss: number;
}

/** A coordinate with its penalty factor and limits. */
interface Coordinate {
  readonly u: number;
  readonly b: number;
  readonly factor: number;
  readonly low: number;
  readonly high: number;
  readonly inverse: number;
}

function compute(terms: readonly Coordinate[], l1: number, l2: number, loss: Loss): number {
  let gap = Number.NaN;
  onKernels(({ kernels, given, record }) => {
    const column = (name: keyof Coordinate) =>
      given(Float64Array.from(terms, (term) => term[name]));
    const at = record(TermsRecord, {
      count: terms.length,
      blocks: 0,
      u: column('u'),
      b: column('b'),
      penaltyFactor: column('factor'),
      lower: column('low'),
      upper: column('high'),
      inverse: column('inverse'),
      before: 0,
      inside: 0,
      found: 0,
    });
    const penalty = given(Float64Array.of(l1, l2));
    gap = kernels.elasticNet_gap(at, penalty, loss.squares, loss.rest, loss.nullLoss);
  }, 8);
  return gap;
}

/** |b| ≤ ¾, so that a unit penalty alone costs less than the null loss of 4. */
function drawCoordinate({ normal, pick, uniform }: Random, factors: readonly number[]): Coordinate {
  const low = pick([-Infinity, -Infinity, -0.5, 0]);
  const high = pick([Infinity, Infinity, 0.25, 0]);
  const b = Math.min(Math.max(pick([0, normal() / 8]), low), high);
  return { u: normal(), b, factor: pick(factors), low, high, inverse: 0.5 + uniform() };
}

const STRENGTHS = [
  { l1: 1, l2: 0 },
  { l1: 0.4, l2: 0.6 },
  { l1: 0, l2: 1 },
  { l1: 0, l2: 0 },
];

describe.each(STRENGTHS)('the gap for l1 = $l1 and l2 = $l2', ({ l1, l2 }) => {
  test.each(EDGE_SIZES)('of %i coordinates is that of the formula', (count) => {
    for (const factors of [[1], [0, 1, 2.5], [1, 1e3]])
      for (let seed = 0; seed < 5; seed++) {
        const source = random(100 * count + seed);
        const terms = Array.from({ length: count }, () => drawCoordinate(source, factors));
        const loss = { squares: source.uniform(), rest: source.uniform(), nullLoss: 4 };
        const got = compute(terms, l1, l2, loss);
        const expected = dualGap(
          terms.map(({ factor, low, high, ...term }) => {
            return { ...term, penalty: { l1: factor * l1, l2: factor * l2, low, high } };
          }),
          loss,
        );
        // Each bracket is made of numbers no larger than the null loss, |u b| and what is expected.
        const sizes = terms.map(({ u, b }) => loss.nullLoss + Math.abs(u * b));
        const size = sizes.reduce((total, value) => total + value, expected + 1);
        expectEach(got).toBeGreaterThanOrEqual(0);
        expectEach(Math.abs(got - expected)).toBeLessThanOrEqual(sumTolerance64(count + 8, size));
      }
  });
});

describe('by hand', () => {
  const free = { factor: 1, low: -Infinity, high: Infinity, inverse: 1 };
  const loss = { squares: 8, rest: 0, nullLoss: 100 };

  test('a gradient of twice the strength halves the dual point', () => {
    // ½ (1 − ½)² 8, and nothing for b = 0
    expectEach(compute([{ ...free, u: 2, b: 0 }], 1, 0, loss)).toBe(1);
    expectEach(compute([{ ...free, u: -2, b: 0 }], 1, 0, loss)).toBe(1);
    // … and |b| + b for a coefficient of the wrong sign
    expectEach(compute([{ ...free, u: 2, b: -3 }], 1, 0, loss)).toBe(1 + 3 + 3);
  });

  test('a limit pays for the excess instead', () => {
    expectEach(compute([{ ...free, high: 0.25, u: 2, b: 0 }], 1, 0, loss)).toBe(0.25);
    expectEach(compute([{ ...free, high: 0, u: 2, b: 0 }], 1, 0, loss)).toBe(0);
    expectEach(compute([{ ...free, low: -0.5, u: -2, b: -0.5 }], 1, 0, loss)).toBe(0);
  });

  test('a limit that no minimiser reaches is cut where the penalty costs the null loss', () => {
    const wide = { ...free, high: 1e9, u: 2, b: 0 };
    expectEach(compute([wide], 1, 0, { ...loss, nullLoss: 3 })).toBe(3);
  });

  test('ridge pays half the squared violation', () => {
    // φ*(u) = u² ÷ (2 l2): ½ (u − l2 b)² ÷ l2
    expectEach(compute([{ ...free, u: 3, b: 1 }], 0, 2, loss)).toBe((3 - 2) ** 2 / 4);
  });

  test('a column without penalty pays what moving it would gain', () => {
    const open = { ...free, factor: 0, inverse: 0.5 };
    expectEach(compute([{ ...open, u: 4, b: 7 }], 1, 0, loss)).toBe(4);
    expectEach(compute([{ ...open, u: 0, b: 7 }], 1, 0, loss)).toBe(0);
    expectEach(compute([{ ...open, high: 9, u: 4, b: 7 }], 1, 0, loss)).toBe(4 * (9 - 7));
    expectEach(compute([{ ...open, high: 9, u: -4, b: 7 }], 1, 0, loss)).toBe(4);
  });

  test('what was projected away counts half its square', () => {
    expectEach(compute([], 1, 0, { ...loss, rest: 3 })).toBe(1.5);
  });
});

describe.each([1, 0.5, 0])('on a problem of l1Ratio %d', (l1Ratio) => {
  const problem = randomProblem({ seed: 3, n: 40, p: 12, share: 0.1, l1Ratio });
  const form = standardForm(problem);
  const best = coordinateDescent(problem);
  const optimum = Float64Array.from(best.coef, (value, j) => value * form.scale[j]!);
  const nullLoss = dot(form.target, form.target) / 2;

  function gapAt(b: Float64Array): number {
    const r = residual(form, b);
    const terms = form.columns.map((x, j) => ({
      u: dot(x, r),
      b: b[j]!,
      factor: 1,
      low: -Infinity,
      high: Infinity,
      inverse: 1 / dot(x, x),
    }));
    const { lambda } = problem;
    const loss = { squares: dot(r, r), rest: 0, nullLoss };
    return compute(terms, lambda * l1Ratio, lambda * (1 - l1Ratio), loss);
  }

  test('it is 0 at the optimum and bounds what is missing elsewhere', () => {
    expectEach(gapAt(optimum) / nullLoss).toBeLessThanOrEqual(2 * GAP_AT_OPTIMUM);
    const { normal } = random(4);
    const least = judgeStandard(form, optimum).primal;
    for (let k = 0; k < 30; k++) {
      const b = optimum.map((value) => value + normal() * 10 ** -(k % 6));
      const missing = judgeStandard(form, b).primal - least;
      expectEach(gapAt(b)).toBeGreaterThanOrEqual(missing - GAP_AT_OPTIMUM * nullLoss);
    }
  });
});
