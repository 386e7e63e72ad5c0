/** A penalty of whole vectors for models of several outputs: the sum over their coefficients. */
import type { Pattern, Whole } from './whole.ts';

/** Σ_k Ω(w_k) of K vectors of `count` coefficients, one after the other. */
export function overOutputs(whole: Whole, count: number, outputs: number): Whole {
  if (outputs === 1) return whole;
  const { prox, gradient, pattern, dual } = whole;
  const every = Array.from({ length: outputs }, (_, k) => k);
  const part = (w: Float64Array, k: number) => w.subarray(k * count, (k + 1) * count);
  const own = (w: Float64Array, k: number) => part(w, k).slice();
  return {
    value: (w) => every.reduce((sum, k) => sum + whole.value(own(w, k)), 0),
    ...(prox && {
      prox: (w: Float64Array, step: number, out: Float64Array) => {
        for (const k of every) prox(own(w, k), step, part(out, k));
      },
    }),
    ...(gradient && {
      gradient: (w: Float64Array, out: Float64Array) => {
        for (const k of every) gradient(own(w, k), part(out, k));
      },
    }),
    ...(pattern && { pattern: (w: Float64Array) => joined(every.map((k) => pattern(own(w, k)))) }),
    ...(dual && {
      dual: {
        norm: (u: Float64Array) => Math.max(...every.map((k) => dual.norm(own(u, k)))),
        slack: (w: Float64Array, u: Float64Array, lambda: number) =>
          every.reduce((sum, k) => sum + dual.slack(own(w, k), own(u, k), lambda), 0),
      },
    }),
  };
}

function joined(patterns: readonly Pattern[]): Pattern {
  const labels: number[] = [];
  const slopes: number[] = [];
  const below: (number | undefined)[] = [];
  for (const pattern of patterns) {
    const first = slopes.length;
    const shifted = (c: number) => (c < 0 ? c : c + first);
    for (const label of pattern.labels) labels.push(shifted(label));
    for (const c of pattern.below) below.push(c === undefined ? c : shifted(c));
    slopes.push(...pattern.slopes);
  }
  return { labels: Int32Array.from(labels), slopes, below };
}
