import { Penalty } from '../penalty/penalty';
import { Terms } from './dualGap';

/**
 * Which coordinates may enter at the next strength: those whose gradient, continued along the
 * secant of the last two strengths, exceeds the kink, and those that exceed it already. A guess
 * that costs nothing; the full check afterwards makes it safe.
 *
 *   guess_j = u_j + ratio (u_j − before_j)
 *
 * Writes the indices j with inside[j] < 0 to `found`. @returns how many.
 */
export function screen<P extends Penalty>(
  t: Terms,
  penalty: P,
  before: usize,
  ratio: f64,
  inside: usize,
  found: usize,
): i32 {
  let count = 0;
  for (let j = 0; j < t.count; ++j) {
    const at = (<usize>j) << 3;
    const now = load<f64>(t.u + at);
    const guess = now + ratio * (now - load<f64>(before + at));
    const kink = penalty.kink(load<f64>(t.penaltyFactor + at));
    if (max(abs(guess), abs(now)) <= kink || load<i32>(inside + ((<usize>j) << 2)) >= 0) continue;
    const up = load<f64>(t.upper + at) > 0 ? max(guess, now) : 0;
    const down = load<f64>(t.lower + at) < 0 ? -min(guess, now) : 0;
    if (max(up, down) <= kink) continue;
    store<i32>(found + ((<usize>count) << 2), j);
    ++count;
  }
  return count;
}
