import { extendRows } from '../blas/choleskyRows';
import { BlockPenalty } from '../penalty/blockPenalty';
import { Blocks, Norms } from './blocks';
import { Quadratic } from './quadratic';

/** Rows of the factor that are made at once. */
const MOST_ROWS: i32 = 48;

/**
 * The coordinates where a penalty of blocks is smooth, and the Cholesky factor of the Hessian on
 * them. Smooth are the blocks that are not 0 or have no kink there, and in them the coordinates
 * that are not 0 or have no L1 part. With s = ‖b_g‖ the Hessian of block g is
 *
 *   G_gg + ψ′(s)/s I + (ψ″(s) − ψ′(s)/s) b bᵀ/s².
 */
export abstract class BlockFactor {
  /** Chooses the coordinates; `marks` says the block of each coordinate of the set. */
  static begin<P extends BlockPenalty>(q: Quadratic, penalty: P): void {
    const blocks = changetype<Blocks>(q.blocks);
    q.rank = 0;
    q.wanted = 0;
    for (let g = 0; g < blocks.count; ++g) {
      const f = blocks.factorOf(g);
      const isSmooth = BlockFactor.size(q, g) > 0 || penalty.slope(0, f, blocks.weightOf(g)) == 0;
      const end = blocks.start(g + 1);
      for (let k = blocks.start(g); k < end; ++k) {
        q.setMark(k, g);
        const moves = q.get(q.b, k) != 0 || penalty.edge(f) == 0;
        if (isSmooth && moves && q.diagonal(k) > 0) {
          store<i32>(q.members + ((<usize>q.wanted) << 2), k);
          q.wanted += 1;
        }
      }
    }
  }

  /**
   * Rows until all wanted members are in, within about `budget` multiply-adds; members that depend
   * on others leave. @returns what is left of the budget, negative where it or the room did not
   * suffice.
   */
  static extend<P extends BlockPenalty>(q: Quadratic, penalty: P, budget: f64): f64 {
    const ld = (<usize>q.room) << 3;
    if (q.wanted > q.room) return -1;
    let left = budget;
    while (q.rank < q.wanted) {
      if (left < 0) return left;
      const before = q.rank;
      const end = min(before + MOST_ROWS, q.wanted);
      for (let i = before; i < end; ++i) BlockFactor.copyRow<P>(q, penalty, i);
      q.rank = extendRows(q.factor, ld, before, end, q.singular, false);
      left -= 0.5 * <f64>(q.rank - before + 1) * <f64>q.rank * <f64>q.rank;
      if (q.rank == end) continue;
      const at = q.members + ((<usize>q.rank) << 2);
      memory.copy(at, at + 4, (<usize>(q.wanted - q.rank - 1)) << 2);
      q.wanted -= 1;
    }
    return max(left, 0);
  }

  /** ‖b_g‖ */
  @inline static size(q: Quadratic, g: i32): f64 {
    const blocks = changetype<Blocks>(q.blocks);
    return Norms.shrunk(q.b, blocks.members(g), blocks.size(g), 1, 0);
  }

  /** ψ′(s)/s, where b_g = 0 its limit: there is no kink then. */
  @inline static tangent<P extends BlockPenalty>(q: Quadratic, p: P, g: i32, size: f64): f64 {
    const blocks = changetype<Blocks>(q.blocks);
    const f = blocks.factorOf(g);
    const w = blocks.weightOf(g);
    return size > 0 ? p.slope(size, f, w) / size : p.curvature(0, f, w);
  }

  /** Row i of the factor ← that of the Hessian among the members up to itself. */
  private static copyRow<P extends BlockPenalty>(q: Quadratic, penalty: P, i: i32): void {
    const blocks = changetype<Blocks>(q.blocks);
    const row = q.factorRow(i);
    const k = q.member(i);
    const g = q.mark(k);
    const gram = q.row(k);
    for (let m = 0; m <= i; ++m) q.set(row, m, q.get(gram, q.member(m)));
    const size = BlockFactor.size(q, g);
    const tangent = BlockFactor.tangent<P>(q, penalty, g, size);
    q.set(row, i, q.get(row, i) + tangent);
    if (size == 0) return;
    const b = q.get(q.b, k);
    const radial = penalty.curvature(size, blocks.factorOf(g), blocks.weightOf(g));
    const bend = ((radial - tangent) * (b / size)) / size;
    for (let m = i; m >= 0 && q.mark(q.member(m)) == g; --m)
      q.set(row, m, q.get(row, m) + bend * q.get(q.b, q.member(m)));
  }
}
