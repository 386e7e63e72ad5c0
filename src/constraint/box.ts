import { checkLength, fail, failType } from '../check.ts';
import type { VectorLike } from '../memory/types.ts';
import type { Constraint } from './constraint.ts';

/**
 * lower ≤ w ≤ upper for every weight, or lower_k ≤ w_k ≤ upper_k for weight k of the parameter, counted
 * along the last axis of its shape first. Arrays are copied.
 *
 * @param lower ≤ 0, may be −Infinity; a number, or one per weight.
 * @param upper ≥ 0, may be Infinity; 0 is allowed on one side alone, unless it is one of an array.
 * @throws RangeError or TypeError for limits that leave 0 out, or 0 alone; RangeError from `fit` that
 *   names the parameter, for arrays of another length than it has.
 * @example
 * ```ts
 * dense(1, { constraint: box([0, 0, -Infinity], [Infinity, Infinity, 0]) }) // two up, one down
 * ```
 */
export function box(lower: number | VectorLike, upper: number | VectorLike): Constraint {
  const [low, high] = [limitOf('lower', lower), limitOf('upper', upper)];
  for (const [at, value] of entriesOf('lower', low))
    if (!(value <= 0)) fail('box', at, 'be at most 0', value);
  for (const [at, value] of entriesOf('upper', high))
    if (!(value >= 0)) fail('box', at, 'be at least 0', value);
  if (low === high) fail('box', 'upper', 'be larger than lower', high);
  if (typeof low !== 'number' || typeof high !== 'number') return bounds(low, high);
  return limits('box', [low, high], low, high);
}

/** w ≥ 0 for every weight. */
export function nonNegative(): Constraint {
  return limits('nonNegative', [], 0, Infinity);
}

type Limit = number | Float64Array;

function limitOf(name: string, limit: number | VectorLike): Limit {
  if (typeof limit === 'number') return limit;
  if (typeof limit !== 'object' || limit === null || !('length' in limit))
    failType('box', name, 'be a number, or a number per weight', limit);
  return Float64Array.from(limit);
}

function entriesOf(name: string, limit: Limit): (readonly [name: string, value: number])[] {
  if (typeof limit === 'number') return [[name, limit]];
  return Array.from(limit, (value, k) => [`${name}[${k}]`, value] as const);
}

function limits(type: string, args: Constraint['args'], low: number, high: number): Constraint {
  const project: Constraint['project'] = ({ rows, cols, at }) =>
    // none of them takes zeros behind the weights away from 0
    ['weights_clamp', rows * cols, low, high, at];
  return { type, args, project };
}

function bounds(lower: Limit, upper: Limit): Constraint {
  const project: Constraint['project'] = ({ where, rows, cols, at, numbers }) => {
    const count = rows * cols;
    const of = (name: string, limit: Limit) => {
      if (typeof limit === 'number') return numbers(new Float64Array(count).fill(limit));
      checkLength(where, name, limit.length, count, 'one per weight of the parameter');
      return numbers(limit);
    };
    return ['weights_bound', count, of('lower', lower), of('upper', upper), at];
  };
  return { type: 'box', args: [lower, upper], project };
}
