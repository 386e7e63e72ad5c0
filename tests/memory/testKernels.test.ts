/** A machine on which a kernel counts wrong is refused before a network is made on it. */
import { describe, expect, test } from 'vitest';
import { dense } from '../../src/layer/index.ts';
import { Memory } from '../../src/memory/memory.ts';
import { networkKernels } from '../../src/memory/networkKernels.ts';
import { philox } from '../../src/runtime/random.ts';
import { Runtime } from '../../src/runtime/runtime.ts';
import { sequential } from '../../src/train/index.ts';
import { RINGS, SIDES } from '../support/rings.ts';

type Kernel = (...args: number[]) => number | undefined;

/** What a kernel does wrong, behind a right call: to memory at its arguments, or to its result. */
type Lie = (memory: Memory, args: readonly number[], result: number | undefined) => unknown;

/** A memory one of whose kernels lies. */
class Lying extends Memory {
  readonly #kernel: string;
  readonly #lie: Lie;

  constructor(kernel: string, lie: Lie) {
    super();
    this.#kernel = kernel;
    this.#lie = lie;
  }

  override start<T>(source: string): T {
    const exports = super.start<Record<string, Kernel>>(source);
    const kernel = exports[this.#kernel]!;
    const patched = (...args: number[]) => this.#lie(this, args, kernel(...args));
    return { ...exports, [this.#kernel]: patched } as T;
  }
}

/** Number i of what the argument points at changes. */
const change =
  (argument: number, i: number, to: (x: number) => number): Lie =>
  (memory, args, result) => {
    const numbers = memory.f32(args[argument]! + 4 * i, 1);
    numbers[0] = to(numbers[0]!);
    return result;
  };
const swap =
  (argument: number, i: number, k: number): Lie =>
  (memory, args, result) => {
    const numbers = memory.f32(args[argument]!, Math.max(i, k) + 1);
    [numbers[i], numbers[k]] = [numbers[k]!, numbers[i]!];
    return result;
  };
const more = (x: number) => x + 1;
/** By a few millionths, as of a polynomial that lacks its last term. */
const hardly = (x: number) => x * (1 + 1e-5);

/** What each part is there to see, as its kernel would show it. */
const LIES: [what: string, kernel: string, lie: Lie][] = [
  ['a product', 'dense_forward', change(7, 0, more)],
  ['the last of a row', 'dense_forward', change(7, 12, more)],
  ['the last row', 'dense_forward', change(7, 90, more)],
  ['lanes in another order', 'dense_forward', swap(7, 0, 1)],
  ['a maximum that is none', 'dense_relu', change(7, 4, (x) => (x === 0 ? -1 : x + 1))],
  ['a product of integers', 'fill_uniform', change(3, 0, (x) => -x)],
  ['the halves of products, shuffled', 'fill_uniform', swap(3, 4, 5)],
  ['a word that is shifted further', 'fill_uniform', change(3, 15, (x) => (x + 1) / 2 - 1)],
  ['a word as a signed one', 'fill_uniform', change(3, 3, (x) => (x > 0 ? x - 2 : x))],
  ['16 bits as signed ones', 'mask_factors', change(4, 0, (x) => 2 - x)],
  ['16 bits, widened in another order', 'mask_factors', swap(4, 1, 2)],
  ['an integer that became another float', 'normal_factors', change(4, 0, hardly)],
  ['lanes chosen from the other', 'normal_factors', swap(4, 3, 7)],
  ['a sum', 'gradient_observe', change(2, 11, more)],
  [
    'squares in f64 of two lanes of four',
    'gradient_observe',
    (memory, [, , , parts]) => {
      const [sum] = memory.f64(parts!, 1);
      memory.f64(parts!, 1)[0] = sum! - 1;
    },
  ],
  ['a power of e', 'softmax_forward', change(3, 1, hardly)],
  ['a lane that was to be left out', 'softmax_forward', change(3, 4, () => 1e-3)],
  ['a sum of lanes', 'softmax_forward', change(3, 9, hardly)],
  ['no number', 'softmax_forward', change(3, 6, () => Number.NaN)],
  ['a logarithm in f64', 'binomial_loss', (_, __, loss) => hardly(loss!)],
  [
    'a quotient in f64',
    'binomial_loss',
    (memory, [record], loss) => {
      const dz = memory.i32(record!, 4)[3]!;
      memory.f32(dz, 1)[0]! *= 1 + 1e-5;
      return loss;
    },
  ],
];

describe('a machine is refused', () => {
  test.each(LIES)('for %s of %s', (_, kernel, lie) => {
    const memory = new Lying(kernel, lie);
    const told = new RegExp(`^nn.wasm: a number of ${kernel} is .+ and must be .+ on this machine`);
    // again, too: no kernel is kept
    for (let k = 0; k < 2; k++) expect(() => networkKernels(memory)).toThrow(told);
    expect(memory.used).toBe(0);
  });

  test('before a network is trained', async () => {
    const runtime = new Runtime(new Lying('softmax_forward', change(3, 0, hardly)));
    const run = sequential([dense(2)]).fit(RINGS, SIDES, { epochs: 1, runtime });
    await expect(run).rejects.toThrow('nn.wasm: a number of softmax_forward is');
  });
});

test('a machine that counts right is taken, and nothing is left', () => {
  const memory = new Memory();
  expect(networkKernels(memory).real_bytes()).toBe(4);
  expect(memory.used).toBe(0);
});

test('the random words that are known are those of the published generator', () => {
  const out = new Uint32Array(4);
  philox(Uint32Array.of(0, 0, 0, 0), Uint32Array.of(0, 0), out);
  // kat_vectors of Random123 (Salmon et al. 2011), philox 4x32 10, the first line
  expect([...out]).toEqual([0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8]);
});
