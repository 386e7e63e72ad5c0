/** What a solver asks of the rows of Cox's partial likelihood; the calls of rowCall.ts. */
import { Blocks, Cox, coxLoss, RiskSet, riskSets } from '../datafit/cox';
import { Rows } from './rows';

/**
 * Writes v = −∂F/∂η and h_k = Σ share p_k over the terms at which k is at risk, p_k = a_k e^{η_k} ÷
 * the sum at risk. diag(h) − h hᵀ / Σ h ≥ ∇²F = Σ share (diag(p) − p pᵀ) by Jensen's inequality: on
 * centred columns h errs by the variance between times alone. @returns F.
 */
export function coxGradients(r: Rows, f: Cox): f64 {
  riskSets(f, r.eta, r.weights, 0, 0, 0);
  memory.fill(r.v, 0, (<usize>r.n) << 3);
  memory.fill(r.h, 0, (<usize>r.n) << 3);
  // Σ share / sum of the times up to this one, as a multiple of e^−shift
  let rate: f64 = 0;
  let shift: f64 = 0;
  for (let g = <i32>f.blocks - 1; g >= 0; --g) {
    const set = Blocks.set(f, g);
    rate *= rate > 0 ? Math.exp(set.shift - shift) : 1;
    shift = set.shift;
    const tied = rate + Terms.rate(set, true);
    rate += Terms.rate(set, false);
    const failing = Blocks.failing(f, g);
    for (let k = Blocks.from(f, g), to = Blocks.to(f, g); k < to; ++k) {
      const i = Blocks.row(f, k);
      const h = load<f64>(Blocks.mass(f, k)) * (k < failing ? rate : tied);
      store<f64>(r.h + i, h);
      store<f64>(r.v + i, k < failing ? -h : load<f64>(r.weights + i) - h);
    }
  }
  return coxLoss(f);
}

/** F(η + t d) */
export function coxAlong(r: Rows, f: Cox, d: usize, t: f64): f64 {
  riskSets(f, r.eta, r.weights, d, t, 0);
  return coxLoss(f);
}

/** d ← ∇²F d, (∇²F d)_k = Σ share p_k (d_k − mean of d under p). */
export function coxCurve(r: Rows, f: Cox, d: usize): void {
  riskSets(f, r.eta, r.weights, 0, 0, d);
  let rate: f64 = 0;
  let moment: f64 = 0;
  let shift: f64 = 0;
  const blocks = <i32>f.blocks;
  for (let g = blocks - 1; g >= 0; --g) {
    const set = Blocks.set(f, g);
    const down: f64 = rate > 0 ? Math.exp(set.shift - shift) : 0;
    shift = set.shift;
    const tied = down * rate + Terms.rate(set, true);
    const tiedMoment = down * moment + Terms.moment(set, true);
    rate = down * rate + Terms.rate(set, false);
    moment = down * moment + Terms.moment(set, false);
    const failing = Blocks.failing(f, g);
    for (let k = Blocks.from(f, g), to = Blocks.to(f, g); k < to; ++k) {
      const at = load<f64>(d + Blocks.row(f, k));
      const curved = k < failing ? rate * at - moment : tied * at - tiedMoment;
      store<f64>(Blocks.mass(f, k), load<f64>(Blocks.mass(f, k)) * curved);
    }
  }
  memory.fill(d, 0, (<usize>r.n) << 3);
  for (let k = 0, to = blocks > 0 ? Blocks.to(f, blocks - 1) : 0; k < to; ++k)
    store<f64>(d + Blocks.row(f, k), load<f64>(Blocks.mass(f, k)));
}

/** Sums over the terms of one time. */
abstract class Terms {
  /** Σ share ÷ sum at risk; for a failing row times its 1 − l/d. */
  @inline static rate(set: RiskSet, failing: bool): f64 {
    let sum: f64 = 0;
    for (let l: f64 = 0; l < set.terms; ++l) {
      const a = 1 - l / set.terms;
      sum += (failing ? a : 1) / (set.rest + a * set.tied);
    }
    return (set.weight / set.terms) * sum;
  }
  /** The same times the mean of z at risk. */
  @inline static moment(set: RiskSet, failing: bool): f64 {
    let sum: f64 = 0;
    for (let l: f64 = 0; l < set.terms; ++l) {
      const a = 1 - l / set.terms;
      const total = set.rest + a * set.tied;
      sum += ((failing ? a : 1) * ((set.rest1 + a * set.tied1) / total)) / total;
    }
    return (set.weight / set.terms) * sum;
  }
}
