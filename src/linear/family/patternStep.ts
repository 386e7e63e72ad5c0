/** A Newton step among the vectors of one pattern, where a penalty such as SLOPE's is linear. */
import type { Scope } from '../../memory/scope.ts';
import type { Task } from '../../runtime/run.ts';
import type { VectorPenalty } from './vectorPenalty.ts';

/** A pivot below this share of its diagonal is a direction the others hold already. */
const SINGULAR = 1e-12;
/** Multiply-adds of one kernel call. */
const CALL = 2e7;

/** p rows of G, `ld` f64 apart. */
export interface Gram {
  readonly at: number;
  readonly ld: number;
}

/**
 * The minimum of −gᵀδ + ½ δᵀGδ + Ω(x + δ) over the x + δ = x + U c with the zeros, signs and ties
 * of x: (UᵀGU) c = Uᵀg − slopes, U with the signs of a cluster in each column. Undefined where the
 * step leaves the pattern, or there is none.
 */
export function* patternStep(
  scope: Scope,
  gram: Gram,
  penalty: VectorPenalty,
  x: Float64Array,
  g: Float64Array,
): Task<Float64Array | undefined> {
  const pattern = penalty.pattern(x);
  const size = pattern?.slopes.length ?? 0;
  if (!pattern || size === 0) return undefined;
  const { labels, slopes, below } = pattern;
  const sign = x.map((value) => (value < 0 ? -1 : 1));
  const right = Float64Array.from(slopes, (slope) => -slope);
  labels.forEach((c, j) => {
    if (c >= 0) right[c]! += sign[j]! * g[j]!;
  });
  const change = yield* solveClusters(scope, gram, labels, sign, right);
  const next = x.map((value, j) => (labels[j]! < 0 ? 0 : value + sign[j]! * change[labels[j]!]!));
  const sizes = new Float64Array(size);
  labels.forEach((c, j) => {
    if (c >= 0) sizes[c] = sign[j]! * next[j]!;
  });
  const keeps = below.every((c, own) => c === undefined || sizes[own]! > (sizes[c] ?? 0));
  return keeps ? next : undefined;
}

/** (UᵀGU)⁻¹ right */
function* solveClusters(
  scope: Scope,
  gram: Gram,
  labels: Int32Array,
  sign: Float64Array,
  right: Float64Array,
): Task<Float64Array> {
  const { memory } = scope;
  const size = right.length;
  const active = Array.from(labels.keys()).filter((j) => labels[j]! >= 0);
  const factor = scope.f64(size * size);
  const vector = scope.putF64(right);
  const cells = memory.f64(factor, size * size);
  for (const j of active) {
    const row = memory.f64(gram.at + j * gram.ld * 8, labels.length);
    const into = labels[j]! * size;
    for (const k of active) cells[into + labels[k]!]! += sign[j]! * sign[k]! * row[k]!;
  }
  const rows = Math.max(1, Math.floor(CALL / (size * size)));
  for (let from = 0; from < size; from += rows) {
    memory.kernels.choleskyRows(factor, size, from, Math.min(from + rows, size), SINGULAR);
    yield;
  }
  memory.kernels.choleskySolve(size, factor, size, vector, 1);
  const solved = memory.f64(vector, size).slice();
  for (const at of [factor, vector]) scope.free(at);
  return solved;
}
