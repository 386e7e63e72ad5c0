/**
 * The rows' share of the duality gap of Cox's partial likelihood. F is a sum of log-sum-exps less a
 * linear term, so F*(−θ) is the least Σ share Σ_k m_k log(m_k / a_k) over distributions m on the
 * rows at risk with Σ share (m − c) = −θ, c = ω / D on the failing. Any such m bounds it, and
 *
 *   F(η) + F*(−θ) + θᵀη ≤ Σ share KL(m ‖ p),   p_k = a_k e^{η_k} ÷ the sum at risk.
 *
 * The solver's point is s θ with θ = v − ∇²F z: m = s p (1 + δ) + (1 − s) c, δ_k = z_k − the mean of
 * z under p, is one. z moves θ off columns without penalty and is 0 for θ = v. Rows that do not
 * fail count by log(1 + δ) ≤ δ, so that cumulative sums serve them. So do they for the failing rows
 * of a time with more terms than MANY (Efron), where each term is bounded: O(rows) in all.
 */
import { Blocks, Cox, RiskSet, riskSets } from '../datafit/cox';
import { Rows } from './rows';

/** Up to this many terms the failing rows of a time are taken one by one for each. */
const MANY: f64 = 16;

/** Below this |m/p − 1| the divergence is taken from its series. */
const NEAR: f64 = 1e-3;

/** z of a dual point: after the n f64 of θ, unless θ is v itself. */
function tiltOf(r: Rows, theta: usize): usize {
  return theta == r.v ? 0 : theta + ((<usize>r.n) << 3);
}

/** 1 if every m is ≥ 0, which 1 + δ ≥ 0 makes sure of; 0 otherwise, where θ = 0 is left. */
export function coxReach(r: Rows, f: Cox, theta: usize): f64 {
  const z = tiltOf(r, theta);
  if (!z) return 1;
  let low: f64 = Infinity;
  let high: f64 = -Infinity;
  const blocks = <i32>f.blocks;
  for (let k = 0, to = blocks > 0 ? Blocks.to(f, blocks - 1) : 0; k < to; ++k) {
    const at = load<f64>(z + Blocks.row(f, k));
    low = min(low, at);
    high = max(high, at);
  }
  return high - low <= 1 || blocks == 0 ? 1 : 0;
}

/** Σ share KL(m ‖ p), or what bounds it. */
export function coxGap(r: Rows, f: Cox, theta: usize, s: f64): f64 {
  const z = tiltOf(r, theta);
  if (s == 1 && !z) return 0;
  riskSets(f, r.eta, r.weights, 0, 0, z);
  let sum: f64 = 0;
  for (let g = 0, blocks = <i32>f.blocks; g < blocks; ++g) {
    const set = Blocks.set(f, g);
    const isLarge = set.terms > MANY;
    if (isLarge) prepare(r, f, g, set, z);
    let terms: f64 = 0;
    for (let l: f64 = 0; l < set.terms; ++l) {
      const a = 1 - l / set.terms;
      const total = set.rest + a * set.tied;
      const mean = (set.rest1 + a * set.tied1) / total;
      terms += surviving(set, s, total, mean);
      terms += isLarge
        ? failingAtMost(set, a, s, total, mean)
        : failing(r, f, g, a, s, z, total, mean);
    }
    sum += (set.weight / set.terms) * terms;
  }
  return max(sum, 0);
}

/** Σ p [s (1 + δ) (log s + δ) − s (1 + δ) + 1] over the rows at risk that do not fail. */
function surviving(set: RiskSet, s: f64, total: f64, mean: f64): f64 {
  const share = set.rest / total;
  const first = (set.rest1 - mean * set.rest) / total;
  const second = (set.rest2 - 2 * mean * set.rest1 + mean * mean * set.rest) / total;
  const entropy = s > 0 ? s * Math.log(s) : 0;
  return share * divergence(s, 1, 0) + first * entropy + s * max(second, 0);
}

/** Σ m log(m/p) − m + p over the rows that fail. */
function failing(r: Rows, f: Cox, g: i32, a: f64, s: f64, z: usize, total: f64, mean: f64): f64 {
  const set = Blocks.set(f, g);
  let sum: f64 = 0;
  for (let k = Blocks.failing(f, g), to = Blocks.to(f, g); k < to; ++k) {
    const i = Blocks.row(f, k);
    const w = load<f64>(r.weights + i);
    const p = (a * load<f64>(Blocks.mass(f, k))) / total;
    const delta = z ? load<f64>(z + i) - mean : 0;
    const m = s * p * (1 + delta) + (1 - s) * (w / set.weight);
    // p may underflow, its logarithm does not
    const logP = Math.log((a * w) / total) + load<f64>(r.eta + i) - set.shift;
    sum += divergence(m, p, logP);
  }
  return sum;
}

/** Sums for failingAtMost. */
function prepare(r: Rows, f: Cox, g: i32, set: RiskSet, z: usize): void {
  set.inverse = 0;
  set.cross = 0;
  for (let k = Blocks.failing(f, g), to = Blocks.to(f, g); k < to; ++k) {
    const i = Blocks.row(f, k);
    const c = load<f64>(r.weights + i) / set.weight;
    set.inverse += (c * c) / load<f64>(Blocks.mass(f, k));
    if (z) set.cross += c * load<f64>(z + i);
  }
}

/**
 * Σ ψ(m) over the rows that fail, ψ(m) = m log(m/p) − m + p, is at most Σ (m − p)² / p, which is
 * good for s near 1, and as ψ is convex at most s Σ ψ(p (1 + δ)) + (1 − s) Σ ψ(c).
 */
function failingAtMost(set: RiskSet, a: f64, s: f64, total: f64, mean: f64): f64 {
  const share = (a * set.tied) / total;
  const first = (a * (set.tied1 - mean * set.tied)) / total;
  const second = max((a * (set.tied2 - 2 * mean * set.tied1 + mean * mean * set.tied)) / total, 0);
  if (s == 1) return second;
  const rest = 1 - s;
  // m − p = (1 − s)(c − p) + s p δ
  const square =
    rest * rest * ((set.inverse * total) / a - 2 + share) +
    2 * s * rest * (set.cross - mean - first) +
    s * s * second;
  // Σ c log(c/p) = log(total ÷ (a D)) − Σ c (η − shift)
  const entropy = Math.log(total / (a * set.weight)) - set.slack / set.weight;
  return max(min(square, s * second + rest * (entropy - 1 + share)), 0);
}

/** m log(m/p) − m + p ≥ 0 */
function divergence(m: f64, p: f64, logP: f64): f64 {
  if (m <= 0) return p;
  const t = (m - p) / p;
  if (abs(t) < NEAR) return p * t * t * (0.5 - t * (1 / 6.0 - t * (1 / 12.0 - t / 20.0)));
  return max(m * (Math.log(m) - logP) - m + p, 0);
}
