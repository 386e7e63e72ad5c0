/** Columns that are combinations of each other. */

/** A column counts as a combination where less than this share of it is left. */
const DEPENDENT = 1e-9;
/** Share of a column's length that a part of its combination must have to be named. */
const NAMED = 1e-6;

/**
 * For each column that is a combination of those before it, the positions of all that take part.
 * Gram–Schmidt, twice; the coefficients of the combination come along with the basis.
 * @param columns as many vectors of one length, asked for once each.
 */
export function dependentColumns(count: number, column: (k: number) => Float64Array): number[][] {
  const basis: { q: Float64Array; mix: Float64Array }[] = [];
  const sizes = new Float64Array(count);
  const found: number[][] = [];
  for (let k = 0; k < count; k++) {
    const rest = column(k);
    const size = norm(rest);
    sizes[k] = size;
    // rest = Σ mix_l column_l
    const mix = new Float64Array(count);
    mix[k] = 1;
    for (let pass = 0; pass < 2; pass++)
      for (const other of basis) {
        const share = dot(other.q, rest);
        add(rest, -share, other.q);
        add(mix, -share, other.mix);
      }
    const left = norm(rest);
    if (left > DEPENDENT * size) {
      basis.push({ q: rest.map((x) => x / left), mix: mix.map((x) => x / left) });
      continue;
    }
    const parts = Array.from(mix.keys()).filter(
      (l) => Math.abs(mix[l]!) * sizes[l]! > NAMED * size,
    );
    found.push(parts);
  }
  return found;
}

function norm(x: Float64Array): number {
  return Math.sqrt(dot(x, x));
}

function dot(x: Float64Array, y: Float64Array): number {
  return x.reduce((sum, value, i) => sum + value * y[i]!, 0);
}

/** y ← y + a x */
function add(y: Float64Array, a: number, x: Float64Array): void {
  for (let i = 0; i < y.length; i++) y[i]! += a * x[i]!;
}
