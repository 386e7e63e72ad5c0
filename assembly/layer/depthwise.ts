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

abstract class Weights {
  /** Bytes from the first pixel of the window to another, in the weights. */
  @inline static to(t: Window, i: i32, j: i32): usize {
    return <usize>(i * t.kernelWidth + j) * t.pixel();
  }
}

@unmanaged
class Forward extends Step {
  @inline visit(t: Window, at: usize, out: usize, channel: usize, count: i32): void {
    const d = changetype<Depthwise>(t);
    const w = d.w + channel;
    let sum = d.b ? v128.load(d.b + channel) : v128.splat<Real>(0);
    for (let i = t.fromRow, a = t.x + at; i < t.toRow; i++, a += t.line())
      for (let j = t.fromCol, b = a; j < t.toCol; j++, b += t.pixel())
        sum = Reals.madd(sum, v128.load(b), v128.load(w + Weights.to(t, i, j)));
    Reals.put(t.y + out, sum, count);
  }
}

@unmanaged
class Input extends Step {
  @inline visit(t: Window, at: usize, out: usize, channel: usize, count: i32): void {
    const w = changetype<Depthwise>(t).w + channel;
    const slope = v128.load(t.dy + out);
    for (let i = t.fromRow, a = t.dx + at; i < t.toRow; i++, a += t.line())
      for (let j = t.fromCol, b = a; j < t.toCol; j++, b += t.pixel())
        Reals.put(b, Reals.madd(v128.load(b), slope, v128.load(w + Weights.to(t, i, j))), count);
  }
}

@unmanaged
class Filters extends Step {
  @inline visit(t: Window, at: usize, out: usize, channel: usize, count: i32): void {
    const dw = changetype<Depthwise>(t).dw + channel;
    const slope = v128.load(t.dy + out);
    for (let i = t.fromRow, a = t.x + at; i < t.toRow; i++, a += t.line())
      for (let j = t.fromCol, b = a; j < t.toCol; j++, b += t.pixel()) {
        const to = dw + Weights.to(t, i, j);
        Reals.put(to, Reals.madd(v128.load(to), slope, v128.load(b)), count);
      }
  }
}
