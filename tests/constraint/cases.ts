/** One entry or more per constraint of the barrel: one that is not tested is a type error. */
import type * as constraints from '../../src/constraint/index.ts';
import {
  box,
  type Constraint,
  maxNorm,
  nonNegative,
  orthogonal,
  unitNorm,
} from '../../src/constraint/index.ts';

/** Weights as rows × columns. */
export type Rows = readonly (readonly number[])[];

export interface ConstraintCase {
  readonly title: string;
  readonly constraint: Constraint;
  /** How far weights are from what is allowed. */
  readonly violation: (w: Rows) => number;
  /** The nearest weights, where a formula tells them. */
  readonly nearest?: (w: Rows) => Rows;
}

type Factory = {
  [K in keyof typeof constraints]: (typeof constraints)[K] extends (...args: never[]) => Constraint
    ? K
    : never;
}[keyof typeof constraints];

const columns = (w: Rows) => w[0]!.map((_, j) => w.map((row) => row[j]!));
const norms = (w: Rows) => columns(w).map((column) => Math.hypot(...column));
const most = (values: readonly number[]) => Math.max(0, ...values);
const scaled = (w: Rows, to: (norm: number) => number): Rows =>
  w.map((row) => row.map((x, j) => (x * to(norms(w)[j]!)) / norms(w)[j]!));

/** max |WᵀW − I|, or of W Wᵀ where there are fewer rows. */
function skew(w: Rows): number {
  const vectors = w.length >= w[0]!.length ? columns(w) : w;
  return most(
    vectors.flatMap((a, i) =>
      vectors.map((b, j) => {
        const product = a.reduce((sum, x, k) => sum + x * b[k]!, 0);
        return Math.abs(product - Number(i === j));
      }),
    ),
  );
}

const clipped = (low: number, high: number) => (w: Rows) =>
  w.map((row) => row.map((x) => Math.min(Math.max(x, low), high)));

const CASES: Record<Factory, readonly ConstraintCase[]> = {
  maxNorm: [
    {
      title: 'maxNorm',
      constraint: maxNorm(1.5),
      violation: (w) => most(norms(w).map((norm) => norm - 1.5)),
      nearest: (w) => scaled(w, (norm) => Math.min(norm, 1.5)),
    },
  ],
  unitNorm: [
    {
      title: 'unitNorm',
      constraint: unitNorm(),
      violation: (w) => most(norms(w).map((norm) => Math.abs(norm - 1))),
      nearest: (w) => scaled(w, () => 1),
    },
  ],
  nonNegative: [
    {
      title: 'nonNegative',
      constraint: nonNegative(),
      violation: (w) => most(w.flat().map((x) => -x)),
      nearest: clipped(0, Infinity),
    },
  ],
  box: [
    {
      title: 'box',
      constraint: box(-0.5, 0.25),
      violation: (w) => most(w.flat().map((x) => Math.max(x - 0.25, -0.5 - x))),
      nearest: clipped(-0.5, 0.25),
    },
  ],
  orthogonal: [{ title: 'orthogonal', constraint: orthogonal(), violation: skew }],
};

export const CONSTRAINT_CASES: readonly ConstraintCase[] = Object.values(CASES).flat();
