/** 1 ÷ (2k + 1)!, signs in turn, for sin x = x Σ_k c_k x^2k. */
const TERMS = Array.from({ length: 12 }, (_, k) => {
  let factorial = 1;
  for (let i = 2; i <= 2 * k + 1; i++) factorial *= i;
  return (k % 2 ? -1 : 1) / factorial;
});

/** ½ (1 + cos πu) for u in [0, 1]: from 1 down to 0, with the same bits on every engine. */
export function wave(u: number): number {
  const x = Math.PI * (0.5 - u);
  let sum = 0;
  for (let k = TERMS.length - 1; k >= 0; k--) sum = sum * x * x + TERMS[k]!;
  return 0.5 * (1 + x * sum);
}

/** From `from` down or up to `to` along half a wave, u in [0, 1]. */
export function along(from: number, to: number, u: number): number {
  return to + (from - to) * wave(u);
}
