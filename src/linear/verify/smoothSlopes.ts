/** Derivatives of a penalty where it has one: what a subgradient at kinks of the loss has to meet. */
import { slopeOf } from './concaveTerms.ts';
import type { FamilyModel } from './familyModel.ts';
import { groupTerms } from './groupTerms.ts';
import { strengthsOf } from './penaltyTerms.ts';
import { slopeSequence } from './slopeTerms.ts';

/** ∂Ω/∂b of each term of each output; NaN at kinks, at limits and where nothing is penalized. */
export function smoothSlopes(model: FamilyModel): Float64Array[] {
  const { state, terms } = model;
  const { penalty } = state;
  const slopes = slopesOf(model);
  const strength = penalty?.matrix ? 1 : state.lambda;
  terms.forEach((each, k) => {
    each.forEach(({ b, lower, upper, factor }, at) => {
      const isFree = b !== 0 && b > lower && b < upper && factor * strength !== 0;
      if (!isFree) slopes[k]![at] = Number.NaN;
    });
  });
  return slopes;
}

function slopesOf(model: FamilyModel): Float64Array[] {
  const { state, terms } = model;
  const { penalty, lambda } = state;
  if (penalty?.gamma !== undefined) {
    const own = slopeOf(state);
    return terms.map((each) =>
      Float64Array.from(each, ({ b, factor }) => factor * Math.sign(b) * own(Math.abs(b))),
    );
  }
  if (penalty?.kind === 'slope') return [sortedSlopes(model)];
  if (penalty?.shares && !penalty.matrix) {
    const slopes = terms.map((each) => new Float64Array(each.length).fill(Number.NaN));
    for (const { radius, first, second, b, places } of groupTerms(penalty, lambda, terms)) {
      const size = Math.sqrt(b.reduce((sum, value) => sum + value * value, 0));
      places.forEach(([k, at], m) => {
        const value = b[m]!;
        slopes[k]![at] = (radius / size + second) * value + first * Math.sign(value);
      });
    }
    return slopes;
  }
  const { first, second } = strengthsOf(state);
  return terms.map((each) =>
    Float64Array.from(each, ({ b, factor }) => factor * (first * Math.sign(b) + second * b)),
  );
}

/** λ w_k sign b of the k-th largest |b|; ties have no derivative. */
function sortedSlopes({ state, terms }: FamilyModel): Float64Array {
  const own = terms[0]!;
  const members = [...own.keys()].filter((at) => own[at]!.factor > 0);
  const sequence = slopeSequence(state.penalty!, members.length);
  const size = (at: number) => Math.abs(own[at]!.b);
  const order = [...members].sort((x, y) => size(y) - size(x));
  const slopes = new Float64Array(own.length).fill(Number.NaN);
  order.forEach((at, k) => {
    const isTied = [order[k - 1], order[k + 1]].some(
      (x) => x !== undefined && size(x) === size(at),
    );
    if (!isTied) slopes[at] = state.lambda * sequence[k]! * Math.sign(own[at]!.b);
  });
  return slopes;
}
