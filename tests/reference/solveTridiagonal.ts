/**
 * The solution of (T + shift I) x = b for a symmetric tridiagonal T, n values; T + shift I must be
 * positive definite, as no rows are exchanged. offDiagonal has n − 1 values.
 */
export function solveTridiagonal(
  diagonal: ArrayLike<number>,
  offDiagonal: ArrayLike<number>,
  shift: number,
  b: ArrayLike<number>,
): Float64Array {
  const x = Float64Array.from(b);
  const pivot = Float64Array.from(diagonal, (value) => value + shift);
  for (let i = 1; i < x.length; i++) {
    const factor = offDiagonal[i - 1]! / pivot[i - 1]!;
    pivot[i]! -= factor * offDiagonal[i - 1]!;
    x[i]! -= factor * x[i - 1]!;
  }
  for (let i = x.length - 1; i >= 0; i--)
    x[i] = (x[i]! - (i + 1 < x.length ? offDiagonal[i]! * x[i + 1]! : 0)) / pivot[i]!;
  return x;
}
