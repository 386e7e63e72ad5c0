import { Level1 } from '../blas/level1';
import { BlockPenalty } from '../penalty/blockPenalty';
import { blockValue } from './blockNewton';
import { Blocks } from './blocks';
import { Quadratic } from './quadratic';

/** The first step tried, against what a rate that stays would lead to, and each against the last. */
const AHEAD: f64 = 4;
const NEARER: f64 = 0.6;

/** Steps below this share of the last cycle's are not worth a look. */
const LEAST: f64 = 0.2;

/**
 * Cycles of descent end up moving along one direction δ, each by ρ times the last: b + ρ/(1 − ρ) δ
 * is where they lead (Aitken). The step is searched for, as δ is never quite alone; no product with
 * G is needed, since −G δ is what the cycle did to u. Scratch: `saved` δ, `before` −G δ,
 * `rotations` b. Compare Bertrand and Massias (2021), AISTATS, where several cycles are mixed.
 */
export abstract class Extrapolation {
  /** Before the cycle that is to be followed. */
  static begin(q: Quadratic): void {
    memory.copy(q.saved, q.b, (<usize>q.size) << 3);
    memory.copy(q.before, q.u, (<usize>q.size) << 3);
  }

  /** After it: go on along what it did, to the lowest objective of the steps tried. */
  static follow<P extends BlockPenalty>(q: Quadratic, penalty: P, rate: f64): void {
    for (let k = 0; k < q.size; ++k) {
      q.set(q.saved, k, q.get(q.b, k) - q.get(q.saved, k));
      q.set(q.before, k, q.get(q.u, k) - q.get(q.before, k));
    }
    memory.copy(q.rotations, q.b, (<usize>q.size) << 3);
    // ½ bᵀG b − cᵀb at b + t δ, less that at b: −t δᵀu − ½ t² δᵀ(−G δ)
    const slope = Level1.dot(q.size, q.saved, q.u);
    const bend = Level1.dot(q.size, q.saved, q.before);
    const blocks = changetype<Blocks>(q.blocks);
    let least = blockValue<P>(blocks, penalty, q.b);
    let best: f64 = 0;
    for (let t = (AHEAD * rate) / (1 - rate); t > LEAST; t *= NEARER) {
      Extrapolation.place(q, t);
      const value = blockValue<P>(blocks, penalty, q.b) - t * (slope + 0.5 * t * bend);
      if (value >= least && best > 0) break;
      if (value >= least) continue;
      least = value;
      best = t;
    }
    Extrapolation.place(q, best);
    Level1.axpy(q.size, best, q.before, q.u);
  }

  /** b ← its origin + t δ */
  @inline private static place(q: Quadratic, t: f64): void {
    for (let k = 0; k < q.size; ++k) q.set(q.b, k, q.get(q.rotations, k) + t * q.get(q.saved, k));
  }
}
