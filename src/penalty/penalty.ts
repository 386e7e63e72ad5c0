/** A penalty as a value: what it is called in the kernels, and its amounts. */
export interface Penalty {
  /** The kernel that knows it. */
  readonly kernel: 'elasticNet' | 'mcp' | 'scad';
  readonly kind: string;
  /** f64 parameters in the kernel's order. */
  readonly params: readonly number[];
  /** Share of the L1 part, where the penalty is λ(r|w| + (1 − r)/2 w²). */
  readonly l1Ratio: number;
  /** Shape of a concave penalty. */
  readonly gamma?: number;
  /** Strength, where the penalty is a strength times a shape. */
  readonly lambda: number;
  /** Whether it is convex: then a duality gap proves a fit, else its stationarity. */
  readonly convex: boolean;
  /** The penalty of one coefficient. */
  value(w: number): number;
  /** The same shape with another strength. */
  scaled(lambda: number): Penalty;
  /** The sum of both. */
  plus(other: Penalty): Penalty;
}
