import { Level1 } from '../blas/level1';
import { BlockPenalty } from '../penalty/blockPenalty';
import { Blocks, Norms } from './blocks';
import { Quadratic } from './quadratic';

/** Proximal steps inside one block, at most. */
const INNER = 10;

/** They end where one moves less than this share of the first, squared. */
const SETTLED = 1e-6;

/**
 * One cycle of block coordinate descent: each block is set to 0 where that is its optimum given the
 * others, else moved by proximal steps within the bound h of its Gram block's eigenvalues.
 * Compare Qin, Scheinberg, Goldfarb (2013), Math. Program. Comput. 5(2).
 * Adds what it costs to `spent`. @returns Σ_g h_g ‖δ_g‖², at least about twice what the cycle gained.
 */
export function blockSweep<P extends BlockPenalty>(q: Quadratic, penalty: P): f64 {
  const blocks = changetype<Blocks>(q.blocks);
  let gain: f64 = 0;
  for (let g = 0; g < blocks.count; ++g) {
    const start = blocks.start(g);
    const m = blocks.size(g);
    const h = bound(q, start, m);
    q.spent += <f64>m * <f64>m;
    if (h > 0) gain += BlockUpdate.run<P>(q, penalty, g, h);
  }
  return gain;
}

/** A bound on the eigenvalues of a block of G: its largest row sum, or its Frobenius norm. */
function bound(q: Quadratic, start: i32, m: i32): f64 {
  if (m == 1) return q.diagonal(start);
  let most: f64 = 0;
  let squares: f64 = 0;
  for (let i = start; i < start + m; ++i) {
    const row = q.row(i);
    let sum: f64 = 0;
    for (let k = start; k < start + m; ++k) {
      const entry = q.get(row, k);
      sum += abs(entry);
      squares += entry * entry;
    }
    most = max(most, sum);
  }
  return min(most, Math.sqrt(squares));
}

/**
 * One block of a cycle. Scratch of the quadratic, from 0 on: `gradient` holds u_g at the block's
 * new coefficients x, which `direction` holds, `moved` the point of a proximal step.
 */
abstract class BlockUpdate {
  static run<P extends BlockPenalty>(q: Quadratic, penalty: P, g: i32, h: f64): f64 {
    const blocks = changetype<Blocks>(q.blocks);
    const start = blocks.start(g);
    const m = blocks.size(g);
    const first = (<usize>start) << 3;
    memory.copy(q.gradient, q.u + first, (<usize>m) << 3);
    memory.copy(q.direction, q.b + first, (<usize>m) << 3);
    if (!BlockUpdate.leaves<P>(q, penalty, g)) {
      let largest: f64 = 0;
      for (let step = 0; step < (m == 1 ? 1 : INNER); ++step) {
        q.spent += <f64>m * <f64>m;
        const moved = BlockUpdate.proximal<P>(q, penalty, g, h);
        largest = max(largest, moved);
        if (moved <= SETTLED * largest) break;
      }
    }
    return h * BlockUpdate.commit(q, start, m);
  }

  /** Sets x to 0 where that is optimal: ‖S(u + G b, t)‖ ≤ ψ′(0). @returns whether it is. */
  private static leaves<P extends BlockPenalty>(q: Quadratic, penalty: P, g: i32): bool {
    const blocks = changetype<Blocks>(q.blocks);
    const start = blocks.start(g);
    const m = blocks.size(g);
    const f = blocks.factorOf(g);
    memory.copy(q.moved, q.gradient, (<usize>m) << 3);
    for (let k = 0; k < m; ++k) {
      const b = q.get(q.direction, k);
      if (b != 0) Level1.axpy(m, b, q.row(start + k) + ((<usize>start) << 3), q.moved);
    }
    // order is 0, 1, 2, … here: its beginning numbers the scratch
    const size = Norms.shrunk(q.moved, blocks.order, m, 1, penalty.edge(f));
    if (size > penalty.slope(0, f, blocks.weightOf(g))) return false;
    memory.fill(q.direction, 0, (<usize>m) << 3);
    return true;
  }

  /** x ← prox(x + v/h), v −= G δ. @returns ‖δ‖². */
  private static proximal<P extends BlockPenalty>(q: Quadratic, penalty: P, g: i32, h: f64): f64 {
    const blocks = changetype<Blocks>(q.blocks);
    const start = blocks.start(g);
    const m = blocks.size(g);
    const f = blocks.factorOf(g);
    const t = penalty.edge(f);
    for (let k = 0; k < m; ++k) q.set(q.moved, k, q.get(q.gradient, k) + h * q.get(q.direction, k));
    const size = Norms.shrunk(q.moved, blocks.order, m, 1, t);
    const share = size > 0 ? penalty.prox(size, h, f, blocks.weightOf(g)) / size : 0;
    let squares: f64 = 0;
    for (let k = 0; k < m; ++k) {
      const z = q.get(q.moved, k);
      const x = share * (max(z - t, 0) + min(z + t, 0));
      const by = x - q.get(q.direction, k);
      if (by == 0) continue;
      q.set(q.direction, k, x);
      squares += by * by;
      Level1.axpy(m, -by, q.row(start + k) + ((<usize>start) << 3), q.gradient);
    }
    return squares;
  }

  /** b_g ← x and u −= G δ on the whole working set. @returns ‖δ‖². */
  private static commit(q: Quadratic, start: i32, m: i32): f64 {
    let squares: f64 = 0;
    for (let k = 0; k < m; ++k) {
      const old = q.get(q.b, start + k);
      const next = q.get(q.direction, k);
      if (next == old) continue;
      q.set(q.b, start + k, next);
      Level1.axpy(q.size, old - next, q.row(start + k), q.u);
      q.spent += <f64>q.size;
      squares += (next - old) * (next - old);
    }
    return squares;
  }
}
