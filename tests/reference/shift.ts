/** x + a in every element, each sum rounded once. */
export function shift(a: number, x: ArrayLike<number>): Float64Array {
  return Float64Array.from(x, (value) => value + a);
}
