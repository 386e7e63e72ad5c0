import { Product } from '../blas/gemm';
import { ADD, RELU } from '../blas/gemmMicro';
import { Reals, SIZE } from '../math/reals';
import { Window } from './window';

/**
 * Convolution y = x ∗ w + b of images, one after the other, as products of what windows see with the
 * weights: kernelHeight · kernelWidth · channels × filters. No copies are made of what windows see:
 * rows of a product are listed by where they begin in the image.
 *
 * Dukhan (2019), arXiv:1907.02129: the indirect convolution algorithm.
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
  /** Room for i32: where windows begin, and where their numbers lie behind that. */
  places: usize;
  terms: usize;
  /** Room for an image with the zeros around it; 0 where windows look at the image alone. */
  bordered: usize;
  /** Its size, that of the image where there is no border. */
  fullHeight: i32;
  fullWidth: i32;

  @inline countPlaces(): i32 {
    return this.outHeight * this.outWidth;
  }
  /** Contiguous numbers of a window: those of one of its rows. */
  @inline run(): i32 {
    return this.kernelWidth * this.channels;
  }
  /** Bytes of a row of the image with its border. */
  @inline fullLine(): usize {
    return <usize>this.fullWidth * this.pixel();
  }
  /** The numbers of image n in y or dy. */
  @inline outputs(n: i32): usize {
    return <usize>n * Reals.bytes(this.countPlaces() * this.filters);
  }
}

export function convForward(t: Conv): void {
  Lists.places(t);
  const run = t.run();
  const jump = t.fullLine() - Reals.bytes(run);
  for (let n = 0; n < t.batch; n++)
    Product.in(t.work, t.countPlaces(), t.filters, t.kernelHeight * run)
      .listed(Image.input(t, n), t.places, SIZE, run, jump)
      .right(t.w)
      .plus(t.b, t.relu ? RELU : 0)
      .into(t.y + t.outputs(n));
}

/** dw = Σ over all places of what a window sees · dyᵀ */
export function convFilters(t: Conv): void {
  Lists.terms(t);
  const step = <usize>t.strideWidth * t.pixel();
  const jump = <usize>t.strideHeight * t.fullLine() - <usize>t.outWidth * step;
  for (let n = 0; n < t.batch; n++)
    Product.in(t.work, t.kernelHeight * t.run(), t.filters, t.countPlaces())
      .listed(Image.input(t, n), t.terms, step, t.outWidth, jump)
      .right(t.dy + t.outputs(n))
      .plus(0, n > 0 ? ADD : 0)
      .into(t.dw);
}

/** dx = Σ of dy wᵀ over the windows that see a pixel, one row of the window after the other. */
export function convInput(t: Conv): void {
  Lists.places(t);
  const run = t.run();
  for (let n = 0; n < t.batch; n++) {
    const image = t.bordered ? t.bordered : t.dx + Image.at(t, n);
    memory.fill(image, 0, <usize>t.fullHeight * t.fullLine());
    for (let i = 0; i < t.kernelHeight; i++)
      Product.in(t.work, t.countPlaces(), run, t.filters)
        .left(t.dy + t.outputs(n))
        .right(t.w + Reals.bytes(i * run * t.filters), true)
        .plus(0, ADD)
        .into(image + <usize>i * t.fullLine(), t.places);
    if (t.bordered) Image.copy(t, Image.inside(t), t.fullLine(), t.dx + Image.at(t, n), t.line());
  }
}

/** Distances in bytes. */
abstract class Lists {
  /** Where each window begins in an image with its border. */
  static places(t: Conv): void {
    let to = t.places;
    for (let i = 0; i < t.outHeight; i++)
      for (let j = 0; j < t.outWidth; j++, to += 4) {
        const row = <usize>(i * t.strideHeight) * t.fullLine();
        store<u32>(to, <u32>(row + <usize>(j * t.strideWidth) * t.pixel()));
      }
  }

  /** Where each number of a window lies behind its first. */
  static terms(t: Conv): void {
    let to = t.terms;
    for (let i = 0; i < t.kernelHeight; i++)
      for (let j = 0; j < t.run(); j++, to += 4)
        store<u32>(to, <u32>(<usize>i * t.fullLine() + Reals.bytes(j)));
  }
}

abstract class Image {
  /** Bytes from the first image to image n. */
  @inline static at(t: Conv, n: i32): usize {
    return <usize>(n * t.height) * t.line();
  }

  /** Where an image lies inside its border. */
  @inline static inside(t: Conv): usize {
    return t.bordered + <usize>t.top * t.fullLine() + <usize>t.left * t.pixel();
  }

  /** Image n of x, with its border where it has one. */
  static input(t: Conv, n: i32): usize {
    const image = t.x + Image.at(t, n);
    if (!t.bordered) return image;
    memory.fill(t.bordered, 0, <usize>t.fullHeight * t.fullLine());
    Image.copy(t, image, t.line(), Image.inside(t), t.fullLine());
    return t.bordered;
  }

  /** The rows of an image, whose distances are given. */
  static copy(t: Conv, from: usize, fromRow: usize, to: usize, toRow: usize): void {
    for (let i = 0; i < t.height; i++, from += fromRow, to += toRow)
      memory.copy(to, from, t.line());
  }
}
