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

/** Kingma and Ba (2015), section 3: the running mean m ← d m + (1 − d) w from 0, over 1 − d^t. */
export function runningMean(path: readonly (readonly number[])[], decay: number): number[] {
  let mean = path[0]!.map(() => 0);
  for (const w of path) mean = mean.map((m, j) => decay * m + (1 - decay) * w[j]!);
  return mean.map((m) => m / (1 - decay ** path.length));
}

/** The mean of some weights. */
export function plainMean(path: readonly (readonly number[])[]): number[] {
  return path[0]!.map((_, j) => path.reduce((sum, w) => sum + w[j]!, 0) / path.length);
}
