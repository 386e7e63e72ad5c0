/** Convolution, depthwise convolution and pools by their sums, number by number, for one image. */

export interface Geometry {
  readonly image: readonly [height: number, width: number, channels: number];
  readonly kernel: readonly [height: number, width: number];
  readonly stride: readonly [height: number, width: number];
  readonly before: readonly [top: number, left: number];
  readonly out: readonly [height: number, width: number];
}

/** Σ w x over windows: x as height × width × channels, w as height × width × channels × filters. */
export function convolution(
  { image, kernel, stride, before, out }: Geometry,
  filters: number,
  x: ArrayLike<number>,
  w: ArrayLike<number>,
  b: ArrayLike<number>,
): number[] {
  const [height, width, channels] = image;
  const y: number[] = [];
  for (let i = 0; i < out[0]; i++)
    for (let j = 0; j < out[1]; j++)
      for (let f = 0; f < filters; f++) {
        let sum = b[f]!;
        for (let k = 0; k < kernel[0]; k++)
          for (let l = 0; l < kernel[1]; l++) {
            const row = i * stride[0] - before[0] + k;
            const col = j * stride[1] - before[1] + l;
            if (row < 0 || row >= height || col < 0 || col >= width) continue;
            for (let c = 0; c < channels; c++)
              sum +=
                x[(row * width + col) * channels + c]! *
                w[((k * kernel[1] + l) * channels + c) * filters + f]!;
          }
        y.push(sum);
      }
  return y;
}
