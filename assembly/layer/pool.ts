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
  @inline visit(t: Window, at: usize, out: usize, _channel: usize, count: i32): void {
    let top = v128.load(t.x + at);
    for (let i = t.fromRow, a = t.x + at; i < t.toRow; i++, a += t.line())
      for (let j = t.fromCol, b = a; j < t.toCol; j++, b += t.pixel())
        top = v128.pmax<Real>(top, v128.load(b));
    Reals.put(t.y + out, top, count);
  }
}

@unmanaged
class LargestBack extends Step {
  @inline visit(t: Window, at: usize, out: usize, _channel: usize, count: i32): void {
    const top = v128.load(t.y + out);
    const d = v128.load(t.dy + out);
    let taken = v128.splat<Real>(0);
    for (let i = t.fromRow, a = at; i < t.toRow; i++, a += t.line())
      for (let j = t.fromCol, b = a; j < t.toCol; j++, b += t.pixel()) {
        const first = v128.andnot(v128.eq<Real>(v128.load(t.x + b), top), taken);
        const sum = v128.add<Real>(v128.load(t.dx + b), v128.and(d, first));
        Reals.put(t.dx + b, sum, count);
        taken = v128.or(taken, first);
      }
  }
}

@unmanaged
class Mean extends Step {
  @inline visit(t: Window, at: usize, out: usize, _channel: usize, count: i32): void {
    let sum = v128.splat<Real>(0);
    for (let i = t.fromRow, a = t.x + at; i < t.toRow; i++, a += t.line())
      for (let j = t.fromCol, b = a; j < t.toCol; j++, b += t.pixel())
        sum = v128.add<Real>(sum, v128.load(b));
    Reals.put(t.y + out, v128.mul<Real>(sum, Share.of(t)), count);
  }
}

@unmanaged
class MeanBack extends Step {
  @inline visit(t: Window, at: usize, out: usize, _channel: usize, count: i32): void {
    const d = v128.mul<Real>(v128.load(t.dy + out), Share.of(t));
    for (let i = t.fromRow, a = t.dx + at; i < t.toRow; i++, a += t.line())
      for (let j = t.fromCol, b = a; j < t.toCol; j++, b += t.pixel())
        Reals.put(b, v128.add<Real>(v128.load(b), d), count);
  }
}

abstract class Share {
  /** 1 ÷ the numbers that a window sees. */
  @inline static of(t: Window): v128 {
    return v128.splat<Real>(<Real>(1 / <f64>((t.toRow - t.fromRow) * (t.toCol - t.fromCol))));
  }
}
