/** η of the model of offset and intercepts alone. */
import type { Family } from '../../datafit/family.ts';
import { demandsOf, type FamilyModel } from './familyModel.ts';
import { dot, leastAlong } from './freeDirections.ts';
import type { RowLoss } from './rowLoss.ts';

/** How far an intercept may be from 0 at the start, and the doublings that find the other side. */
const FAR = 700;
const DOUBLINGS = 1000;
/** Halvings of a bracket: to the last bits of the intercept. */
const HALVINGS = 80;

export function nullPredictor(model: FamilyModel, rows: RowLoss): Float64Array {
  const { state, known, terms } = model;
  if (!state.hasIntercept) return known;
  const none = terms.map(() => []);
  if (terms.length > 1) return leastAlong(rows, known, demandsOf(model, none));
  const start = model.response.offset ? 0 : guess(model);
  const slope = (a: number) => total(rows.descent(known.map((value) => value + a)));
  const a = root(slope, start);
  return known.map((value) => value + a);
}

/** The intercept of a canonical model without offset: the link of the mean of y. */
function guess({ response: { family, target, weights } }: FamilyModel): number {
  const mean = dot(weights, target);
  const linked = family.exact || family.name === 'huber' ? mean : inverse(family, mean);
  return Math.abs(linked) <= FAR ? linked : linked > 0 ? FAR : -FAR;
}

function inverse({ inverse: of, low, high }: Family, mean: number): number {
  return low(mean) <= 0 && high(mean) >= 0 ? of(0, mean) : 0;
}

/** Where a decreasing function changes its sign; next to its end where it never does. */
function root(f: (a: number) => number, start: number): number {
  const first = f(start);
  if (first === 0) return start;
  const up = first > 0;
  let [inside, outside, step] = [start, start, Math.max(1e-3, 1e-3 * Math.abs(start))];
  for (let k = 0; k < DOUBLINGS; k++) {
    outside = up ? inside + step : inside - step;
    const value = f(outside);
    if (up ? value <= 0 : value >= 0) break;
    if (Math.abs(outside) > FAR && value === f(inside)) return outside;
    [inside, step] = [outside, 2 * step];
  }
  let [low, high] = up ? [inside, outside] : [outside, inside];
  for (let k = 0; k < HALVINGS; k++) {
    const middle = 0.5 * (low + high);
    if (f(middle) > 0) low = middle;
    else high = middle;
  }
  return 0.5 * (low + high);
}

function total(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}
