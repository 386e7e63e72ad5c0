import { Real, Reals } from '../math/reals';
import { Step, slide, Window } from './window';

/** A convolution of each channel by itself: y_c = Σ x_c w_c + b_c; w: kernel × channels. */
@unmanaged
export class Depthwise extends Window {
  w: usize;
  /** 0 where nothing is added. */
  b: usize;
  dw: usize;
}

export function depthwiseForward(t: Depthwise): void {
  slide(t, changetype<Forward>(0));
}

/** dx = Σ dy w over the windows that see a number. */
export function depthwiseInput(t: Depthwise): void {
  t.clearInput();
  slide(t, changetype<Input>(0));
}

/** dw = Σ dy x over all places. */
export function depthwiseFilters(t: Depthwise): void {
  memory.fill(t.dw, 0, <usize>(t.kernelHeight * t.kernelWidth) * t.pixel());
  slide(t, changetype<Filters>(0));
}

@unmanaged
class Forward extends Step {
  @inline begin(t: Window, _at: usize, _out: usize, channel: usize, _seen: i32): v128 {
    const b = changetype<Depthwise>(t).b;
    return b ? v128.load(b + channel) : v128.splat<Real>(0);
  }
  @inline next(t: Window, sum: v128, at: usize, own: usize, _out: usize, _count: i32): v128 {
    return Reals.madd(sum, v128.load(t.x + at), v128.load(changetype<Depthwise>(t).w + own));
  }
  @inline end(t: Window, sum: v128, out: usize, _seen: i32, count: i32): void {
    Reals.put(t.y + out, sum, count);
  }
}

@unmanaged
class Input extends Step {
  @inline begin(t: Window, _at: usize, out: usize, _channel: usize, _seen: i32): v128 {
    return v128.load(t.dy + out);
  }
  @inline next(t: Window, slope: v128, at: usize, own: usize, _out: usize, count: i32): v128 {
    const w = v128.load(changetype<Depthwise>(t).w + own);
    Reals.put(t.dx + at, Reals.madd(v128.load(t.dx + at), slope, w), count);
    return slope;
  }
  @inline end(_t: Window, _sum: v128, _out: usize, _seen: i32, _count: i32): void {}
}

@unmanaged
class Filters extends Step {
  @inline begin(t: Window, _at: usize, out: usize, _channel: usize, _seen: i32): v128 {
    return v128.load(t.dy + out);
  }
  @inline next(t: Window, slope: v128, at: usize, own: usize, _out: usize, count: i32): v128 {
    const to = changetype<Depthwise>(t).dw + own;
    Reals.put(to, Reals.madd(v128.load(to), slope, v128.load(t.x + at)), count);
    return slope;
  }
  @inline end(_t: Window, _sum: v128, _out: usize, _seen: i32, _count: i32): void {}
}
