/** C = bias + op(A) op(B), sums in order of p, each of `block` terms apart; `round` after every operation. */
export interface Gemm {
  readonly m: number;
  readonly n: number;
  readonly k: number;
  readonly a: (i: number, p: number) => number;
  readonly b: (p: number, j: number) => number;
  readonly bias?: ArrayLike<number>;
  /** What C holds already. */
  readonly c?: ArrayLike<number>;
}

/** Terms per block of the kernel. */
const BLOCK = 256;

export function gemm({ m, n, k, a, b, bias, c }: Gemm, round: (x: number) => number): Float64Array {
  const out = new Float64Array(m * n);
  for (let i = 0; i < m; i++)
    for (let j = 0; j < n; j++) {
      let total = c ? c[i * n + j]! : 0;
      for (let from = 0; from < k; from += BLOCK) {
        let sum = from === 0 && bias ? bias[j]! : 0;
        for (let p = from; p < Math.min(k, from + BLOCK); p++)
          sum = round(sum + round(a(i, p) * b(p, j)));
        total = from === 0 && !c ? sum : round(total + sum);
      }
      out[i * n + j] = total;
    }
  return out;
}
