/** In the fast build, tiles of six rows leave the bits of tiles of four. */
import { describe, expect, test } from 'vitest';
import type { NnExports } from '../../src/generated/nnExports.ts';
import fast from '../../src/generated/nnFast.ts';
import { inlineModule, isValid } from '../../src/memory/module.ts';
import { random } from '../support/random.ts';

/** Rows that meet six, four and fewer in all orders, and blocks of 128; columns with and without an edge. */
const ROWS = [1, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 20, 128, 131, 140];
const COLS = [5, 8, 11, 16, 72];
const TERMS = [1, 31, 300];
const KINDS = ['nn', 'tn', 'nt'] as const;
const LARGE = [
  [128, 512, 512],
  [134, 520, 600],
] as const;

const PAGES = 96;
const FREE = 65536;

/** Products by one kind of tiles, each into a C that holds `begin` before. */
function tiles(tallTiles: number) {
  const memory = new WebAssembly.Memory({ initial: PAGES, maximum: 65536 });
  const abort = () => {
    throw new Error('abort');
  };
  const env = { memory, abort, tallTiles };
  const { exports } = new WebAssembly.Instance(inlineModule(fast), { env });
  const kernels = exports as unknown as NnExports;
  kernels._start();
  return (kind: (typeof KINDS)[number], sizes: readonly number[], flags: number) => {
    const [m, n, k] = sizes as [number, number, number];
    const { normal } = random(m + 100 * n + 10_000 * k);
    const numbers = new Float32Array(memory.buffer);
    const a = FREE;
    const b = a + 16 * Math.ceil((m * k) / 4);
    const c = b + 16 * Math.ceil((k * n) / 4);
    const work = c + 16 * Math.ceil((m * n) / 4);
    expect(work + kernels.gemm_workspace()).toBeLessThan(memory.buffer.byteLength);
    for (let at = a / 4; at < work / 4; at++) numbers[at] = normal();
    kernels[`gemm_${kind}`](work, m, n, k, a, b, c, flags);
    return numbers.slice(c / 4, c / 4 + m * n);
  };
}

describe.skipIf(!isValid(fast))('tiles of six rows (skipped without relaxed SIMD)', () => {
  const sizes = ROWS.flatMap((m, i) => COLS.map((n, j) => [m, n, TERMS[(i + j) % 3]!] as const));

  test.each(KINDS)('%s', (kind) => {
    const [four, six] = [tiles(0), tiles(1)];
    for (const size of [...sizes, ...LARGE])
      for (const flags of [0, 1, 2])
        expect(six(kind, size, flags), `${size} ${flags}`).toEqual(four(kind, size, flags));
  });
});
