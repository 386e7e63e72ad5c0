import { LANES, Reals, VECTOR } from '../math/reals';

/**
 * A window that slides over images, batch × height × width × channels, and sees kernelHeight ×
 * kernelWidth pixels for each of outHeight × outWidth places; `top` rows and `left` columns of zeros
 * stand around. Sequences are images of height 1.
 */
@unmanaged
export class Window {
  batch: i32;
  height: i32;
  width: i32;
  channels: i32;
  kernelHeight: i32;
  kernelWidth: i32;
  strideHeight: i32;
  strideWidth: i32;
  top: i32;
  left: i32;
  outHeight: i32;
  outWidth: i32;
  x: usize;
  y: usize;
  /** Gradients by y and x. */
  dy: usize;
  dx: usize;
  /** Bytes of a pixel, and of a row of the image. */
  @inline pixel(): usize {
    return Reals.bytes(this.channels);
  }
  @inline line(): usize {
    return <usize>this.width * this.pixel();
  }

  /** dx ← 0 */
  clearInput(): void {
    memory.fill(this.dx, 0, <usize>(this.batch * this.height) * this.line());
  }
}

/** What is done at each place of a window, to up to a vector of channels at once. */
@unmanaged
export abstract class Step {
  /**
   * What the place `out` bytes into y begins with; it sees `seen` pixels, the first of which lies `at`
   * bytes into x, and stands `channel` bytes into a pixel.
   */
  abstract begin(t: Window, at: usize, out: usize, channel: usize, seen: i32): v128;
  /** What a pixel `at` bytes into x makes of that; `own` bytes from the window's first; `count` channels. */
  abstract next(t: Window, sum: v128, at: usize, own: usize, out: usize, count: i32): v128;
  /** What is left after the last pixel. */
  abstract end(t: Window, sum: v128, out: usize, seen: i32, count: i32): void;
}

/** Visits all places in their order: image by image, row by row. */
export function slide<S extends Step>(t: Window, step: S): void {
  const pixel = t.pixel();
  const line = t.line();
  const channels = t.channels;
  let out: usize = 0;
  for (let n = 0; n < t.batch; n++)
    for (let i = 0; i < t.outHeight; i++) {
      const row = i * t.strideHeight - t.top;
      const fromRow = max(0, -row);
      const rows = min(t.kernelHeight, t.height - row) - fromRow;
      const begin = <usize>(n * t.height + row + fromRow) * line;
      for (let j = 0; j < t.outWidth; j++, out += pixel) {
        const col = j * t.strideWidth - t.left;
        const fromCol = max(0, -col);
        const cols = min(t.kernelWidth, t.width - col) - fromCol;
        const at = begin + <usize>(col + fromCol) * pixel;
        const own = <usize>(fromRow * t.kernelWidth + fromCol) * pixel;
        for (let k = 0, c: usize = 0; k < channels; k += LANES, c += VECTOR) {
          const left = channels - k;
          const begun = step.begin(t, at + c, out + c, c, rows * cols);
          const sum =
            rows == 2 && cols == 2
              ? four(t, step, begun, at + c, own + c, out + c, left)
              : all(t, step, begun, at + c, own + c, out + c, left, rows, cols);
          step.end(t, sum, out + c, rows * cols, left);
        }
      }
    }
}

/** Rows × cols pixels from the one `at` bytes into x. */
function all<S extends Step>(
  t: Window,
  step: S,
  sum: v128,
  at: usize,
  own: usize,
  out: usize,
  count: i32,
  rows: i32,
  cols: i32,
): v128 {
  const pixel = t.pixel();
  for (let a = 0; a < rows; a++) {
    for (let b = 0, p: usize = 0; b < cols; b++, p += pixel)
      sum = step.next(t, sum, at + p, own + p, out, count);
    at += t.line();
    own += <usize>t.kernelWidth * pixel;
  }
  return sum;
}

/** The same of 2 × 2 pixels: the loops would cost as much as what is done in them. */
function four<S extends Step>(
  t: Window,
  step: S,
  sum: v128,
  at: usize,
  own: usize,
  out: usize,
  count: i32,
): v128 {
  const pixel = t.pixel();
  const line = t.line();
  const next = own + <usize>t.kernelWidth * pixel;
  sum = step.next(t, sum, at, own, out, count);
  sum = step.next(t, sum, at + pixel, own + pixel, out, count);
  sum = step.next(t, sum, at + line, next, out, count);
  return step.next(t, sum, at + line + pixel, next + pixel, out, count);
}
