import { Csc } from '../design/csc';
import { Standardized } from '../design/standardized';
import { Penalty } from '../penalty/penalty';

/**
 * What is known of gradients u_j = x̃_jᵀ v without computing them: each column remembers its last
 * exact gradient, and the reference vector it was taken at. src/linear/lazyGradients.ts writes it.
 */
@unmanaged
export class Lazy {
  /** Columns. */
  count: i32;
  /** p f64: gradients, exact or a guess. */
  u: usize;
  /** p f64: exact gradients at the references. */
  known: usize;
  /** p i32: which reference, −1 for none. */
  slot: usize;
  /** p f64: ‖x̃_j‖, or −‖x̃_j‖₁ of a column whose sum of magnitudes bounds it better. */
  norm: usize;
  penaltyFactor: usize;
  /** p i32: ≥ 0 for columns of the working set, whose gradients are needed in any case. */
  inside: usize;
  /** Per reference r: a, ‖v − a r‖ and max |v − a r|, and how many columns refer to it (i32). */
  share: usize;
  rest: usize;
  farthest: usize;
  users: usize;
  /** p i32: what `lazySelect` writes. */
  found: usize;
}

/** Room for the rounding of norms and products. */
const ROOM: f64 = 1 - 1e-9;

/**
 * Columns outside the set whose gradient may exceed the kink of their penalty. The others have
 *
 *   |x̃_jᵀ v| ≤ |a| |x̃_jᵀ r| + ‖x̃_j‖ ‖v − a r‖ ≤ kink  (Cauchy, Schwarz)
 *
 * or the same with ‖x̃_j‖₁ max |v − a r| (Hölder), which columns of few entries keep far smaller,
 * and get a x̃_jᵀ r, which is within the kink as well: they are 0 at the optimum of the dual point,
 * and neither its scale nor any conjugate depends on their exact value.
 * Columns that refer to `leaving` are found in any case. @returns how many are found.
 */
export function lazySelect<P extends Penalty>(z: Lazy, penalty: P, leaving: i32): i32 {
  let count = 0;
  for (let j = 0; j < z.count; ++j) {
    const four = (<usize>j) << 2;
    const at = (<usize>j) << 3;
    if (load<i32>(z.inside + four) >= 0) continue;
    const slot = load<i32>(z.slot + four);
    if (slot >= 0 && slot != leaving) {
      const guess = load<f64>(z.share + ((<usize>slot) << 3)) * load<f64>(z.known + at);
      const norm = load<f64>(z.norm + at);
      const far = load<f64>((norm < 0 ? z.farthest : z.rest) + ((<usize>slot) << 3));
      if (abs(guess) + abs(norm) * far <= ROOM * penalty.kink(load<f64>(z.penaltyFactor + at))) {
        store<f64>(z.u + at, guess);
        continue;
      }
    }
    store<i32>(z.found + ((<usize>count) << 2), j);
    ++count;
  }
  return count;
}

/**
 * Where Σ v = 0 or nothing is centred, x̃_jᵀ v sums over entries alone: their ‖x̃_j‖₁ takes the place
 * of the norm where it is less than norm ÷ `ratio`, ratio a usual max |v| ÷ ‖v‖.
 */
export function lazyMagnitudes(s: Standardized, norm: usize, ratio: f64): void {
  const x = changetype<Csc>(s.design);
  for (let j = 0; j < x.p; ++j) {
    const at = norm + ((<usize>j) << 3);
    let sum: f64 = 0;
    for (let k = x.first(j), end = x.first(j + 1); k < end; ++k) sum += abs(x.value(k));
    sum *= s.scaleOf(j);
    if (ratio * sum < load<f64>(at)) store<f64>(at, -sum);
  }
}

/** The `count` columns found have exact gradients, taken at reference `slot`. */
export function lazyKeep(z: Lazy, count: i32, slot: i32): void {
  for (let k = 0; k < count; ++k) {
    const j = load<i32>(z.found + ((<usize>k) << 2));
    const at = z.slot + ((<usize>j) << 2);
    const old = load<i32>(at);
    if (old >= 0) change(z.users, old, -1);
    store<i32>(at, slot);
    store<f64>(z.known + ((<usize>j) << 3), load<f64>(z.u + ((<usize>j) << 3)));
  }
  change(z.users, slot, count);
}

function change(users: usize, slot: i32, by: i32): void {
  const at = users + ((<usize>slot) << 2);
  store<i32>(at, load<i32>(at) + by);
}
