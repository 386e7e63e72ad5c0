/** Whether a model without a penalty has no finite optimum, because its columns explain too much. */
import { riskOrder } from '../datafit/cox.ts';
import type { CodedResponse } from './response/types.ts';

/** A margin beyond which a row counts as told apart: its probability errs by 1e-5. */
const FAR = 11.5;

type Rows = Pick<CodedResponse, 'family' | 'target' | 'weights'>;

const ENDLESS = 'without a penalty their coefficients grow without bound; use lambda > 0';

/**
 * Why coefficients that nothing penalizes grow without bound, or undefined: their part of η orders
 * every row as y says, so that more of it is always better.
 *
 * @param free the part of η that intercepts and unpenalized columns make, n values per output.
 * @see Albert and Anderson (1984), Biometrika 71(1), 1–10.
 */
export function separationOf(rows: Rows, free: Float64Array): string | undefined {
  const { name } = rows.family;
  if (name === 'cox')
    return ordersEvents(rows, free) ? `the columns order all events: ${ENDLESS}` : undefined;
  if (name !== 'binomial' && name !== 'multinomial') return undefined;
  const isSeparated = margins(rows, free).every((margin) => margin > 0);
  return isSeparated ? `the classes are separated by the columns: ${ENDLESS}` : undefined;
}

const PERHAPS = 'coefficients without a penalty may grow without bound; compare lambda > 0';

/**
 * What points to coefficients that grow without bound although no proof says so: predictions of
 * single rows next to the end of their range.
 */
export function suspicionOf(rows: Rows, eta: Float64Array): string | undefined {
  const { name } = rows.family;
  if (name === 'binomial' || name === 'multinomial') {
    const certain = margins(rows, eta).filter((margin) => margin > FAR).length;
    if (certain > 0) return `${certain} rows are classified all but certainly: ${PERHAPS}`;
  }
  const vanishing = vanishingRows(rows, eta);
  if (vanishing > 0) return `${vanishing} rows with y = 0 have means next to 0: ${PERHAPS}`;
  return undefined;
}

/** Margins of the rows of positive weight; shares between 0 and 1 have none. */
function margins({ family, target, weights }: Rows, eta: Float64Array): number[] {
  const n = weights.length;
  const used = Array.from(weights.keys()).filter((i) => weights[i]! > 0);
  if (family.outputs === 1)
    return used.map((i) => (target[i] === 1 ? eta[i]! : target[i] === 0 ? -eta[i]! : Number.NaN));
  return used.map((i) => {
    let own = Number.NaN;
    let other = -Infinity;
    for (let at = i; at < target.length; at += n)
      if (target[at] === 1) own = eta[at]!;
      else other = Math.max(other, eta[at]!);
    return own - other;
  });
}

/** Whether every row that fails has a larger η than all others at risk. */
function ordersEvents({ target, weights }: Rows, eta: Float64Array): boolean {
  const { order, ends } = riskOrder({ target, weights });
  let most = -Infinity;
  let from = 0;
  for (let g = 0; g < ends.length; g += 2) {
    const [first, end] = [ends[g]!, ends[g + 1]!];
    // events at one time cannot all be ahead of each other
    if (end - first > 1) return false;
    for (let k = from; k < first; k++) most = Math.max(most, eta[order[k]!]!);
    if (end > 1 && !(eta[order[first]!]! > most)) return false;
    most = Math.max(most, eta[order[first]!]!);
    from = end;
  }
  return true;
}

/** Rows with y = 0 whose mean is next to nothing, in families whose means are > 0. */
function vanishingRows({ family, target, weights }: Rows, eta: Float64Array): number {
  if (!family.allowsZeros) return 0;
  const mean = weights.reduce((sum, w, i) => sum + w * target[i]!, 0);
  const least = family.mean(-FAR) * mean;
  return weights.filter((w, i) => w > 0 && target[i] === 0 && family.mean(eta[i]!) < least).length;
}
