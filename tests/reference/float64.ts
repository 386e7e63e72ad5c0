/** Numbers of any kind as float64: a loop that sees one kind alone is several times as fast. */
export function float64(values: ArrayLike<number>): Float64Array {
  return values instanceof Float64Array ? values : new Float64Array(values);
}
