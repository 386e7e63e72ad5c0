/** What plugins do to gradient descent, number by number, on a loss with this gradient. */
export type Gradient = (w: readonly number[]) => number[];

const along = (w: readonly number[], step: number, g: readonly number[]) =>
  w.map((x, j) => x + step * g[j]!);

/** Foret et al. (2021), algorithm 1 with p = 2: the gradient at w + ρ g ÷ ‖g‖. */
export function sharpnessAware(gradient: Gradient, rho: number): Gradient {
  return (w) => {
    const g = gradient(w);
    return gradient(along(w, rho / Math.hypot(...g), g));
  };
}

/** ∇(L + μ ‖∇L‖²) = g + 2 μ H g, with H g by central differences. */
export function gradientNormPenalized(gradient: Gradient, mu: number): Gradient {
  const h = 1e-5;
  return (w) => {
    const g = gradient(w);
    const [above, below] = [gradient(along(w, h, g)), gradient(along(w, -h, g))];
    return g.map((slope, j) => slope + (2 * mu * (above[j]! - below[j]!)) / (2 * h));
  };
}

/** The weights after each step of gradient descent; `rate` of step t = 1, 2, … */
export function descent(
  gradient: Gradient,
  begin: readonly number[],
  steps: number,
  rate: (t: number) => number,
): number[][] {
  const path: number[][] = [];
  let w = [...begin];
  for (let t = 1; t <= steps; t++) {
    w = along(w, -rate(t), gradient(w));
    path.push(w);
  }
  return path;
}

/**
 * m ← d m + (1 − d) w along a path, from where it begins; d is at most (1 + k) ÷ (10 + k) after k
 * earlier updates, as TensorFlow's ExponentialMovingAverage has it with num_updates.
 */
export function runningMean(
  begin: readonly number[],
  path: readonly (readonly number[])[],
  decay: number,
): number[] {
  let mean = [...begin];
  path.forEach((w, k) => {
    const d = Math.min(decay, (1 + k) / (10 + k));
    mean = mean.map((m, j) => d * m + (1 - d) * w[j]!);
  });
  return mean;
}

/** The mean of some weights. */
export function plainMean(path: readonly (readonly number[])[]): number[] {
  return path[0]!.map((_, j) => path.reduce((sum, w) => sum + w[j]!, 0) / path.length);
}
