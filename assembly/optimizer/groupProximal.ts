import { Real, Reals } from '../math/reals';

/** Newton steps for the size of a group; some ten are enough for a double's digits. */
const MOST = 60;
const ENOUGH: f64 = 1e-15;

/**
 * The penalty Σ_g [ ω_g strength ‖w_g‖₂ + l1 ‖w_g‖₁ + l2/2 ‖w_g‖² ] of groups of the weights of one
 * parameter: the numbers order[starts[g]] … order[starts[g + 1] − 1] are group g.
 */
@unmanaged
export class Grouped {
  groups: i32;
  starts: usize;
  order: usize;
  /** ω as f64. */
  factors: usize;
  strength: f64;
  l1: f64;
  l2: f64;

  @inline start(g: i32): i32 {
    return load<i32>(this.starts + ((<usize>g) << 2));
  }
  /** Where the number at place k of the order stands, from the parameter's first. */
  @inline place(k: i32): usize {
    return Reals.bytes(load<i32>(this.order + ((<usize>k) << 2)));
  }
  /** ω strength */
  @inline weight(g: i32): f64 {
    return this.strength * load<f64>(this.factors + ((<usize>g) << 3));
  }

  /** Soft thresholds s_j l1 first: whether anything is left for the norm to keep. */
  threshold(from: i32, to: i32, w: usize, s: usize, strength: f64): bool {
    let squares: f64 = 0;
    for (let k = from; k < to; k++) {
      const at = this.place(k);
      const z = <f64>load<Real>(w + at);
      const step = <f64>load<Real>(s + at);
      const x = z - max(min(z, step * this.l1), -step * this.l1);
      store<Real>(w + at, <Real>x);
      squares += (x / step) * (x / step);
    }
    return squares > strength * strength;
  }

  /** The size θ of the group that is left: Σ (z_j ÷ (θ + s_j strength))² = 1, by Newton on 1 ÷ √Σ. */
  size(from: i32, to: i32, w: usize, s: usize, strength: f64): f64 {
    let size: f64 = 0;
    for (let turn = 0; turn < MOST; turn++) {
      let sum: f64 = 0;
      let slope: f64 = 0;
      for (let k = from; k < to; k++) {
        const at = this.place(k);
        const below = size + <f64>load<Real>(s + at) * strength;
        const ratio = <f64>load<Real>(w + at) / below;
        sum += ratio * ratio;
        slope += (ratio * ratio) / below;
      }
      // h = 1 − 1 ÷ √sum rises and is concave: from the left, steps never pass the root
      const step = (sum * (Math.sqrt(sum) - 1)) / slope;
      size += step;
      if (!(step > ENOUGH * size)) break;
    }
    return size;
  }
}

/** w ← argmin_x Σ_j ½ (x_j − w_j)² ÷ s_j + penalty without its l2; steps s_j > 0. */
export function groupProximal(t: Grouped, w: usize, s: usize): void {
  for (let g = 0; g < t.groups; g++) {
    const from = t.start(g);
    const to = t.start(g + 1);
    const strength = t.weight(g);
    const isLeft = t.threshold(from, to, w, s, strength);
    if (isLeft && strength == 0) continue;
    const size = isLeft ? t.size(from, to, w, s, strength) : 0;
    for (let k = from; k < to; k++) {
      const at = t.place(k);
      const share = isLeft ? size / (size + <f64>load<Real>(s + at) * strength) : 0;
      store<Real>(w + at, isLeft ? <Real>(<f64>load<Real>(w + at) * share) : 0);
    }
  }
}

/** The penalty of a parameter. */
export function groupValue(t: Grouped, w: usize): f64 {
  let total: f64 = 0;
  for (let g = 0; g < t.groups; g++) {
    let squares: f64 = 0;
    let sizes: f64 = 0;
    for (let k = t.start(g); k < t.start(g + 1); k++) {
      const x = <f64>load<Real>(w + t.place(k));
      squares += x * x;
      sizes += abs(x);
    }
    total += t.weight(g) * Math.sqrt(squares) + t.l1 * sizes + 0.5 * t.l2 * squares;
  }
  return total;
}

/**
 * dy ← dy + scale × the penalty's slope at each of `rows` samples of `size` numbers y: a group that is 0
 * has none, nor has a number that is 0 of its own.
 */
export function groupSlope(
  t: Grouped,
  rows: i32,
  size: i32,
  scale: f64,
  y: usize,
  dy: usize,
): void {
  const row = Reals.bytes(size);
  for (let i = 0; i < rows; i++, y += row, dy += row)
    for (let g = 0; g < t.groups; g++) {
      let squares: f64 = 0;
      for (let k = t.start(g); k < t.start(g + 1); k++) {
        const x = <f64>load<Real>(y + t.place(k));
        squares += x * x;
      }
      if (squares == 0) continue;
      const pull = t.weight(g) / Math.sqrt(squares) + t.l2;
      for (let k = t.start(g); k < t.start(g + 1); k++) {
        const at = t.place(k);
        const x = <f64>load<Real>(y + at);
        const side: f64 = x > 0 ? t.l1 : x < 0 ? -t.l1 : 0;
        store<Real>(dy + at, load<Real>(dy + at) + <Real>(scale * (pull * x + side)));
      }
    }
}
