/** What windows over one image see, channel by channel, by plain loops. */

/** The numbers that a window sees, for each place and channel in the output's order. */
export function windows(
  [height, width, channels]: readonly [number, number, number],
  kernel: readonly [height: number, width: number],
  stride: readonly [height: number, width: number],
  x: ArrayLike<number>,
): number[][] {
  const seen: number[][] = [];
  for (let i = 0; i + kernel[0] <= height; i += stride[0])
    for (let j = 0; j + kernel[1] <= width; j += stride[1])
      for (let c = 0; c < channels; c++) {
        const numbers: number[] = [];
        for (let k = 0; k < kernel[0]; k++)
          for (let l = 0; l < kernel[1]; l++)
            numbers.push(x[((i + k) * width + j + l) * channels + c]!);
        seen.push(numbers);
      }
  return seen;
}
