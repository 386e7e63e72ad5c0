/**
 * Cox's partial likelihood of right-censored times, minus its logarithm, for weights ω that sum
 * to 1:
 *
 *   F(η) = Σ_terms share · log Σ_{k at risk} a_k e^{η_k} − Σ_events ω_i η_i.
 *
 * At risk at time t is every row with time ≥ t. Breslow: one term per time of events, share = their
 * weight D, a = ω. Efron: as many terms l = 0 … d − 1 as there are events, share = D / d, and
 * a = (1 − l/d) ω for the rows that fail then. Breslow (1974), Biometrics 30(1), 89–99; Efron
 * (1977), J. Am. Stat. Assoc. 72(359), section 3.
 *
 * Rows hang together through the sums over the rows at risk, which are cumulative from the latest
 * time on. They are kept as multiples of e^shift, shift the largest η so far: nothing overflows,
 * and only what does not count underflows.
 */

/** The rows in time, all f64 because they come as the parameters of a family. */
@unmanaged
export class Cox {
  /** 1: Efron's terms, 0: Breslow's. */
  efron: f64;
  /** Distinct times of events, latest first. */
  blocks: f64;
  /** i32 at this address: rows that are ever at risk, latest first, in a block the failing last. */
  order: f64;
  /** Two i32 per block: where in `order` its failing rows begin, and where they end. */
  ends: f64;
  /** Scratch: one f64 per row of `order`, and one RiskSet per block. */
  masses: f64;
  sets: f64;
}

/** The sums over the rows at risk at one time, as multiples of e^shift. */
@unmanaged
export class RiskSet {
  shift: f64;
  /** Σ ω e^η, Σ ω e^η z, Σ ω e^η z² over the rows at risk that do not fail now. */
  rest: f64;
  rest1: f64;
  rest2: f64;
  /** The same over those that do, their Σ ω and Σ ω (η − shift). */
  tied: f64;
  tied1: f64;
  tied2: f64;
  weight: f64;
  slack: f64;
  /** How many terms the time has. */
  terms: f64;
  /** Σ c² ÷ (ω e^{η − shift}) and Σ c z over the failing, c = ω ÷ weight; for bounds of the gap. */
  inverse: f64;
  cross: f64;
}

/** What a pass reads: predictors η + t d, and z, each absent where the address is 0. */
export abstract class Blocks {
  /** Byte offset of the row at a position of `order`. */
  @inline static row(f: Cox, position: i32): usize {
    return (<usize>load<i32>(<usize>f.order + ((<usize>position) << 2))) << 3;
  }
  @inline static from(f: Cox, g: i32): i32 {
    return g > 0 ? Blocks.to(f, g - 1) : 0;
  }
  @inline static failing(f: Cox, g: i32): i32 {
    return load<i32>(<usize>f.ends + ((<usize>g) << 3));
  }
  @inline static to(f: Cox, g: i32): i32 {
    return load<i32>(<usize>f.ends + ((<usize>g) << 3), 4);
  }
  @inline static set(f: Cox, g: i32): RiskSet {
    return changetype<RiskSet>(<usize>f.sets + <usize>g * offsetof<RiskSet>());
  }
  /** ω e^{η − shift} of the row at a position, shift that of the block in which it enters. */
  @inline static mass(f: Cox, position: i32): usize {
    return <usize>f.masses + ((<usize>position) << 3);
  }
}

/**
 * One pass from the latest time to the first: every RiskSet, and the masses.
 * Predictors are η + t d (d may be 0: η); sums with z are 0 where z is.
 */
export function riskSets(f: Cox, eta: usize, weights: usize, d: usize, t: f64, z: usize): void {
  const blocks = <i32>f.blocks;
  for (let g = 0; g < blocks; ++g) {
    const set = Blocks.set(f, g);
    let shift: f64 = -Infinity;
    for (let k = Blocks.from(f, g), to = Blocks.to(f, g); k < to; ++k) {
      const i = Blocks.row(f, k);
      const at = load<f64>(eta + i) + (d ? t * load<f64>(d + i) : 0);
      store<f64>(Blocks.mass(f, k), at);
      shift = max(shift, at);
    }
    begin(set, g > 0 ? Blocks.set(f, g - 1) : set, g > 0, shift);
    set.terms = f.efron != 0 ? <f64>(Blocks.to(f, g) - Blocks.failing(f, g)) : 1;
    enter(f, g, set, weights, z);
  }
}

/** The sums of the rows that were at risk before, as multiples of the new e^shift. */
function begin(set: RiskSet, before: RiskSet, some: bool, shift: f64): void {
  set.shift = some ? max(shift, before.shift) : shift;
  const share = some ? Math.exp(before.shift - set.shift) : 0;
  set.rest = some ? share * (before.rest + before.tied) : 0;
  set.rest1 = some ? share * (before.rest1 + before.tied1) : 0;
  set.rest2 = some ? share * (before.rest2 + before.tied2) : 0;
  set.tied = 0;
  set.tied1 = 0;
  set.tied2 = 0;
  set.weight = 0;
  set.slack = 0;
}

/** Adds the rows of a block, whose predictors are where their masses will be. */
function enter(f: Cox, g: i32, set: RiskSet, weights: usize, z: usize): void {
  const failing = Blocks.failing(f, g);
  for (let k = Blocks.from(f, g), to = Blocks.to(f, g); k < to; ++k) {
    const i = Blocks.row(f, k);
    const w = load<f64>(weights + i);
    const below = load<f64>(Blocks.mass(f, k)) - set.shift;
    const mass = w * Math.exp(below);
    store<f64>(Blocks.mass(f, k), mass);
    const at = z ? load<f64>(z + i) : 0;
    if (k < failing) {
      set.rest += mass;
      set.rest1 += mass * at;
      set.rest2 += mass * at * at;
    } else {
      set.tied += mass;
      set.tied1 += mass * at;
      set.tied2 += mass * at * at;
      set.weight += w;
      set.slack += w * below;
    }
  }
}

/** F from the sums of the last pass. */
export function coxLoss(f: Cox): f64 {
  let sum: f64 = 0;
  for (let g = 0, blocks = <i32>f.blocks; g < blocks; ++g) {
    const set = Blocks.set(f, g);
    let logs: f64 = 0;
    for (let l: f64 = 0; l < set.terms; ++l)
      logs += Math.log(set.rest + (1 - l / set.terms) * set.tied);
    sum += (set.weight / set.terms) * logs - set.slack;
  }
  return sum;
}
