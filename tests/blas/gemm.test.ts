/** Matrix products have the bits of the plain loop, whatever tile an element falls into. */
import { describe, expect, test } from 'vitest';
import { gemm } from '../reference/gemm.ts';
import { onNetworkKernels } from '../support/networkKernels.ts';
import { random } from '../support/random.ts';

const KINDS = ['nn', 'tn', 'nt'] as const;
const ROWS = [1, 2, 3, 4, 5, 7, 8, 31, 129, 260];
const COLS = [1, 2, 3, 4, 5, 7, 8, 9, 12, 15, 17, 140];
const TERMS = [1, 2, 3, 5, 16, 257, 600];

const ADD = 1;
const RELU = 2;

/** Sizes that meet every tile and every edge, but not all of them with one another. */
const SIZES = ROWS.flatMap((m, i) =>
  COLS.filter((n) => m < 100 || n === 9 || n === 17).map(
    (n, j) => [m, n, TERMS[(i + j) % TERMS.length]!] as const,
  ),
);

function check(kind: (typeof KINDS)[number], [m, n, k]: readonly [number, number, number]): void {
  for (const flags of [0, ADD, RELU])
    onNetworkKernels(({ kernels, given, room, reals, round }) => {
      const { normal } = random(m + 100 * n + 10_000 * k);
      const a = reals(m * k, normal);
      const b = reals(k * n, normal);
      const c = reals(m * n, normal);
      const out = room(c);
      const work = room(reals(kernels.gemm_workspace() / 4, () => 0));
      kernels[`gemm_${kind}`](work.at, m, n, k, given(a), given(b), out.at, flags);
      const expected = gemm(
        {
          ...{ m, n, k },
          a: (i, p) => a[kind === 'tn' ? p * m + i : i * k + p]!,
          b: (p, j) => b[kind === 'nt' ? j * k + p : p * n + j]!,
          ...(flags === ADD ? { c } : {}),
        },
        round,
      );
      const cut = flags === RELU ? expected.map((x) => Math.max(x, 0)) : expected;
      expect(Array.from(out.read(), (x) => x + 0)).toEqual(Array.from(cut, (x) => x + 0));
    });
}

describe.each(KINDS)('%s', (kind) => {
  test('of blocks in every direction', () => {
    expect.hasAssertions();
    check(kind, [260, 43, 300]);
  });

  test.each(ROWS)('of %i rows', (rows) => {
    expect.hasAssertions();
    for (const size of SIZES.filter(([m]) => m === rows)) check(kind, size);
  });
});

test('some rows of Aᵀ B, which are columns of A, have the bits of all', () => {
  for (const [m, n, k] of [
    [9, 13, 5],
    [40, 70, 300],
  ] as const)
    onNetworkKernels(({ kernels, given, room, reals }) => {
      const { normal } = random(m + n + k);
      const [a, b] = [reals(m * k, normal), reals(k * n, normal)];
      const [out, some] = [room(reals(m * n, () => 0)), room(reals(4 * n, () => 0))];
      const work = room(reals(kernels.gemm_workspace() / 4, () => 0));
      const at = given(a);
      kernels.gemm_tn(work.at, m, n, k, at, given(b), out.at, 0);
      const third = at + 3 * kernels.real_bytes();
      kernels.gemm_columns(work.at, 4, n, k, third, m, given(b), some.at);
      expect(some.read()).toEqual(out.read().slice(3 * n, 7 * n));
    });
});

test.each(['dense_forward', 'dense_relu'] as const)('%s begins its sums at the bias', (kernel) => {
  for (const [m, n, k] of [
    [5, 10, 3],
    [4, 3, 300],
    [33, 17, 64],
  ] as const)
    onNetworkKernels(({ kernels, given, room, reals, round }) => {
      const { normal } = random(m + n + k);
      const [x, w, bias] = [reals(m * k, normal), reals(k * n, normal), reals(n, normal)];
      const out = room(reals(m * n, normal));
      const work = room(reals(kernels.gemm_workspace() / 4, () => 0));
      kernels[kernel](work.at, m, n, k, given(x), given(w), given(bias), out.at);
      const parts = {
        a: (i: number, p: number) => x[i * k + p]!,
        b: (p: number, j: number) => w[p * n + j]!,
      };
      const sums = gemm({ m, n, k, ...parts, bias }, round);
      const expected = kernel === 'dense_relu' ? sums.map((s) => Math.max(s, 0)) : sums;
      expect(Array.from(out.read())).toEqual(Array.from(expected));
    });
});
