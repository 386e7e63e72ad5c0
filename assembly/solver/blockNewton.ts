import { Cholesky } from '../blas/cholesky';
import { Level1 } from '../blas/level1';
import { BlockPenalty } from '../penalty/blockPenalty';
import { BlockFactor } from './blockFactor';
import { Blocks, Norms } from './blocks';
import { Quadratic } from './quadratic';

/** Steps of one call, and halvings of a step, at most. */
const MOST_STEPS = 30;
const MOST_HALVINGS = 30;

/** Share of the promised decrease that must come true. */
const SHARE = 1e-4;

/** Rounding of the penalty, as a share of it. */
const ROUNDING = 1e-15;

/**
 * Newton on the coordinates where the penalty is smooth, with backtracking; coordinates with an L1
 * part keep their sign or stop at 0. Ends with the first step that had to be shortened, since a
 * cycle of coordinate descent then knows better which blocks are 0, or where a step promises no
 * more than `tolerance`. Roth and Fischer (2008), ICML, for the active set.
 *
 * Stops after about `budget` multiply-adds. @returns false where the factor needs another call.
 */
export function blockNewton<P extends BlockPenalty>(
  q: Quadratic,
  penalty: P,
  budget: f64,
  tolerance: f64,
): bool {
  let left = budget;
  let last = Infinity;
  for (let step = 0; step < MOST_STEPS && left > 0; ++step) {
    if (q.wanted == 0) BlockFactor.begin<P>(q, penalty);
    left = BlockFactor.extend<P>(q, penalty, left);
    if (left < 0) return false;
    q.wanted = 0;
    q.steps += 1;
    const promise = BlockStep.direction<P>(q, penalty);
    // Where rounding has the last word promises no longer fall
    if (!(promise > tolerance && promise < 0.9 * last)) return true;
    last = promise;
    if (!BlockStep.search<P>(q, penalty, promise)) return true;
    left -= 2 * <f64>q.rank * <f64>q.size;
  }
  return true;
}

/**
 * One step. Scratch of the quadratic: `gradient` and `direction` have an entry per member of the
 * factor; `moved`, `saved` and `before` one per coordinate: δ, G δ and b + δ.
 */
abstract class BlockStep {
  /** Solves H d = g, g the negative gradient. @returns gᵀd, twice the decrease it promises. */
  static direction<P extends BlockPenalty>(q: Quadratic, penalty: P): f64 {
    const blocks = changetype<Blocks>(q.blocks);
    const ld = (<usize>q.room) << 3;
    let block = -1;
    let tangent: f64 = 0;
    for (let i = 0; i < q.rank; ++i) {
      const k = q.member(i);
      const g = q.mark(k);
      if (g != block) tangent = BlockFactor.tangent<P>(q, penalty, g, BlockFactor.size(q, g));
      block = g;
      const b = q.get(q.b, k);
      const t = penalty.edge(blocks.factorOf(g));
      q.set(q.gradient, i, q.get(q.u, k) - tangent * b - (b > 0 ? t : b < 0 ? -t : 0));
    }
    memory.copy(q.direction, q.gradient, (<usize>q.rank) << 3);
    Cholesky.forward(q.factor, ld, q.rank, q.direction);
    Cholesky.backward(q.factor, ld, q.rank, q.direction);
    return Level1.dot(q.rank, q.gradient, q.direction);
  }

  /** The first of t = 1, ½, ¼, … that keeps the promise. @returns whether it was 1. */
  static search<P extends BlockPenalty>(q: Quadratic, penalty: P, promise: f64): bool {
    const before = BlockStep.value<P>(q, penalty, q.b);
    let t: f64 = 1;
    for (let halving = 0; halving < MOST_HALVINGS; ++halving) {
      const change = BlockStep.smoothChange<P>(q, penalty, t);
      const after = BlockStep.value<P>(q, penalty, q.before);
      if (change + (after - before) <= ROUNDING * before - SHARE * t * promise) {
        memory.copy(q.b, q.before, (<usize>q.size) << 3);
        Level1.axpy(q.size, -1, q.saved, q.u);
        return halving == 0;
      }
      t *= 0.5;
    }
    return false;
  }

  /** δ, G δ and b + δ at step t. @returns ½ δᵀG δ − uᵀδ. */
  private static smoothChange<P extends BlockPenalty>(q: Quadratic, penalty: P, t: f64): f64 {
    const bytes = (<usize>q.size) << 3;
    memory.fill(q.moved, 0, bytes);
    memory.fill(q.saved, 0, bytes);
    memory.copy(q.before, q.b, bytes);
    for (let i = 0; i < q.rank; ++i) {
      const k = q.member(i);
      const b = q.get(q.b, k);
      const next = b + t * q.get(q.direction, i);
      const x = next * b < 0 && BlockStep.isEdged<P>(q, penalty, q.mark(k)) ? 0 : next;
      q.set(q.before, k, x);
      q.set(q.moved, k, x - b);
      Level1.axpy(q.size, x - b, q.row(k), q.saved);
    }
    return 0.5 * Level1.dot(q.size, q.moved, q.saved) - Level1.dot(q.size, q.moved, q.u);
  }

  /** Whether coordinates of block g have a kink at 0 each for itself. */
  @inline private static isEdged<P extends BlockPenalty>(q: Quadratic, p: P, g: i32): bool {
    const blocks = changetype<Blocks>(q.blocks);
    const f = blocks.factorOf(g);
    return p.edge(f) > 0 || (blocks.size(g) == 1 && p.slope(0, f, blocks.weightOf(g)) > 0);
  }

  /** Σ_g φ_g(x_g) */
  private static value<P extends BlockPenalty>(q: Quadratic, penalty: P, x: usize): f64 {
    return blockValue<P>(changetype<Blocks>(q.blocks), penalty, x);
  }
}

/** Σ_g φ_g(x_g) */
export function blockValue<P extends BlockPenalty>(blocks: Blocks, penalty: P, x: usize): f64 {
  let sum: f64 = 0;
  for (let g = 0; g < blocks.count; ++g) {
    const f = blocks.factorOf(g);
    const at = blocks.members(g);
    const m = blocks.size(g);
    sum += penalty.radial(Norms.shrunk(x, at, m, 1, 0), f, blocks.weightOf(g));
    const t = penalty.edge(f);
    if (t > 0) sum += t * Norms.first(x, at, m);
  }
  return sum;
}
