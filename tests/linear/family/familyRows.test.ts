/** What the rows of a family answer in shorter ways is what they answer in the longer ones. */
import { describe, expect, test } from 'vitest';
import {
  binomial,
  type Family,
  gamma,
  gaussian,
  multigaussian,
  multinomial,
  negativeBinomial,
  poisson,
  quantile,
} from '../../../src/datafit/index.ts';
import { FamilyRows } from '../../../src/linear/family/familyRows.ts';
import { Memory } from '../../../src/memory/memory.ts';
import { Scope } from '../../../src/memory/scope.ts';
import { runSync } from '../../../src/runtime/run.ts';
import { dot } from '../../reference/dot.ts';
import { logSumExp } from '../../reference/families/multinomial.ts';
import { f64 } from '../../support/kernels.ts';
import { random } from '../../support/random.ts';
import { relativeDifference } from '../../support/tolerance.ts';

const N = 37;
/** Sums of 37 terms of size 1, each rounded, and a Newton iteration's last step. */
const ALIKE = 1e-13;

interface Lab {
  readonly scope: Scope;
  readonly weights: Float64Array;
  readonly y: Float64Array;
  /** Rows at predictors of their own, the same for each. */
  make(): FamilyRows;
  read(at: number): Float64Array;
}

function inLab(family: Family, use: (lab: Lab) => void): void {
  const scope = new Scope(new Memory());
  const { normal, uniform, below } = random(family.outputs + 5);
  const raw = f64(N, (i) => (i % 6 === 2 ? 0 : 0.2 + uniform()));
  const total = raw.reduce((sum, w) => sum + w, 0);
  const weights = raw.map((w) => w / total);
  const classes = f64(N, () => below(family.outputs));
  const y = f64(N * family.outputs, (at) => {
    if (family.joint?.coupled) return Number(classes[at % N] === Math.floor(at / N));
    return family.name === 'binomial' ? below(2) : 0.5 + uniform();
  });
  const eta = f64(N * family.outputs, normal);
  try {
    const at = { y: scope.putF64(y), weights: scope.putF64(weights) };
    const params = family.bind?.(scope, { target: y, weights }) ?? family.params;
    const make = () => {
      const rows = new FamilyRows(scope, family, { n: N, ...at, params });
      scope.memory.f64(rows.eta, eta.length).set(eta);
      return rows;
    };
    use({ scope, weights, y, make, read: (from) => scope.memory.f64(from, N).slice() });
  } finally {
    scope.release();
  }
}

describe.each([2, 3, 6].map((classes) => [classes, multinomial({ classes })] as const))(
  'a class of %i, settled alone',
  (classes, family) => {
    test.each([true, false])('is where softmax puts it, with intercept: %s', (hasIntercept) => {
      inLab(family, ({ make, read }) => {
        for (let k = 0; k < classes; k++) {
          const [own, joint] = [make(), make()];
          const { moved } = runSync(own.settle(k, hasIntercept));
          const expected = hasIntercept ? joint.recentre(k) : 0;
          joint.gradients(k);
          expect(Math.abs(moved - expected)).toBeLessThanOrEqual(ALIKE);
          expect(moved !== 0).toBe(hasIntercept);
          for (let l = 0; l < classes; l++) {
            const [a, b] = [own, joint].map((rows) => read(rows.of(rows.eta, l)));
            expect(relativeDifference(a!, b!)).toBeLessThanOrEqual(l === k ? ALIKE : 0);
          }
          for (const name of ['v', 'h'] as const) {
            const [a, b] = [own, joint].map((rows) => read(rows.of(rows[name], k)));
            expect(relativeDifference(a!, b!)).toBeLessThanOrEqual(ALIKE);
          }
        }
      });
    });

    test('loses as softmax does, less what the other classes lose without it', () => {
      inLab(family, ({ make, read, weights, y }) => {
        for (let k = 0; k < classes; k++) {
          const rows = make();
          const { loss } = runSync(rows.settle(k, true));
          const all = f64(
            N * classes,
            (at) => read(rows.of(rows.eta, Math.floor(at / N)))[at % N]!,
          );
          const at = (vector: Float64Array, i: number) => f64(classes, (l) => vector[l * N + i]!);
          // the others' log Σ e^η counts where the row is not of class k, and so do their own terms
          const rest = weights.reduce((sum, w, i) => {
            const eta = at(all, i).filter((_, l) => l !== k);
            const own = at(y, i).filter((_, l) => l !== k);
            return sum + w * ((1 - y[k * N + i]!) * logSumExp(eta) - dot(own, eta));
          }, 0);
          expect(Math.abs(loss + rest - rows.gradients(k))).toBeLessThanOrEqual(ALIKE);
        }
      });
    });

    test('changes its loss along a direction as softmax does', () => {
      inLab(family, ({ scope, make }) => {
        const d = scope.putF64(f64(N, random(3).normal));
        for (let k = 0; k < classes; k++) {
          const rows = make();
          const { loss } = runSync(rows.settle(k, true));
          const before = rows.gradients(k);
          for (const t of [0, 0.01, 0.5, 1, -3]) {
            const change = rows.along(k, d, t) - before;
            expect(Math.abs(rows.alongSettled(k, d, t) - loss - change)).toBeLessThanOrEqual(ALIKE);
          }
        }
      });
    });
  },
);

describe.each([
  ['gaussian', gaussian()],
  ['binomial', binomial()],
  ['poisson', poisson()],
  ['several responses', multigaussian({ outputs: 3 })],
])('%s', (_, family) => {
  test('settles by recentre and gradients', () => {
    inLab(family, ({ scope, make, read }) => {
      const d = scope.putF64(f64(N, random(3).normal));
      for (let k = 0; k < family.outputs; k++)
        for (const hasIntercept of [true, false]) {
          const [own, other] = [make(), make()];
          const moved = hasIntercept ? other.recentre(k) : 0;
          const loss = other.gradients(k);
          expect(runSync(own.settle(k, hasIntercept))).toEqual({ moved, loss });
          for (const name of ['eta', 'v', 'h'] as const)
            expect(read(own.of(own[name], k))).toEqual(read(other.of(other[name], k)));
          expect(own.alongSettled(k, d, 0.7)).toBe(other.along(k, d, 0.7));
        }
    });
  });
});

describe('the gap near the gradient', () => {
  test.each([
    ['gaussian', gaussian()],
    ['binomial', binomial()],
    ['poisson', poisson()],
    ['gamma', gamma()],
    ['negativeBinomial', negativeBinomial({ theta: 1.5 })],
    ['softmax of 2', multinomial({ classes: 2 })],
    ['softmax of 5', multinomial({ classes: 5 })],
  ])('of %s is its second-order term', (_, family) => {
    inLab(family, ({ make }) => {
      const rows = make();
      rows.gradientsOfAll();
      expect(rows.nearGap(1)).toBe(0);
      const errors = [1e-2, 1e-3, 1e-4].map((off) => {
        const gap = rows.gap(rows.v, 1 - off);
        expect(gap).toBeGreaterThan(0);
        return Math.abs(rows.nearGap(1 - off) / gap - 1);
      });
      // the next term of the series is 1 − s times as large, and the gap has the rounding of its sum
      errors.forEach((error, k) => {
        expect(error).toBeLessThanOrEqual([0.2, 0.02, 0.002][k]!);
      });
    });
  });

  test.each([
    ['quantile', quantile({ tau: 0.3 })],
    ['several responses', multigaussian({ outputs: 2 })],
  ])('of %s is the gap itself', (_, family) => {
    inLab(family, ({ make }) => {
      const rows = make();
      rows.gradientsOfAll();
      for (const s of [1, 0.99, 0.5]) expect(rows.nearGap(s)).toBe(rows.gap(rows.v, s));
    });
  });
});
