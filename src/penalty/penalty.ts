/** A penalty as a value: what it is called in the kernels, and its amounts. */
export interface Penalty {
  /** Prefix of the kernels that know it: `elasticNet_solve`, … */
  readonly kernel: 'elasticNet';
  readonly kind: string;
  /** f64 parameters in the kernel's order. */
  readonly params: readonly number[];
  /** Share of the L1 part, where the penalty is λ(r|w| + (1 − r)/2 w²). */
  readonly l1Ratio: number;
  /** Strength, where the penalty is a strength times a shape. */
  readonly lambda: number;
  /** The penalty of one coefficient. */
  value(w: number): number;
  /** The same shape with another strength. */
  scaled(lambda: number): Penalty;
  /** The sum of both. */
  plus(other: Penalty): Penalty;
}
