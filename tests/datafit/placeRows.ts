/** Rows laid out for the kernel of a family, and its calls by name. */
import type { Family } from '../../src/datafit/index.ts';
import { RowCall } from '../../src/memory/calls.ts';
import { RowsRecord } from '../../src/memory/record.ts';
import { type Box, f64 } from '../support/kernels.ts';

export interface RowsData {
  readonly eta: Float64Array;
  readonly y: Float64Array;
  /** Rows of weight 0 may hold anything. */
  readonly weights: Float64Array;
}

/** v and h stand there as NaN; the loss itself is taken where `isExact`, else its smoothing. */
export function placeRows(box: Box, family: Family, data: RowsData, isExact = false) {
  const { given, room, record, kernels } = box;
  const n = data.eta.length;
  const nothing = () => room(f64(n, () => Number.NaN));
  const [eta, v, h, shared] = [room(data.eta), nothing(), nothing(), nothing()];
  const rows = record(RowsRecord, {
    n,
    outputs: 1,
    slice: 0,
    eta: eta.at,
    y: given(data.y),
    weights: given(data.weights),
    v: v.at,
    h: h.at,
    shared: shared.at,
    loss: Number.NaN,
  });
  const params = given(Float64Array.from((isExact && family.exact) || family.params));
  const call = (name: keyof typeof RowCall, other = 0, a = 0) =>
    kernels[family.kernel](RowCall[name], rows, params, other, a);
  return {
    eta,
    v,
    h,
    gradients: (known = false) => call('gradients', Number(known)),
    along: (d: Float64Array, t: number) => call('along', given(d), t),
    /** `known`: the last loss was taken at η. */
    recentre: (known = false, passes = 0) => call('recentre', Number(known), passes),
    /** Σ ω ℓ as `recentre` left it. */
    loss: () => RowsRecord.get(box.memory, rows, 'loss'),
    reach: (theta: Float64Array) => call('reach', given(theta)),
    gap: (theta: Float64Array, s: number) => call('gap', given(theta), s),
  };
}
