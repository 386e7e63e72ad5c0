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
  /** The part of a window that lies inside the image, which `slide` writes. */
  fromRow: i32;
  toRow: i32;
  fromCol: i32;
  toCol: i32;

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
   * The first pixel seen lies `at` bytes into x, the place `out` bytes into y; `channel` bytes into a
   * pixel there are `count` more channels.
   */
  abstract visit(t: Window, at: usize, out: usize, channel: usize, count: i32): void;
}

/** Visits all places in their order: image by image, row by row. */
export function slide<S extends Step>(t: Window, step: S): void {
  const pixel = t.pixel();
  const line = t.line();
  let out: usize = 0;
  let image: usize = 0;
  for (let n = 0; n < t.batch; n++) {
    for (let i = 0; i < t.outHeight; i++) {
      const row = i * t.strideHeight - t.top;
      t.fromRow = max(0, -row);
      t.toRow = min(t.kernelHeight, t.height - row);
      for (let j = 0; j < t.outWidth; j++) {
        const col = j * t.strideWidth - t.left;
        t.fromCol = max(0, -col);
        t.toCol = min(t.kernelWidth, t.width - col);
        const at = image + <usize>(row + t.fromRow) * line + <usize>(col + t.fromCol) * pixel;
        for (let k = 0, c: usize = 0; k < t.channels; k += LANES, c += VECTOR)
          step.visit(t, at + c, out + c, c, t.channels - k);
        out += pixel;
      }
    }
    image += <usize>t.height * line;
  }
}
