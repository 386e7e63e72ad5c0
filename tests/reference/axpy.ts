/** y + a x, each product and each sum rounded once; a new array of the length of y. */
export function axpy(a: number, x: ArrayLike<number>, y: ArrayLike<number>): Float64Array {
  return Float64Array.from(y, (value, i) => value + a * x[i]!);
}
