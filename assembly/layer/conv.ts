import { Product } from '../blas/gemm';
import { ADD, RELU } from '../blas/gemmMicro';
import { Reals } from '../math/reals';
import { Patches } from './patches';
import { Window } from './window';

/**
 * Convolution y = x ∗ w + b of images, as products of patches with the weights: kernelHeight ·
 * kernelWidth · channels × filters. Patches are made for some rows of one image at a time, so that
 * sums have one order however images are grouped.
 */
@unmanaged
export class Conv extends Window {
  filters: i32;
  /** 1 for max(y, 0). */
  relu: i32;
  w: usize;
  /** 0 where nothing is added. */
  b: usize;
  dw: usize;
  /** The workspace of products. */
  work: usize;
  /** Room for the patches of `rows` rows of the output. */
  patches: usize;
  rows: i32;
}

export function convForward(t: Conv): void {
  for (let n = 0; n < t.batch; n++)
    for (let i = 0; i < t.outHeight; i += t.rows) {
      const rows = min(t.rows, t.outHeight - i);
      Block.product(t, rows, t.filters, Patches.terms(t))
        .left(Block.patches(t, n, i, rows))
        .right(t.w)
        .plus(t.b, t.relu ? RELU : 0)
        .into(t.y + Block.place(t, n, i));
    }
}

/** dw = Σ patchesᵀ dy */
export function convFilters(t: Conv): void {
  const terms = Patches.terms(t);
  let flags = 0;
  for (let n = 0; n < t.batch; n++)
    for (let i = 0; i < t.outHeight; i += t.rows) {
      const rows = min(t.rows, t.outHeight - i);
      Product.in(t.work, terms, t.filters, rows * t.outWidth)
        .left(Block.patches(t, n, i, rows), true)
        .right(t.dy + Block.place(t, n, i))
        .plus(0, flags)
        .into(t.dw);
      flags = ADD;
    }
}

/** dx = Σ of dy wᵀ over the patches that hold a pixel. */
export function convInput(t: Conv): void {
  const isPlain = Block.isPlain(t);
  if (!isPlain) t.clearInput();
  for (let n = 0; n < t.batch; n++)
    for (let i = 0; i < t.outHeight; i += t.rows) {
      const rows = min(t.rows, t.outHeight - i);
      const image = t.dx + <usize>(n * t.height) * t.line();
      const to = isPlain ? image + <usize>i * t.line() : t.patches;
      Block.product(t, rows, Patches.terms(t), t.filters)
        .left(t.dy + Block.place(t, n, i))
        .right(t.w, true)
        .into(to);
      if (!isPlain) Patches.scatter(t, to, i, rows, image);
    }
}

/** Some rows of the output of one image. */
abstract class Block {
  @inline static product(t: Conv, rows: i32, n: i32, k: i32): Product {
    return Product.in(t.work, rows * t.outWidth, n, k);
  }

  /** Bytes from the first place of the batch to row i of image n. */
  @inline static place(t: Conv, n: i32, i: i32): usize {
    return <usize>((n * t.outHeight + i) * t.outWidth) * Reals.bytes(t.filters);
  }

  /** Whether a window sees one pixel and none is left out: then images are their patches. */
  @inline static isPlain(t: Conv): bool {
    return t.kernelHeight * t.kernelWidth * t.strideHeight * t.strideWidth == 1;
  }

  /** Where the patches of rows i … lie. */
  @inline static patches(t: Conv, n: i32, i: i32, rows: i32): usize {
    const image = t.x + <usize>(n * t.height) * t.line();
    if (Block.isPlain(t)) return image + <usize>i * t.line();
    Patches.gather(t, image, i, rows, t.patches);
    return t.patches;
  }
}
