import { describe, expect, test } from 'vitest';
import { type BigFloat, errorInUlps } from '../reference/bigFloat.ts';
import { exp } from '../reference/exp.ts';
import { log } from '../reference/log.ts';
import { log1p } from '../reference/log1p.ts';
import { onKernels } from '../support/kernels.ts';
import { type Random, random } from '../support/random.ts';
import { ELEMENTARY_ULPS, LOG1P_ULPS } from '../support/tolerance.ts';

const COUNT = 800;
const { NaN: nan } = Number;

/** Arguments with a finite result, by where the algorithms take different branches. */
const EXP: Record<string, (source: Random) => number> = {
  'of results of any size': ({ uniform }) => -708 + 1417 * uniform(),
  'of denormal results': ({ uniform }) => -745 + 37 * uniform(),
  'of moderate size': ({ normal }) => normal(),
  'near 0': ({ normal }) => normal() * 2 ** -20,
  'with the largest and the least result': ({ pick }) =>
    pick([709.782712893384, -708.3964185322641]),
  'so near 0 that the result is 1': ({ normal }) => normal() * 2 ** -60,
};
const LOG1P: Record<string, (source: Random) => number> = {
  'of any size': ({ uniform, below }) => (1 + uniform()) * 2 ** (below(1020) + 2),
  'of moderate size': ({ uniform }) => 4 * uniform(),
  'below 0': ({ uniform }) => -0.9999 * uniform(),
  'near 0': ({ normal }) => normal() * 2 ** -20,
  'around the ends of √2 / 2 and √2': ({ normal, pick }) =>
    pick([Math.SQRT1_2, Math.SQRT2]) - 1 + normal() * 2 ** -10,
  'so near 0 that the result is the number': ({ normal }) => normal() * 2 ** -56,
};
const LOG: Record<string, (source: Random) => number> = {
  'of any size': ({ uniform, below }) => (1 + uniform()) * 2 ** (below(2045) - 1022),
  denormal: ({ uniform, below }) => uniform() * 2 ** -(1023 + below(40)) + 2 ** -1074,
  'of moderate size': ({ uniform }) => 0.5 + 2 * uniform(),
  'around 1': ({ normal }) => 1 + 0.02 * normal(),
  'a few units from 1': ({ below }) => 1 + (below(41) - 20) * 2 ** -53,
};

function worst(f: (x: number) => number, twin: (x: number) => BigFloat, next: () => number) {
  let most = 0;
  for (let k = 0; k < COUNT; k++) {
    const x = next();
    most = Math.max(most, errorInUlps(f(x), twin(x)));
  }
  return most;
}

describe('exp', () => {
  test.each(Object.entries(EXP))('%s is rounded almost correctly', (_, draw) => {
    const source = random(1);
    onKernels(({ kernels }) => {
      const error = worst(kernels.exp, exp, () => draw(source));
      expect(error).toBeLessThanOrEqual(ELEMENTARY_ULPS);
    });
  });

  test.each([
    [0, 1],
    [-0, 1],
    [5e-324, 1],
    [Infinity, Infinity],
    [-Infinity, 0],
    [nan, nan],
    [709.7827128933841, Infinity],
    [-745.1332191019411, 5e-324],
    [-745.1332191019412, 0],
    [1e300, Infinity],
    [-1e300, 0],
  ])('of %d is %d', (x, value) => {
    onKernels(({ kernels }) => expect(kernels.exp(x)).toBe(value));
  });
});

describe('log', () => {
  test.each(Object.entries(LOG))('of numbers %s is rounded almost correctly', (_, draw) => {
    const source = random(2);
    onKernels(({ kernels }) => {
      const error = worst(kernels.log, log, () => draw(source));
      expect(error).toBeLessThanOrEqual(ELEMENTARY_ULPS);
    });
  });

  test.each([
    [1, 0],
    [0, -Infinity],
    [-0, -Infinity],
    [-1, nan],
    [-5e-324, nan],
    [Infinity, Infinity],
    [-Infinity, nan],
    [nan, nan],
  ])('of %d is %d', (x, value) => {
    onKernels(({ kernels }) => expect(kernels.log(x)).toBe(value));
  });
});

describe('log1p', () => {
  test.each(Object.entries(LOG1P))('of numbers %s is rounded well', (_, draw) => {
    const source = random(3);
    onKernels(({ kernels }) => {
      const error = worst(kernels.log1p, log1p, () => draw(source));
      expect(error).toBeLessThanOrEqual(LOG1P_ULPS);
    });
  });

  test.each([
    [0, 0],
    [-0, -0],
    [5e-324, 5e-324],
    [-1, -Infinity],
    [-1.0000000000000002, nan],
    [Infinity, Infinity],
    [-Infinity, nan],
    [nan, nan],
  ])('of %d is %d', (x, value) => {
    onKernels(({ kernels }) => expect(kernels.log1p(x)).toBe(value));
  });
});

test('the tables of constants lie below the heap', () => {
  onKernels(({ memory, kernels }) => {
    const before = [kernels.exp(0.3), kernels.log(0.3)];
    expect(memory.heap.base).toBeGreaterThanOrEqual(kernels.data_end());
    const at = memory.allocate(4096);
    memory.bytes(memory.heap.base, at + 4096 - memory.heap.base).fill(0xff);
    expect([kernels.exp(0.3), kernels.log(0.3)]).toEqual(before);
    memory.heap.free(at);
  });
});
