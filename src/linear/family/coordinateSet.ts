/** What a slice needs of the coordinates it works on, with or without their Gram matrix. */
import type { Penalty } from '../../penalty/penalty.ts';
import type { Task } from '../../runtime/run.ts';

/** A tolerance that any gain meets; not ∞, by which `improve` hears of a factor that is not whole. */
export const ANY_GAIN = Number.MAX_VALUE;

export interface CoordinateSet {
  /** Position of each column in the set, −1 outside; address of p i32. */
  readonly inside: number;
  /** Columns of the set, address of `size` i32; moves where the set grows. */
  readonly list: number;
  readonly size: number;
  /** Whether `rebuild` costs no more than a cycle: then every step begins with it. */
  readonly rebuildsFast: boolean;
  /** Whether `add` and `rebuild` centre the columns at their means under the problem's weights. */
  readonly centres: boolean;
  /** Address of the set's own gap terms, for the calls of a penalty. */
  readonly terms: number;
  /** Address of a quadratic of which size, b, direction and the penalty's fields are set. */
  readonly quadratic: number;
  /** One value per coordinate; read anew after anything that may reserve memory. */
  vector(name: 'b' | 'u' | 'direction'): Float64Array;
  columns(): Int32Array;
  /** Add columns, their coefficients 0. `u` holds all p gradients. */
  add(columns: ArrayLike<number>, u: number): Task<void>;
  /** Take the gradients from all p of them at `u`: the quadratic starts at the present b. */
  refresh(u: number): void;
  /** What is kept of the columns anew, after the weights of the problem changed. */
  rebuild(): Task<void>;
  /** The same for weights that are all `by` times what they were; targets follow with `refresh`. */
  scale?(by: number): void;
  /** Gradients of the first coordinates that differ by so much from the last refresh. */
  tilt?(by: Float64Array): void;
  /**
   * Minimise the quadratic plus the penalty until little is to be gained, at most `tolerance` where
   * that is cheap, or as well as rounding allows.
   */
  improve(penalty: Penalty, params: number, tolerance: number): Task<void>;
  /** δᵀGδ of the set's direction: `before` is u where it began, n f64 at `d` are X̃δ. */
  bend(before: Float64Array, d: number): number;
  /** tr G (G + C)⁻¹ over the free coordinates: the degrees of freedom of a ridge fit. */
  freedom(penalty: Penalty, params: number): Task<number>;
}
