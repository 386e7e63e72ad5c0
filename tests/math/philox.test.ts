/** The random words of kernels are those of src/runtime/random.ts, four blocks at a time. */
import { describe, expect, test } from 'vitest';
import { NoiseRecord } from '../../src/memory/networkRecords.ts';
import { philox } from '../../src/runtime/random.ts';
import { onNetworkKernels } from '../support/networkKernels.ts';

const [KEY0, KEY1] = [0xdeadbeef, 0x12345678];

/** Word w of block b in step s. */
function word(block: number, w: number, step: number): number {
  const out = new Uint32Array(4);
  philox(Uint32Array.of(block, 0, step, 0), Uint32Array.of(KEY0, KEY1), out);
  return out[w]!;
}

/** The sixteen words of a group in the order in which kernels take them. */
function words(group: number, step: number): number[] {
  return [0, 1, 2, 3].flatMap((w) => [0, 1, 2, 3].map((b) => word(4 * group + b, w, step)));
}

describe('noise', () => {
  test.each([1, 2, 16, 17, 40])('fills %i numbers from the upper bits of its words', (n) => {
    onNetworkKernels(({ box, kernels, given, room, reals, round }) => {
      const clock = given(Int32Array.of(7));
      const noise = box.record(NoiseRecord, { key0: KEY0, key1: KEY1, clock });
      const out = room(reals(n, () => 0));
      kernels.fill_uniform(n, noise, 0.5, out.at);
      const all = [0, 1, 2].flatMap((group) => words(group, 7));
      const expected = reals(n, (i) => round(((all[i]! >>> 8) * 2 ** -23 - 1) * 0.5));
      expect(out.read()).toEqual(expected);
    });
  });

  test('shuffles a list by one word per place', () => {
    onNetworkKernels(({ box, kernels, given }) => {
      const n = 40;
      const clock = given(Int32Array.of(3));
      const noise = box.record(NoiseRecord, { key0: KEY0, key1: KEY1, clock });
      const list = box.room(Int32Array.from({ length: n }, (_, i) => i));
      kernels.shuffle_list(n, noise, list.at);
      const order = Array.from({ length: n }, (_, i) => i);
      for (let i = n - 1; i > 0; i--) {
        const draw = words(i >> 4, 3)[i & 15]!;
        const k = Number((BigInt(draw) * BigInt(i + 1)) >> 32n);
        [order[i], order[k]] = [order[k]!, order[i]!];
      }
      expect(Array.from(list.read())).toEqual(order);
      expect(order).not.toEqual(order.toSorted((a, b) => a - b));
    });
  });

  test('is another in the next step', () => {
    onNetworkKernels(({ box, kernels, room, reals }) => {
      const clock = box.room(Int32Array.of(0));
      const noise = box.record(NoiseRecord, { key0: KEY0, key1: KEY1, clock: clock.at });
      const out = room(reals(32, () => 0));
      kernels.fill_uniform(32, noise, 1, out.at);
      const before = out.read();
      kernels.clock_tick(clock.at);
      kernels.fill_uniform(32, noise, 1, out.at);
      expect(out.read().filter((x, i) => x === before[i])).toHaveLength(0);
    });
  });
});
