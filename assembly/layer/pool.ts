import { Real, Reals } from '../math/reals';
import { Step, slide, Window } from './window';

/** y = the largest number that a window sees, in each channel. */
export function maxPoolForward(t: Window): void {
  slide(t, changetype<Largest>(0));
}

/** dx = Σ dy of the windows in which a number is the first of the largest. */
export function maxPoolBackward(t: Window): void {
  t.clearInput();
  slide(t, changetype<LargestBack>(0));
}

/** y = the mean of what a window sees, in each channel. */
export function meanPoolForward(t: Window): void {
  slide(t, changetype<Mean>(0));
}

/** dx = Σ dy ÷ size of the windows that see a number. */
export function meanPoolBackward(t: Window): void {
  t.clearInput();
  slide(t, changetype<MeanBack>(0));
}

@unmanaged
class Largest extends Step {
  @inline begin(t: Window, at: usize, _out: usize, _channel: usize, _seen: i32): v128 {
    return v128.load(t.x + at);
  }
  @inline next(t: Window, top: v128, at: usize, _own: usize, _out: usize, _count: i32): v128 {
    return v128.pmax<Real>(top, v128.load(t.x + at));
  }
  @inline end(t: Window, top: v128, out: usize, _seen: i32, count: i32): void {
    Reals.put(t.y + out, top, count);
  }
}

/** The sum is of the lanes whose largest number was met. */
@unmanaged
class LargestBack extends Step {
  @inline begin(_t: Window, _at: usize, _out: usize, _channel: usize, _seen: i32): v128 {
    return v128.splat<Real>(0);
  }
  @inline next(t: Window, taken: v128, at: usize, _own: usize, out: usize, count: i32): v128 {
    const isTop = v128.eq<Real>(v128.load(t.x + at), v128.load(t.y + out));
    const first = v128.andnot(isTop, taken);
    const d = v128.and(v128.load(t.dy + out), first);
    Reals.put(t.dx + at, v128.add<Real>(v128.load(t.dx + at), d), count);
    return v128.or(taken, first);
  }
  @inline end(_t: Window, _sum: v128, _out: usize, _seen: i32, _count: i32): void {}
}

@unmanaged
class Mean extends Step {
  @inline begin(_t: Window, _at: usize, _out: usize, _channel: usize, _seen: i32): v128 {
    return v128.splat<Real>(0);
  }
  @inline next(t: Window, sum: v128, at: usize, _own: usize, _out: usize, _count: i32): v128 {
    return v128.add<Real>(sum, v128.load(t.x + at));
  }
  @inline end(t: Window, sum: v128, out: usize, seen: i32, count: i32): void {
    Reals.put(t.y + out, v128.mul<Real>(sum, Share.of(seen)), count);
  }
}

@unmanaged
class MeanBack extends Step {
  @inline begin(t: Window, _at: usize, out: usize, _channel: usize, seen: i32): v128 {
    return v128.mul<Real>(v128.load(t.dy + out), Share.of(seen));
  }
  @inline next(t: Window, d: v128, at: usize, _own: usize, _out: usize, count: i32): v128 {
    Reals.put(t.dx + at, v128.add<Real>(v128.load(t.dx + at), d), count);
    return d;
  }
  @inline end(_t: Window, _sum: v128, _out: usize, _seen: i32, _count: i32): void {}
}

abstract class Share {
  /** 1 ÷ the numbers that a window sees. */
  @inline static of(seen: i32): v128 {
    return v128.splat<Real>(<Real>(1 / <f64>seen));
  }
}
