import { BlockPenalty } from '../penalty/blockPenalty';
import { Blocks, Norms } from './blocks';
import { Terms } from './dualGap';

/** Newton steps towards the scale of one block; they come from above and cannot pass the root. */
const MOST_STEPS = 60;

/** What dualGap.ts, stationarity.ts and screening.ts compute, for a penalty of blocks. */
export abstract class BlockTerms {
  /** The largest s ≤ 1 that keeps every φ_g*(s u_g) finite: ‖S(s u_g, t)‖ ≤ reach for all g. */
  static scale<P extends BlockPenalty>(terms: Terms, penalty: P): f64 {
    const blocks = changetype<Blocks>(terms.blocks);
    let scale: f64 = 1;
    for (let g = 0; g < blocks.count; ++g) {
      const f = blocks.factorOf(g);
      const w = blocks.weightOf(g);
      const reach = penalty.reach(f, w);
      if (reach == Infinity || BlockTerms.isOpen<P>(penalty, f, w)) continue;
      const t = penalty.edge(f);
      scale = BlockTerms.shrink(terms.u, blocks.members(g), blocks.size(g), t, reach, scale);
    }
    return scale;
  }

  /** Σ_g [ φ_g(b_g) + φ_g*(s u_g) − s u_gᵀb_g ], the columns' share of the gap. */
  static fenchel<P extends BlockPenalty>(terms: Terms, penalty: P, scale: f64, nullLoss: f64): f64 {
    const blocks = changetype<Blocks>(terms.blocks);
    let gap: f64 = 0;
    for (let g = 0; g < blocks.count; ++g) {
      const f = blocks.factorOf(g);
      const w = blocks.weightOf(g);
      const m = blocks.size(g);
      const at = blocks.members(g);
      if (BlockTerms.isOpen<P>(penalty, f, w)) {
        gap += BlockTerms.unused(terms, at, m);
        continue;
      }
      const t = penalty.edge(f);
      const size = Norms.shrunk(terms.b, at, m, 1, 0);
      let value = penalty.radial(size, f, w) + t * Norms.first(terms.b, at, m);
      value += penalty.conjugate(
        Norms.shrunk(terms.u, at, m, scale, t),
        f,
        w,
        penalty.cap(nullLoss, f, w),
      );
      for (let i = 0; i < m; ++i)
        value -= scale * Norms.entry(terms.u, at, i) * Norms.entry(terms.b, at, i);
      gap += max(value, 0);
    }
    return gap;
  }

  /** max_g dist(u_g, ∂φ_g(b_g)) */
  static stationarity<P extends BlockPenalty>(terms: Terms, penalty: P): f64 {
    const blocks = changetype<Blocks>(terms.blocks);
    let worst: f64 = 0;
    for (let g = 0; g < blocks.count; ++g) {
      const f = blocks.factorOf(g);
      const w = blocks.weightOf(g);
      const m = blocks.size(g);
      const at = blocks.members(g);
      const t = penalty.edge(f);
      const size = Norms.shrunk(terms.b, at, m, 1, 0);
      const slope = penalty.slope(size, f, w);
      const away =
        size == 0
          ? max(Norms.shrunk(terms.u, at, m, 1, t) - slope, 0)
          : BlockTerms.away(terms, at, m, t, slope / size);
      worst = max(worst, away);
    }
    return worst;
  }

  /**
   * Coordinates of the blocks that may enter at the next strength, see screening.ts.
   * @returns how many were written to `found`.
   */
  static screen<P extends BlockPenalty>(terms: Terms, penalty: P, ratio: f64): i32 {
    const blocks = changetype<Blocks>(terms.blocks);
    let count = 0;
    for (let g = 0; g < blocks.count; ++g) {
      const at = blocks.members(g);
      if (load<i32>(terms.inside + ((<usize>load<i32>(at)) << 2)) >= 0) continue;
      const f = blocks.factorOf(g);
      const m = blocks.size(g);
      const t = penalty.edge(f);
      const most = max(
        Norms.shrunk(terms.u, at, m, 1, t),
        BlockTerms.guess(terms, at, m, ratio, t),
      );
      if (most <= penalty.slope(0, f, blocks.weightOf(g))) continue;
      memory.copy(terms.found + ((<usize>count) << 2), at, (<usize>m) << 2);
      count += m;
    }
    return count;
  }

  /** The largest s ≤ scale with ‖S(s v, t)‖ ≤ reach: Newton on a convex increasing function. */
  private static shrink(v: usize, at: usize, m: i32, t: f64, reach: f64, scale: f64): f64 {
    let s = scale;
    for (let step = 0; step < MOST_STEPS; ++step) {
      const size = Norms.shrunk(v, at, m, s, t);
      if (size <= reach) break;
      let rise: f64 = 0;
      for (let i = 0; i < m; ++i) {
        const entry = abs(Norms.entry(v, at, i));
        rise += max(s * entry - t, 0) * entry;
      }
      const next = s - ((size - reach) * size) / rise;
      if (!(next < s)) break;
      s = max(next, 0);
    }
    return s;
  }

  /** ‖S(u + ratio (u − before), t)‖ */
  private static guess(terms: Terms, at: usize, m: i32, ratio: f64, t: f64): f64 {
    let sum: f64 = 0;
    for (let i = 0; i < m; ++i) {
      const now = Norms.entry(terms.u, at, i);
      const guess = now + ratio * (now - Norms.entry(terms.before, at, i));
      const over = max(abs(guess) - t, 0);
      sum += over * over;
    }
    return Math.sqrt(sum);
  }

  /** ‖u − ∇φ‖ on a nonzero block, the nearest subgradient where a coordinate is 0. */
  private static away(terms: Terms, at: usize, m: i32, t: f64, radial: f64): f64 {
    let sum: f64 = 0;
    for (let i = 0; i < m; ++i) {
      const b = Norms.entry(terms.b, at, i);
      const rest = Norms.entry(terms.u, at, i) - radial * b;
      const off = b == 0 ? max(abs(rest) - t, 0) : rest - (b > 0 ? t : -t);
      sum += off * off;
    }
    return Math.sqrt(sum);
  }

  /** ½ Σ u² ÷ ‖x̃‖² of coordinates that nothing penalizes, as in dualGap.ts. */
  private static unused(terms: Terms, at: usize, m: i32): f64 {
    let sum: f64 = 0;
    for (let i = 0; i < m; ++i) {
      const u = Norms.entry(terms.u, at, i);
      sum += 0.5 * u * u * Norms.entry(terms.inverse, at, i);
    }
    return sum;
  }

  @inline private static isOpen<P extends BlockPenalty>(penalty: P, f: f64, w: f64): bool {
    return penalty.radial(1, f, w) + penalty.edge(f) == 0;
  }
}
