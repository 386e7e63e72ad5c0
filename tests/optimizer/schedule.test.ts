/** Learning rates over a run, by their formulas. */
import { describe, expect, test } from 'vitest';
import { type Schedule, schedule } from '../../src/optimizer/index.ts';
import { EPSILON_64 } from '../support/tolerance.ts';

const RUN = { stepsPerEpoch: 5, epochs: 12 };
const TOTAL = RUN.stepsPerEpoch * RUN.epochs;

const rates = (s: Schedule) =>
  Array.from({ length: TOTAL }, (_, step) => s.rate({ ...RUN, step }, s.begin));

function expectRates(s: Schedule, expected: (step: number) => number): void {
  for (const [step, rate] of rates(s).entries())
    expect(Math.abs(rate - expected(step)), `step ${step}`).toBeLessThan(16 * EPSILON_64);
}

const half = (from: number, to: number, u: number) =>
  to + ((from - to) * (1 + Math.cos(Math.PI * u))) / 2;

/** An entry per schedule of the barrel. */
const CASES: Record<keyof typeof schedule, readonly [Schedule, (step: number) => number][]> = {
  constant: [[schedule.constant(0.3), () => 0.3]],
  cosine: [
    [schedule.cosine({ peak: 0.5 }), (t) => half(0.5, 0, t / TOTAL)],
    [
      schedule.cosine({ peak: 0.5, warmup: 2, final: 0.1 }),
      (t) => (t < 10 ? (0.5 * (t + 1)) / 10 : half(0.5, 0.1, (t - 10) / (TOTAL - 10))),
    ],
  ],
  cyclicCosine: [
    [schedule.cyclicCosine({ peak: 0.5, cycles: 3 }), (t) => half(0.5, 0, (t % 20) / 20)],
  ],
  oneCycle: [
    [
      // torch.optim.lr_scheduler.OneCycleLR: the phases end at pct · total − 1 and total − 1
      schedule.oneCycle({ peak: 1 }),
      (t) => {
        const top = 0.3 * TOTAL - 1;
        return t < top ? half(0.04, 1, t / top) : half(1, 4e-6, (t - top) / (TOTAL - 1 - top));
      },
    ],
  ],
  step: [[schedule.step({ lr: 1, every: 5, factor: 0.5 }), (t) => 0.5 ** Math.floor(t / (5 * 5))]],
  reduceOnPlateau: [[schedule.reduceOnPlateau({ lr: 0.3 }), () => 0.3]],
};

describe.each(Object.entries(CASES))('%s', (_, cases) => {
  test.each(cases)('has the rates of its formula, case %#', (s, expected) => {
    expectRates(s, expected);
    expect(rates(s).every((rate) => rate >= 0)).toBe(true);
  });
});

test('a plateau of the validation loss lowers the rate, an improvement does not', () => {
  const s = schedule.reduceOnPlateau({
    lr: 1,
    factor: 0.5,
    patience: 2,
    minDelta: 0.1,
    final: 0.2,
  });
  let memory = s.begin;
  const seen = [5, 4, 3.95, 3.95, 3.5, 3.5, 3.5, 3.5, 3.5, 3.5, 3.5].map((loss) => {
    memory = s.after!(memory, loss);
    return s.rate({ ...RUN, step: 0 }, memory);
  });
  expect(seen).toEqual([1, 1, 1, 0.5, 0.5, 0.5, 0.25, 0.25, 0.2, 0.2, 0.2]);
});

test.each([
  [() => schedule.constant(0), 'schedule.constant: lr must be a finite number > 0, got 0'],
  [
    () => schedule.cosine({ peak: -1 }),
    'schedule.cosine: peak must be a finite number > 0, got -1',
  ],
  [
    () => schedule.cosine({ peak: 1, warmup: -1 }),
    'schedule.cosine: warmup must be a finite number >= 0, got -1',
  ],
  [
    () => schedule.cosine({ peak: 1, final: 2 }),
    'schedule.cosine: final must be at most 1, the highest rate, got 2',
  ],
  [
    () => schedule.cyclicCosine({ peak: 1, cycles: 0 }),
    'schedule.cyclicCosine: cycles must be an integer >= 1, got 0',
  ],
  [
    () => schedule.oneCycle({ peak: 1, warmup: 1 }),
    'schedule.oneCycle: warmup must lie in (0, 1), got 1',
  ],
  [
    () => schedule.step({ lr: 1, every: 0.5 }),
    'schedule.step: every must be an integer >= 1, got 0.5',
  ],
  [
    () => schedule.step({ lr: 1, every: 1, factor: 1 }),
    'schedule.step: factor must lie in (0, 1), got 1',
  ],
  [
    () => schedule.reduceOnPlateau({ lr: 1, patience: 0 }),
    'schedule.reduceOnPlateau: patience must be an integer >= 1, got 0',
  ],
  [
    () => schedule.reduceOnPlateau({ lr: 1, patience: 3, cooldown: 1 } as never),
    'schedule.reduceOnPlateau: unknown option cooldown',
  ],
])('a schedule refuses what it cannot do, case %#', (make, message) => {
  expect(make).toThrow(message);
});
