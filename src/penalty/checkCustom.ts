/** Whether the functions of a custom penalty belong together, tried at a few random points. */
import { fail } from '../check.ts';
import { type Stream, stream } from '../runtime/random.ts';
import type { Whole } from './whole.ts';

/** Sizes of the points that are tried, and steps of the prox. */
const SIZES = [0.3, 1, 3];
const STEPS = [0.1, 1];

/** Directions per point. */
const DIRECTIONS = 4;

/**
 * A central difference of width h errs by h² times a third derivative, and by rounding ÷ h: both
 * stay below this share of the slopes' size for ordinary functions.
 */
const DIFFERENCE = 1e-4;

/** Share by which rounding, or a prox found by iteration, may miss. */
const INEXACT = 1e-7;

export function checkCustom(whole: Whole, count: number): void {
  const draw = stream(0, 'custom penalty');
  SIZES.forEach((size, k) => {
    const w = normals(draw, count, 2 * k, size);
    const other = normals(draw, count, 2 * k + 1, size);
    checkInputKept(whole, w);
    if (whole.gradient) checkGradient(whole, w, draw);
    for (const step of STEPS)
      if (whole.prox) {
        checkMinimum(whole, w, step, draw);
        checkFirm(whole, w, other, step);
      }
  });
}

function normals(draw: Stream, count: number, block: number, size: number): Float64Array {
  return Float64Array.from({ length: count }, (_, j) => size * draw.normal(block * count + j));
}

function checkInputKept(whole: Whole, w: Float64Array): void {
  const out = new Float64Array(w.length);
  const calls = {
    value: () => whole.value(w),
    grad: () => whole.gradient?.(w, out),
  };
  for (const [name, call] of Object.entries(calls)) {
    const before = w.slice();
    call();
    const at = w.findIndex((value, j) => value !== before[j]);
    if (at >= 0) fail('custom', name, `leave w as it is, position ${at} was ${before[at]}`, w[at]);
  }
}

/** dᵀ∇g against (g(w + hd) − g(w − hd)) ÷ 2h: along single coordinates first, then random d. */
function checkGradient(whole: Whole, w: Float64Array, draw: Stream): void {
  const slopes = new Float64Array(w.length);
  whole.gradient!(w, slopes);
  const size = slopes.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const height = Math.abs(whole.value(w));
  for (let k = 0; k < DIRECTIONS; k++) {
    const j = draw.below(k, w.length);
    const along = k < DIRECTIONS - 1 ? `at position ${j}` : 'along a random direction';
    const d =
      k < DIRECTIONS - 1
        ? w.map((_, i) => Number(i === j))
        : normals(draw, w.length, 7, 1 / Math.sqrt(w.length));
    const h = 1e-5;
    const at = (t: number) => whole.value(w.map((value, i) => value + t * d[i]!));
    const expected = (at(h) - at(-h)) / (2 * h);
    const got = dot(slopes, d);
    const allowed = DIFFERENCE * Math.max(size, Math.abs(expected)) + (1e-14 * height) / h;
    if (!(Math.abs(got - expected) <= allowed))
      fail('custom', 'grad', `agree with differences of value (${expected} ${along})`, got);
  }
}

/** ½ ‖x − w‖² + step g(x) at x = prox(w) is not above its neighbours. */
function checkMinimum(whole: Whole, w: Float64Array, step: number, draw: Stream): void {
  const x = new Float64Array(w.length);
  whole.prox!(w, step, x);
  const cost = (z: Float64Array) => 0.5 * squares(z, w) + step * whole.value(z);
  const least = cost(x);
  const slack = INEXACT * (Math.abs(least) + squares(w) / w.length);
  const rivals = [w, w.map(() => 0), ...[1e-1, 1e-2, -1e-2].map((t) => x.map((v) => v + t * v))];
  for (let k = 0; k < DIRECTIONS; k++) {
    const d = normals(draw, w.length, 8 + k, 0.03);
    rivals.push(x.map((value, j) => value + d[j]!));
    const j = draw.below(k, w.length);
    for (const t of [0.03, -0.03]) rivals.push(x.map((value, i) => (i === j ? value + t : value)));
  }
  for (const rival of rivals) {
    const got = cost(rival);
    if (got < least - slack)
      fail(
        'custom',
        'prox',
        `minimise ½ ‖x − w‖² + step value(x), step ${step} (${got} is reached)`,
        least,
      );
  }
}

/** (x − z)ᵀ(w − v) ≥ ‖x − z‖² for x = prox(w), z = prox(v). */
function checkFirm(whole: Whole, w: Float64Array, v: Float64Array, step: number): void {
  const x = new Float64Array(w.length);
  const z = new Float64Array(w.length);
  whole.prox!(w, step, x);
  whole.prox!(v, step, z);
  const moved = squares(x, z);
  const along = dot(
    x.map((value, j) => value - z[j]!),
    w.map((value, j) => value - v[j]!),
  );
  if (along < moved - INEXACT * (squares(w, v) + moved))
    fail(
      'custom',
      'prox',
      `be firmly non-expansive, as for a convex value: (x − z)ᵀ(w − v) ≥ ‖x − z‖² = ${moved}`,
      along,
    );
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, j) => sum + value * b[j]!, 0);
}

/** ‖a − b‖² */
function squares(a: Float64Array, b?: Float64Array): number {
  return a.reduce((sum, value, j) => {
    const rest = value - (b?.[j] ?? 0);
    return sum + rest * rest;
  }, 0);
}
