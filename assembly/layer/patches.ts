import { Real, Reals, VECTOR } from '../math/reals';
import { Window } from './window';

/**
 * What windows see, laid side by side: a row of kernelHeight · kernelWidth · channels numbers for each
 * place, zeros where a window looks past the image.
 *
 * Chellapilla, Puri, Simard (2006), IWFHR, section 4.
 */
export abstract class Patches {
  /** Numbers of a row. */
  @inline static terms(t: Window): i32 {
    return t.kernelHeight * t.kernelWidth * t.channels;
  }

  /** Rows of the places in rows i … i + rows − 1 of the output, from the image at x. */
  static gather(t: Window, x: usize, i: i32, rows: i32, to: usize): void {
    const run = <usize>t.kernelWidth * t.pixel();
    for (const end = i + rows; i < end; i++)
      for (let j = 0; j < t.outWidth; j++)
        for (let k = 0; k < t.kernelHeight; k++) {
          const row = i * t.strideHeight - t.top + k;
          if (row < 0 || row >= t.height) Patches.zero(to, run);
          else Patches.copy(t, x + <usize>row * t.line(), j, to);
          to += run;
        }
  }

  /** Adds rows to the pixels of the image at x that they were taken from. */
  static scatter(t: Window, from: usize, i: i32, rows: i32, x: usize): void {
    const run = <usize>t.kernelWidth * t.pixel();
    for (const end = i + rows; i < end; i++)
      for (let j = 0; j < t.outWidth; j++)
        for (let k = 0; k < t.kernelHeight; k++) {
          const row = i * t.strideHeight - t.top + k;
          if (row >= 0 && row < t.height) Patches.add(t, from, j, x + <usize>row * t.line());
          from += run;
        }
  }

  /** Part of a row: one row of the window at column j of the output. */
  @inline private static copy(t: Window, line: usize, j: i32, to: usize): void {
    const col = j * t.strideWidth - t.left;
    const first = max(0, -col);
    const last = min(t.kernelWidth, t.width - col);
    const pixel = t.pixel();
    // whole vectors: what is written past the end is overwritten by what follows
    if (first > 0) Patches.zero(to, <usize>first * pixel);
    const end = to + <usize>last * pixel;
    let from = line + <usize>(col + first) * pixel;
    for (let at = to + <usize>first * pixel; at < end; at += VECTOR, from += VECTOR)
      v128.store(at, v128.load(from));
    if (last < t.kernelWidth) Patches.zero(end, <usize>(t.kernelWidth - last) * pixel);
  }

  @inline private static add(t: Window, from: usize, j: i32, line: usize): void {
    const col = j * t.strideWidth - t.left;
    const first = max(0, -col);
    let count = (min(t.kernelWidth, t.width - col) - first) * t.channels;
    const pixel = t.pixel();
    from += <usize>first * pixel;
    for (let to = line + <usize>(col + first) * pixel; count > 0; to += VECTOR) {
      Reals.put(to, v128.add<Real>(v128.load(to), v128.load(from)), count);
      count -= <i32>(VECTOR / sizeof<Real>());
      from += VECTOR;
    }
  }

  @inline private static zero(to: usize, bytes: usize): void {
    for (const end = to + bytes; to < end; to += VECTOR) v128.store(to, v128.splat<Real>(0));
  }
}
