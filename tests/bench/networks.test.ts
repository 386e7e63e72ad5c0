import { describe, expect, it } from 'vitest';
import { recipes, zoom } from '../../bench/networks/data/recipes.mjs';
import { effortFor } from '../../bench/networks/entrant.mjs';
import { kinds } from '../../bench/networks/kinds/index.mjs';
import { reason } from '../../bench/networks/reason.mjs';
import { compare, type Row } from '../../bench/networks/summary.mjs';

describe('the judge of trainings', () => {
  const task = { loss: 'crossEntropy', accuracy: 0.6 };
  // two training rows, then three tests of three classes
  const given = {
    arrays: { y: Int32Array.of(0, 1, 0, 1, 2) },
    sizes: { rows: 5, train: 2, classes: 3 },
  };

  it('counts the rows whose largest score names their class', () => {
    const scores = Float32Array.of(9, 1, 1, 0, 2, 1, 5, 0, 1);
    const verdict = kinds.training.judge(task, given, scores);
    expect(verdict.accuracy).toBeCloseTo(2 / 3, 15);
    expect(verdict.accepted).toBe(true);
    const strict = kinds.training.judge({ ...task, accuracy: 0.7 }, given, scores);
    expect(strict.accepted).toBe(false);
  });

  it('reads log odds of two classes by their sign', () => {
    const two = { arrays: { y: Int32Array.of(0, 1, 1) }, sizes: { rows: 3, train: 0, classes: 2 } };
    const judged = kinds.training.judge(
      { loss: 'binary', accuracy: 1 },
      two,
      Float32Array.of(-1, 1, -1),
    );
    expect(judged.accuracy).toBeCloseTo(2 / 3, 15);
  });

  it('gives nothing for scores that are missing or not finite', () => {
    const scores = Float32Array.of(9, 1, 1, 0, 2, 1, 5, 0, Number.NaN);
    expect(kinds.training.judge(task, given, scores).accuracy).toBe(0);
    expect(kinds.training.judge(task, given, scores.subarray(1)).accuracy).toBe(0);
  });
});

describe('the judge of products', () => {
  const sizes = { type: 'f32', m: 2, n: 3, k: 4 };

  /** C of each form by its definition, and the same with one term left out. */
  function product(form: string, isComplete: boolean) {
    const task = { ...sizes, form };
    const { arrays } = kinds.product.given(task);
    const { a, b } = arrays as { a: Float32Array; b: Float32Array };
    const c = new Float32Array(6);
    for (let i = 0; i < 2; i++)
      for (let j = 0; j < 3; j++)
        for (let t = isComplete ? 0 : 1; t < 4; t++) {
          const left = a[form === 'tn' ? t * 2 + i : i * 4 + t]!;
          c[i * 3 + j]! += left * b[form === 'nt' ? j * 4 + t : t * 3 + j]!;
        }
    return kinds.product.judge(task, { arrays }, c);
  }

  it('accepts what rounding explains, and no missing term', () => {
    for (const form of ['nn', 'tn', 'nt']) {
      expect(product(form, true).accepted).toBe(true);
      expect(product(form, false).accepted).toBe(false);
    }
  });

  it('counts two operations per term', () => {
    const work = kinds.product.work({ m: 1000, n: 1000, k: 500 });
    expect(work!.amount).toBeCloseTo(1, 12);
    expect(work!.unit).toBe('GFLOPS');
  });
});

describe('the judge of elementwise kernels', () => {
  const task = { count: 1000 };

  it('wants e^x to the last places', () => {
    const given = kinds.exp.given(task);
    const right = Float32Array.from(given.arrays.x!, Math.exp);
    expect(kinds.exp.judge(task, given, right).accepted).toBe(true);
    const rough = right.map((value) => value * (1 + 1e-6));
    expect(kinds.exp.judge(task, given, rough).accepted).toBe(false);
    expect(kinds.exp.judge(task, given, right.fill(Number.NaN, 7, 8)).accepted).toBe(false);
  });

  it('wants half of the numbers doubled and the others gone', () => {
    const given = kinds.dropout.given(task);
    const x = given.arrays.x as Float32Array;
    const right = x.map((value, i) => (i % 2 ? 2 * value : 0));
    expect(kinds.dropout.judge(task, given, right).accepted).toBe(true);
    expect(kinds.dropout.judge(task, given, x).accepted).toBe(false);
    const none = x.map((value) => 2 * value);
    expect(kinds.dropout.judge(task, given, none).accepted).toBe(false);
  });

  it('wants the first step of AdamW, its decay apart', () => {
    const given = kinds.adamW.given(task);
    const { w, g } = given.arrays as { w: Float32Array; g: Float32Array };
    const step = (decay: number) =>
      w.map((value, i) => (1 - 1e-3 * decay) * value - 1e-3 * Math.sign(g[i]!));
    expect(kinds.adamW.judge(task, given, step(0.01)).accepted).toBe(true);
    expect(kinds.adamW.judge(task, given, step(0)).accepted).toBe(false);
  });
});

describe('the judge of fresh processes', () => {
  it('wants the scores of the network', () => {
    const given = kinds.startUp.given({});
    const { x, w, v } = given.arrays as Record<'x' | 'w' | 'v', Float32Array>;
    const hidden = Array.from({ length: 8 * 16 }, (_, at) => {
      const [i, j] = [Math.floor(at / 16), at % 16];
      let sum = 0;
      for (let t = 0; t < 24; t++) sum += x[24 * i + t]! * w[16 * t + j]!;
      return Math.max(0, sum);
    });
    const scores = Float32Array.from({ length: 24 }, (_, at) => {
      const [i, k] = [Math.floor(at / 3), at % 3];
      return hidden.slice(16 * i, 16 * i + 16).reduce((sum, h, j) => sum + h * v[3 * j + k]!, 0);
    });
    expect(kinds.startUp.judge({}, given, scores).accepted).toBe(true);
    expect(
      kinds.startUp.judge(
        {},
        given,
        scores.map((score) => score + 1e-3),
      ).accepted,
    ).toBe(false);
    expect(kinds.startUp.judge({}, given, scores.subarray(1)).accepted).toBe(false);
  });

  it('counts them per second', () => {
    expect(kinds.startUp.work({})).toEqual({ amount: 1, unit: 'starts/s' });
    expect([kinds.startUp.isFresh, kinds.tierUp.isFresh]).toEqual([true, true]);
  });
});

describe('data of networks', () => {
  it('are the same digits at both sizes', () => {
    const [small, large] = [recipes.digits8(), recipes.digits28()];
    expect(small.y).toEqual(large.y);
    expect([small.y.length, small.train, small.x.length, large.x.length]).toEqual([
      ...[1797, 1437, 1797 * 64, 1797 * 784],
    ]);
    expect(large.x[27]).toBe(small.x[7]);
    expect(large.x[783]).toBe(small.x[63]);
  });

  it('are enlarged along straight lines', () => {
    const image = zoom(Float64Array.of(0, 2, 4, 6), 2, 3);
    expect([...image]).toEqual([0, 1, 2, 2, 3, 4, 4, 5, 6]);
  });

  it('have both classes about as often', () => {
    const { y } = recipes.table();
    const share = y.reduce((a, b) => a + b, 0) / y.length;
    expect(Math.abs(share - 0.5)).toBeLessThan(0.1);
  });
});

describe('what a budget allows', () => {
  const whole = { epochs: 10, rows: 1000 };
  const look = { epochs: 1, rows: 100 };

  it('is all epochs, some of them, or two steps', () => {
    expect(effortFor(whole, look, 0.1, 20)).toEqual(whole);
    expect(effortFor(whole, look, 0.5, 20)).toEqual({ epochs: 4, rows: 1000 });
    expect(effortFor(whole, look, 5, 20)).toEqual(look);
  });
});

describe('ratios of networks', () => {
  const row = (name: string, medianMs: number | null, accepted = true): Row => ({
    ...{ name, medianMs, wallMs: medianMs, accepted, ours: name.startsWith('tikhonov') },
    clock: 'cpu',
    ...{ ratio: null, against: {}, ratioAtLeast: null },
  });

  it('are taken to the strict build and, besides, to the others of ours', () => {
    const rows = compare([row('tikhonov', 2), row('tikhonov-fast', 1), row('peer', 8)]);
    expect(rows.map(({ ratio }) => ratio)).toEqual([1, 0.5, 4]);
    expect(rows[2]!.against).toEqual({ 'tikhonov-fast': 8 });
  });

  it('are those of the wall clock where one of both has several threads', () => {
    const one = { ...row('tikhonov', 2), wallMs: 3 };
    const two = { ...row('tikhonov-2-threads', 1.5), clock: 'wall' as const };
    const [own, threads, peer] = compare([one, two, { ...row('peer', 8), wallMs: 9 }]);
    expect([threads!.ratio, own!.against, peer!.against]).toEqual([
      ...[0.5, { 'tikhonov-2-threads': 2 }, { 'tikhonov-2-threads': 6 }],
    ]);
    expect(peer!.ratio).toBe(4);
  });

  it('are bounds for who was not accepted, and nothing for who was not timed', () => {
    const rows = compare([row('tikhonov', 2), row('slow', 8, false), row('failed', null, false)]);
    expect(rows.map(({ ratio }) => ratio)).toEqual([1, null, null]);
    expect(rows.map(({ ratioAtLeast }) => ratioAtLeast)).toEqual([null, 4, null]);
  });

  it('are not taken to a result of ours that was rejected', () => {
    const [, peer] = compare([row('tikhonov', 2, false), row('peer', 8)]);
    expect([peer!.ratio, peer!.ratioAtLeast]).toEqual([null, null]);
  });
});

describe('a failure', () => {
  it('is told by the line that names the error', () => {
    const text = 'tfjs-wasm ended with 1\n  at run\nError: no kernel\n  at serve';
    expect(reason(text)).toBe('Error: no kernel');
    expect(reason('tfjs-cpu took more than 20 s')).toBe('tfjs-cpu took more than 20 s');
  });
});
