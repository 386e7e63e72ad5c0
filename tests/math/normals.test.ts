/** Normal numbers of kernels against Box and Muller's formula in float64, word by word. */
import { expect, test } from 'vitest';
import { NoiseRecord } from '../../src/memory/networkRecords.ts';
import { philox } from '../../src/runtime/random.ts';
import { onNetworkKernels } from '../support/networkKernels.ts';
import { NORMAL_ERROR } from '../support/tolerance.ts';

const [KEY0, KEY1, STEP] = [0x2545f491, 0x9e3779b9, 5];

/** The sixteen words of a group in the order in which kernels take them. */
function words(group: number): number[] {
  const blocks = [0, 1, 2, 3].map((b) => {
    const out = new Uint32Array(4);
    philox(Uint32Array.of(4 * group + b, 0, STEP, 0), Uint32Array.of(KEY0, KEY1), out);
    return out;
  });
  return [0, 1, 2, 3].flatMap((w) => blocks.map((block) => block[w]!));
}

/** Two normal numbers from two words. */
function pair(word: number, turn: number): [number, number] {
  const radius = Math.sqrt(-2 * Math.log(((word >>> 8) + 0.5) / 2 ** 24));
  const angle = ((turn & 0xffffff) / 2 ** 24 - 0.5) * (Math.PI / 2);
  const sign = turn >>> 31 ? -1 : 1;
  const [a, b] = [sign * radius * Math.cos(angle), sign * radius * Math.sin(angle)];
  return (turn >>> 30) & 1 ? [b, a] : [a, b];
}

test.each([1, 4, 15, 16, 17, 100])('%i normal numbers are those of their words', (n) => {
  onNetworkKernels(({ box, kernels, given, room, reals }) => {
    const noise = box.record(NoiseRecord, {
      ...{ key0: KEY0, key1: KEY1, clock: given(Int32Array.of(STEP)) },
    });
    const length = 4 * Math.ceil(n / 4);
    const out = room(reals(length, () => 7));
    kernels.normal_factors(n, 0, 1, noise, out.at);
    const expected = Array.from({ length: Math.ceil(n / 16) }, (_, group) => {
      const w = words(group);
      const halves = [0, 8].map((first) => {
        const pairs = [0, 1, 2, 3].map((b) => pair(w[first + b]!, w[first + 4 + b]!));
        return [...pairs.map(([a]) => a), ...pairs.map(([, b]) => b)];
      });
      return halves.flat();
    }).flat();
    const worst = Array.from(out.read().subarray(0, n), (x, i) => Math.abs(x - expected[i]!));
    expect(Math.max(...worst)).toBeLessThan(NORMAL_ERROR);
  });
});
