/** What nothing penalizes: intercepts and open columns, as directions of η. */
import type { DualPoint, RowLoss } from './rowLoss.ts';

/** Share of dᵀ∇²F d below which a direction depends on the others. */
const DEPENDENT = 1e-20;
const MOST_STEPS = 100;
const MOST_HALVINGS = 50;
/** Where a Newton step gains less than this share of the loss, rounding is all that is left. */
const SETTLED = 1e-15;

/** A direction of η, and what its product with θ should be. */
export interface Demand {
  readonly d: Float64Array;
  readonly product: number;
}

/** A direction of length 1 under ∇²F, and ∇²F times it. */
interface Direction extends Demand {
  readonly curved: Float64Array;
}

/** θ = v − ∇²F z that meets the demands, z a combination of their directions. */
export function projected(
  rows: RowLoss,
  eta: Float64Array,
  v: Float64Array,
  demands: readonly Demand[],
): DualPoint {
  const theta = v.slice();
  const z = new Float64Array(v.length);
  const basis = basisOf(rows, eta, demands);
  // Gram–Schmidt twice: once leaves errors of the condition number.
  for (let pass = 0; pass < 2; pass++)
    for (const { d, curved, product } of basis) {
      const share = dot(d, theta) - product;
      add(theta, -share, curved);
      add(z, share, d);
    }
  return { theta, z };
}

/** η where F is least along the directions, by Newton steps that are halved until they descend. */
export function leastAlong(
  rows: RowLoss,
  from: Float64Array,
  demands: readonly Demand[],
): Float64Array {
  let eta = from;
  for (let step = 0; step < MOST_STEPS; step++) {
    const { z } = projected(rows, eta, rows.descent(eta), demands);
    const before = rows.value(eta);
    const gain = dot(z, rows.descent(eta));
    if (!(gain > SETTLED * Math.abs(before))) return eta;
    let t = 1;
    const moved = () => eta.map((value, i) => value + t * z[i]!);
    let halvings = 0;
    while (!(rows.value(moved()) < before) && halvings++ < MOST_HALVINGS) t /= 2;
    if (halvings > MOST_HALVINGS) return eta;
    eta = moved();
  }
  return eta;
}

function basisOf(rows: RowLoss, eta: Float64Array, demands: readonly Demand[]): Direction[] {
  const basis: Direction[] = [];
  for (const demand of demands) {
    const rest = demand.d.slice();
    let product = demand.product;
    for (let pass = 0; pass < 2; pass++)
      for (const other of basis) {
        const share = dot(other.curved, rest);
        add(rest, -share, other.d);
        product -= share * other.product;
      }
    const curved = rows.curve(eta, rest);
    const square = dot(rest, curved);
    const whole = dot(demand.d, rows.curve(eta, demand.d));
    if (!(square > DEPENDENT * whole)) continue;
    const length = Math.sqrt(square);
    const unit = (values: Float64Array) => values.map((value) => value / length);
    basis.push({ d: unit(rest), curved: unit(curved), product: product / length });
  }
  return basis;
}

export function dot(x: Float64Array, y: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i]! * y[i]!;
  return sum;
}

/** y ← y + a x */
function add(y: Float64Array, a: number, x: Float64Array): void {
  for (let i = 0; i < y.length; i++) y[i]! += a * x[i]!;
}
