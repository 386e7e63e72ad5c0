import { BlockPenalty } from '../penalty/blockPenalty';
import { blockNewton, blockValue } from './blockNewton';
import { blockSweep } from './blockSweep';
import { Blocks } from './blocks';
import { BlockTerms } from './blockTerms';
import { Terms } from './dualGap';
import { Extrapolation } from './extrapolation';
import { PenaltyCall } from './penaltyCall';
import { Quadratic } from './quadratic';

/** What a multiply-add of a factor costs, whose rows are made in blocks, against one of descent. */
const FASTER: f64 = 0.25;

/** Cycles from one extrapolation to the next. */
const CYCLES: i32 = 3;

/** Calls that descent may use up before Newton has its turn, however much that costs. */
const PATIENCE: f64 = 20;

/** What penaltyCall.ts offers, for a penalty of blocks; `improve` also reads b = tolerance. */
export function blockCall<P extends BlockPenalty>(
  call: i32,
  at: usize,
  penalty: P,
  a: f64,
  b: f64,
): f64 {
  const q = changetype<Quadratic>(at);
  const t = changetype<Terms>(at);
  switch (call) {
    case PenaltyCall.improve:
      return improve<P>(q, penalty, a, b);
    case PenaltyCall.along:
      return along<P>(q, penalty, a);
    case PenaltyCall.scale:
      return BlockTerms.scale<P>(t, penalty);
    case PenaltyCall.fenchel:
      return BlockTerms.fenchel<P>(t, penalty, a, b);
    case PenaltyCall.stationarity:
      return BlockTerms.stationarity<P>(t, penalty);
    case PenaltyCall.screen:
      return <f64>BlockTerms.screen<P>(t, penalty, a);
    default:
      return NaN;
  }
}

/**
 * Towards the optimum of the quadratic on the working set: cycles of block coordinate descent for
 * what a Newton step costs, then Newton and a cycle that shows what is still to gain. So neither
 * costs more than twice what the better of them would. Ends after about `budget` multiply-adds.
 * @returns what blockSweep does; Infinity where the budget ended while a factor was made.
 */
function improve<P extends BlockPenalty>(
  q: Quadratic,
  penalty: P,
  budget: f64,
  tolerance: f64,
): f64 {
  if (q.wanted == 0) {
    const price = min(FASTER * newtonPrice(q), PATIENCE * budget);
    const end = q.spent + budget;
    let last: f64 = 0;
    for (let cycle = 1; q.spent < price; ++cycle) {
      Extrapolation.begin(q);
      const gain = blockSweep<P>(q, penalty);
      if (gain <= tolerance) return gain;
      if (cycle % CYCLES == 0 && gain < last)
        Extrapolation.follow<P>(q, penalty, Math.sqrt(gain / last));
      last = gain;
      if (q.spent > end && q.spent < price) return gain;
    }
  }
  if (!blockNewton<P>(q, penalty, budget, tolerance)) return Infinity;
  q.spent = 0;
  return blockSweep<P>(q, penalty);
}

/** Multiply-adds of a factor on the coordinates that are not 0, and of a step. */
function newtonPrice(q: Quadratic): f64 {
  let count: f64 = 0;
  for (let k = 0; k < q.size; ++k) if (q.get(q.b, k) != 0) count += 1;
  return count * ((count * count) / 6 + 2 * <f64>q.size);
}

/** Σ_g φ_g(b_g + t direction_g) */
function along<P extends BlockPenalty>(q: Quadratic, penalty: P, t: f64): f64 {
  for (let k = 0; k < q.size; ++k) q.set(q.moved, k, q.get(q.b, k) + t * q.get(q.direction, k));
  return blockValue<P>(changetype<Blocks>(q.blocks), penalty, q.moved);
}
