import { BlockPenalty } from '../penalty/blockPenalty';
import { blockNewton, blockValue } from './blockNewton';
import { Blocks } from './blocks';
import { blockSweep } from './blockSweep';
import { BlockTerms } from './blockTerms';
import { Terms } from './dualGap';
import { PenaltyCall } from './penaltyCall';
import { Quadratic } from './quadratic';

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
 * Towards the optimum of the quadratic on the working set: a cycle of block coordinate descent,
 * Newton, and a cycle that shows what is still to gain.
 * @returns what blockSweep does; Infinity where the budget ended while a factor was made.
 */
function improve<P extends BlockPenalty>(q: Quadratic, penalty: P, budget: f64, tolerance: f64): f64 {
  if (q.wanted == 0) {
    const gain = blockSweep<P>(q, penalty);
    if (gain <= tolerance) return gain;
  }
  if (!blockNewton<P>(q, penalty, budget, tolerance)) return Infinity;
  return blockSweep<P>(q, penalty);
}

/** Σ_g φ_g(b_g + t direction_g) */
function along<P extends BlockPenalty>(q: Quadratic, penalty: P, t: f64): f64 {
  for (let k = 0; k < q.size; ++k)
    q.set(q.moved, k, q.get(q.b, k) + t * q.get(q.direction, k));
  return blockValue<P>(changetype<Blocks>(q.blocks), penalty, q.moved);
}
