/**
 * The symmetric parametrization: one vector added to all classes changes no probability, so the
 * penalty chooses it. Friedman, Hastie, Tibshirani (2010), J. Stat. Softw. 33(1), section 4.1.
 */
import type { Penalty } from '../../penalty/penalty.ts';
import type { FamilyProblem } from './familyProblem.ts';
import type { Slice } from './slice.ts';
import type { VectorPenalty } from './vectorPenalty.ts';

/** Moves each column's coefficients by what the penalty likes best, where all outputs have it. */
export function settleShifts(
  problem: FamilyProblem,
  slices: readonly Slice[],
  penalty: Penalty,
): void {
  const { scope, design } = problem;
  const { memory } = scope;
  const [factor, lower, upper] = [problem.penaltyFactor, problem.lower, problem.upper].map((at) =>
    memory.f64(at, design.p),
  ) as [Float64Array, Float64Array, Float64Array];
  const inside = slices.map(({ set }) => memory.i32(set.inside, design.p));
  const coefficients = slices.map(({ set }) => set.vector('b'));
  for (const j of slices[0]!.set.columns()) {
    const places = inside.map((place) => place[j]!);
    if (places.some((at) => at < 0)) continue;
    const b = places.map((at, k) => coefficients[k]![at]!);
    const free = bestShift(b, penalty, factor[j]!);
    const [low, high] = [Math.max(...b) - upper[j]!, Math.min(...b) - lower[j]!];
    const shift = Math.min(Math.max(free, low), high);
    if (shift !== 0)
      places.forEach((at, k) => {
        coefficients[k]![at]! -= shift;
      });
  }
}

/** The same for a penalty of whole vectors where the mean is best; b holds p values per output. */
export function settleWhole(
  { family, design: { p } }: FamilyProblem,
  penalty: VectorPenalty,
  b: Float64Array,
): void {
  if (!family.symmetric) return;
  for (const j of penalty.centred()) {
    let sum = 0;
    for (let at = j; at < b.length; at += p) sum += b[at]!;
    for (let at = j; at < b.length; at += p) b[at]! -= sum / family.outputs;
  }
}

/**
 * argmin_c Σ_k g(b_k − c). For λ(r|b| + (1 − r)/2 b²) it is the median of the b_k and of the K + 1
 * points where the derivative of one of its pieces vanishes; the middle of the range where there
 * are several. What is not convex stays as it is.
 */
export function bestShift(b: readonly number[], penalty: Penalty, factor: number): number {
  const mean = b.reduce((sum, value) => sum + value, 0) / b.length;
  const [first, second] = penalty.params as [number, number];
  if (factor * penalty.lambda === 0 || penalty.acrossOutputs) return mean;
  // of two vectors the mean is best for any norm of groups
  if (penalty.groups) return b.length === 2 ? mean : 0;
  if (penalty.kernel !== 'elasticNet') return 0;
  if (first === 0) return mean;
  if (second === 0) return median(b);
  const ends = Array.from(
    { length: b.length + 1 },
    (_, i) => mean + ((first / second) * (b.length - 2 * i)) / b.length,
  );
  return median([...b, ...ends]);
}

/**
 * What to take off the intercepts of the standardized columns so that those of the original ones
 * have mean 0.
 */
export function interceptShift(
  problem: FamilyProblem,
  slices: readonly {
    readonly intercept: number;
    readonly set: Pick<Slice['set'], 'columns' | 'vector'>;
  }[],
): number {
  const { scope, design, hasIntercept } = problem;
  if (!hasIntercept) return 0;
  const center = scope.memory.f64(problem.center, design.p);
  const scale = scope.memory.f64(problem.scale, design.p);
  const intercepts = slices.map(({ set, intercept }) => {
    const b = set.vector('b');
    return set.columns().reduce((rest, j, at) => rest - b[at]! * scale[j]! * center[j]!, intercept);
  });
  return intercepts.reduce((sum, value) => sum + value, 0) / slices.length;
}

function median(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : 0.5 * (sorted[half - 1]! + sorted[half]!);
}
