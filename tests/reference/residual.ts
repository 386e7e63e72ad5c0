import { dot } from './dot.ts';
import { productError, sumError } from './errorFree.ts';
import type { StandardForm } from './standardForm.ts';

/** See dot.ts. */
const [errorOfSum, errorOfProduct] = [sumError, productError];

/** target − Σ_j b_j columns_j, each entry summed in twice the working precision, then recentred. */
export function residual(form: StandardForm, b: ArrayLike<number>): Float64Array {
  const high = Float64Array.from(form.target);
  const low = new Float64Array(high.length);
  form.columns.forEach((column, j) => {
    if (b[j] !== 0) subtract(high, low, b[j]!, column);
  });
  const r = high.map((value, i) => value + low[i]!);
  return form.intercept ? removeDirection(r, form.root) : r;
}

/** (high, low) −= b column. */
function subtract(high: Float64Array, low: Float64Array, b: number, column: Float64Array): void {
  for (let i = 0; i < column.length; i++) {
    const product = -b * column[i]!;
    const next = high[i]! + product;
    low[i]! += errorOfSum(high[i]!, product, next) + errorOfProduct(-b, column[i]!, product);
    high[i] = next;
  }
}

/** r − d (dᵀr) / (dᵀd): the part of r that is orthogonal to d. */
export function removeDirection(r: Float64Array, d: Float64Array): Float64Array {
  const share = dot(d, r) / dot(d, d);
  const rest = new Float64Array(r.length);
  for (let i = 0; i < rest.length; i++) rest[i] = r[i]! - share * d[i]!;
  return rest;
}
