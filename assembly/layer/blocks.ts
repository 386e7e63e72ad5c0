import { Real, Reals, SIZE } from '../math/reals';

/**
 * Factors of images, batch × height × width × channels: 0 in the size × size pixels from each seed
 * that is 0, elsewhere the number of factors of the image ÷ that of its factors that are not 0. Seeds:
 * batch × (height − size + 1) × (width − size + 1) × channels.
 *
 * Ghiasi, Lin, Le (2018), NeurIPS, algorithm 1.
 */
@unmanaged
export class Blocks {
  batch: i32;
  height: i32;
  width: i32;
  channels: i32;
  size: i32;
  seeds: usize;
  factors: usize;
}

export function blockFactors(t: Blocks): void {
  const count = t.height * t.width * t.channels;
  const rows = t.height - t.size + 1;
  const cols = t.width - t.size + 1;
  let seed = t.seeds;
  for (let n = 0, image = t.factors; n < t.batch; n++, image += Reals.bytes(count)) {
    for (let i = 0; i < count; i++) store<Real>(image + Reals.bytes(i), 1);
    for (let i = 0; i < rows; i++)
      for (let j = 0; j < cols; j++)
        for (let c = 0; c < t.channels; c++, seed += SIZE)
          if (load<Real>(seed) == 0)
            Block.clear(t, image + Reals.bytes((i * t.width + j) * t.channels + c));
    Block.scale(image, count);
  }
}

abstract class Block {
  /** The pixels of a block, in one channel. */
  static clear(t: Blocks, at: usize): void {
    for (let i = 0; i < t.size; i++)
      for (let j = 0; j < t.size; j++)
        store<Real>(at + Reals.bytes((i * t.width + j) * t.channels), 0);
  }

  static scale(factors: usize, count: i32): void {
    let kept = 0;
    for (let i = 0; i < count; i++) if (load<Real>(factors + Reals.bytes(i)) > 0) kept++;
    const value = <Real>(<f64>count / <f64>max(kept, 1));
    for (let i = 0; i < count; i++) {
      const at = factors + Reals.bytes(i);
      store<Real>(at, load<Real>(at) * value);
    }
  }
}
