/** What every optimizer promises. */
import { describe, expect, test } from 'vitest';
import { adagrad, adam, adamW, lion, rmsprop, sgd } from '../../src/optimizer/index.ts';
import { onNetworkKernels, type Reals } from '../support/networkKernels.ts';
import { started } from '../support/optimizerRun.ts';
import { random } from '../support/random.ts';
import {
  LENGTH_SETTLED,
  MINIMUM_REACHED,
  relativeDifference,
  trajectoryRounding,
} from '../support/tolerance.ts';
import { OPTIMIZER_CASES, type OptimizerCase } from './cases.ts';

/** f = Σ c_j (w_j − a_j)² ÷ 2, and Rosenbrock's (1 − x)² + 100 (y − x²)² ÷ 10. */
const BOWL = { begin: [3, -2, 5], at: [1, -1, 2], c: [1, 4, 0.5] };

describe.each(OPTIMIZER_CASES)('$title', (one: OptimizerCase) => {
  const { optimizer } = one;

  test.each([1, 2, 3, 4, 5, 17].map((n) => [n]))('steps as published, %i weights', (n) => {
    onNetworkKernels((box) => {
      const { normal } = random(n);
      const twin = one.twin();
      let w = Array.from({ length: n }, () => box.round(normal()));
      const run = started(box, optimizer, w);
      for (let k = 1; k <= 30; k++) {
        const g = w.map(() => box.round(normal() * (k % 7 === 0 ? 10 : 1)));
        const rate = 0.02 / k + 0.01;
        w = twin.next(w, g, rate);
        const got = run.step(g, rate);
        expect(relativeDifference(got, w)).toBeLessThan(k * trajectoryRounding(box.epsilon));
      }
    });
  });

  test('begins as its record says, so that another run has the same bits', () => {
    onNetworkKernels((box) => {
      const runs = [0, 1].map(() => started(box, optimizer, [1, -2, 3]));
      for (let k = 0; k < 5; k++) {
        const [a, b] = runs.map((run) => run.step([k, 1 - k, 0.1], 0.01));
        expect(a).toEqual(b);
      }
    });
  });

  test('reaches the bottom of a bowl', () => {
    onNetworkKernels((box) => {
      // decays pull the minimum away: it is reached without
      const run = started(box, { ...optimizer, weightDecay: 0, l2: 0 }, BOWL.begin);
      let w: ArrayLike<number> = BOWL.begin;
      for (let k = 0; k < 1000; k++) {
        const g = Array.from(w, (x, j) => BOWL.c[j]! * (x - BOWL.at[j]!));
        w = run.step(g, one.bowl * (1 - k / 1000));
      }
      for (const [j, x] of Array.from(w).entries())
        expect(Math.abs(x - BOWL.at[j]!)).toBeLessThan(MINIMUM_REACHED);
    });
  });

  test('comes down the valley of Rosenbrock', () => {
    onNetworkKernels((box) => {
      const run = started(box, { ...optimizer, weightDecay: 0, l2: 0 }, [-1.2, 1]);
      let w: ArrayLike<number> = [-1.2, 1];
      for (let k = 0; k < 20_000; k++) {
        const [x, y] = [w[0]!, w[1]!];
        const g = [2 * (x - 1) - 40 * x * (y - x * x), 20 * (y - x * x)];
        w = run.step(g, one.valley * (1 - k / 20_000));
      }
      expect(Math.hypot(w[0]! - 1, w[1]! - 1)).toBeLessThan(MINIMUM_REACHED);
    });
  });

  test('leaves weights alone that have no gradient, but for its decay', () => {
    onNetworkKernels((box) => {
      const run = started(box, optimizer, [0, 0, 0, 0, 0]);
      for (let k = 0; k < 3; k++)
        expect(Array.from(run.step([0, 0, 0, 0, 0], 0.1))).toEqual([0, 0, 0, 0, 0]);
    });
  });

  test('keeps no subnormal number of gradients that have ended', () => {
    onNetworkKernels((box) => {
      const least = box.epsilon < 1e-10 ? 2 ** -1022 : 2 ** -126;
      const run = started(box, optimizer, [1, -1, 1, 1, 1]);
      for (let k = 0; k < 3; k++) run.step([1e-3, -1, 1e-9, 3e-16, 1], 1e-3);
      for (let k = 0; k < 1500; k++) {
        run.step([0, 0, 0, 0, 0], 1e-3);
        const small = run.moments().filter((x) => x !== 0 && Math.abs(x) < least);
        expect(small).toEqual([]);
      }
    });
  });

  test.runIf(optimizer.lengths)('says how far a weight goes for a gradient that stays', () => {
    onNetworkKernels((box) => {
      const plain = { ...optimizer, weightDecay: 0, l2: 0 };
      const g = [0.3, -2, 1];
      const run = started(box, plain, [1, 1, 1]);
      let [before, after]: [Reals, Reals] = [run.step(g, 1e-3), run.step(g, 1e-3)];
      // until the momentum of the first steps is over
      for (let k = 0; k < 3000; k++) [before, after] = [after, run.step(g, 1e-3)];
      const lengths = run.lengths();
      const moved = Array.from(after, (x, j) => (before[j]! - x) / g[j]!);
      expect(relativeDifference(lengths, moved)).toBeLessThan(LENGTH_SETTLED);
    });
  });
});

describe('bad options', () => {
  test.each([
    [() => sgd({ lr: -1 }), 'sgd: lr must be a finite number > 0, got -1'],
    [() => sgd({ lr: 'fast' as never }), 'sgd: lr must be a finite number > 0, got "fast"'],
    [() => sgd({ momentum: 1 }), 'sgd: momentum must lie in [0, 1), got 1'],
    [() => adam({ betas: [0.9, 1] }), 'adam: betas must lie in [0, 1), got 1'],
    [() => adam({ weightDecay: 1 } as never), 'adam: unknown option weightDecay'],
    [() => adam({ l2: -1 }), 'adam: l2 must be a finite number >= 0, got -1'],
    [() => adamW({ epsilon: 0 }), 'adamW: epsilon must be a finite number > 0, got 0'],
    [() => adamW({ layerDecay: 0 }), 'adamW: layerDecay must lie in (0, 1], got 0'],
    [() => adamW({ weightDecay: -1 }), 'adamW: weightDecay must be a finite number >= 0, got -1'],
    [() => rmsprop({ rho: 1 }), 'rmsprop: rho must lie in [0, 1), got 1'],
    [() => adagrad({ epsilon: -1 }), 'adagrad: epsilon must be a finite number > 0, got -1'],
    [() => lion({ betas: [0.9] as never }), 'lion: betas must be two numbers in [0, 1)'],
  ])('are refused, case %#', (make, message) => {
    expect(make).toThrow(message);
  });
});
