/**
 * Optimizers as they are published, number by number: each gets the weights and their gradient and returns
 * the next weights. PyTorch 2 computes the same (torch/optim, single-tensor functions), Keras 3 too
 * where its ε has the same place.
 */
export interface Twin {
  next(w: readonly number[], g: readonly number[], rate: number): number[];
}

interface Decay {
  readonly weightDecay?: number;
  readonly l2?: number;
}

interface Betas extends Decay {
  readonly betas?: readonly [number, number];
  readonly epsilon?: number;
}

/** Kingma and Ba (2015), algorithm 1; Loshchilov and Hutter (2019), algorithm 2. */
export function adam(options: Betas = {}): Twin {
  const { betas = [0.9, 0.999], epsilon = 1e-8, weightDecay = 0, l2 = 0 } = options;
  const [m, v] = [new Map<number, number>(), new Map<number, number>()];
  let t = 0;
  return {
    next: (w, g, rate) => {
      t++;
      return w.map((x, j) => {
        const slope = g[j]! + l2 * x;
        const mean = betas[0] * (m.get(j) ?? 0) + (1 - betas[0]) * slope;
        const square = betas[1] * (v.get(j) ?? 0) + (1 - betas[1]) * slope ** 2;
        m.set(j, mean);
        v.set(j, square);
        const [hat, power] = [mean / (1 - betas[0] ** t), square / (1 - betas[1] ** t)];
        return (1 - rate * weightDecay) * x - (rate * hat) / (Math.sqrt(power) + epsilon);
      });
    },
  };
}

/** Dozat (2016), algorithm 2, with the schedule of torch.optim.NAdam. */
export function nadam(options: Betas = {}): Twin {
  const { betas = [0.9, 0.999], epsilon = 1e-8, weightDecay = 0 } = options;
  const [m, v] = [new Map<number, number>(), new Map<number, number>()];
  const momentum = (t: number) => betas[0] * (1 - 0.5 * 0.96 ** (t * 0.004));
  let t = 0;
  let product = 1;
  return {
    next: (w, g, rate) => {
      t++;
      const [now, then] = [momentum(t), momentum(t + 1)];
      product *= now;
      return w.map((x, j) => {
        const mean = betas[0] * (m.get(j) ?? 0) + (1 - betas[0]) * g[j]!;
        const square = betas[1] * (v.get(j) ?? 0) + (1 - betas[1]) * g[j]! ** 2;
        m.set(j, mean);
        v.set(j, square);
        const size = Math.sqrt(square / (1 - betas[1] ** t)) + epsilon;
        const own = ((1 - now) * g[j]!) / (1 - product);
        const ahead = (then * mean) / (1 - product * then);
        return (1 - rate * weightDecay) * x - (rate * (own + ahead)) / size;
      });
    },
  };
}

/** You et al. (2020), algorithm 2: all weights are one parameter. */
export function lamb(options: Betas = {}): Twin {
  const { betas = [0.9, 0.999], epsilon = 1e-6, weightDecay = 0.01 } = options;
  const [m, v] = [new Map<number, number>(), new Map<number, number>()];
  let t = 0;
  return {
    next: (w, g, rate) => {
      t++;
      const u = w.map((x, j) => {
        const mean = betas[0] * (m.get(j) ?? 0) + (1 - betas[0]) * g[j]!;
        const square = betas[1] * (v.get(j) ?? 0) + (1 - betas[1]) * g[j]! ** 2;
        m.set(j, mean);
        v.set(j, square);
        const hat = mean / (1 - betas[0] ** t);
        return hat / (Math.sqrt(square / (1 - betas[1] ** t)) + epsilon) + weightDecay * x;
      });
      const [size, length] = [Math.hypot(...w), Math.hypot(...u)];
      const ratio = size > 0 && length > 0 ? size / length : 1;
      return w.map((x, j) => x - rate * ratio * u[j]!);
    },
  };
}

/** Tieleman and Hinton (2012), lecture 6e, with momentum as in torch.optim.RMSprop. */
export function rmsprop(options: {
  rho?: number;
  momentum?: number;
  epsilon?: number;
  weightDecay?: number;
}): Twin {
  const { rho = 0.9, momentum = 0, epsilon = 1e-8, weightDecay = 0 } = options;
  const [v, b] = [new Map<number, number>(), new Map<number, number>()];
  return {
    next: (w, g, rate) =>
      w.map((x, j) => {
        const square = rho * (v.get(j) ?? 0) + (1 - rho) * g[j]! ** 2;
        const speed = momentum * (b.get(j) ?? 0) + g[j]! / (Math.sqrt(square) + epsilon);
        v.set(j, square);
        b.set(j, speed);
        return (1 - rate * weightDecay) * x - rate * speed;
      }),
  };
}

/** Duchi, Hazan, Singer (2011), figure 1. */
export function adagrad({ epsilon = 1e-10, weightDecay = 0 } = {}): Twin {
  const sums = new Map<number, number>();
  return {
    next: (w, g, rate) =>
      w.map((x, j) => {
        const sum = (sums.get(j) ?? 0) + g[j]! ** 2;
        sums.set(j, sum);
        return (1 - rate * weightDecay) * x - (rate * g[j]!) / (Math.sqrt(sum) + epsilon);
      }),
  };
}

/** Chen et al. (2023), algorithm 2. */
export function lion(options: Betas = {}): Twin {
  const { betas = [0.9, 0.99], weightDecay = 0 } = options;
  const m = new Map<number, number>();
  return {
    next: (w, g, rate) =>
      w.map((x, j) => {
        const mean = m.get(j) ?? 0;
        m.set(j, betas[1] * mean + (1 - betas[1]) * g[j]!);
        const sign = Math.sign(betas[0] * mean + (1 - betas[0]) * g[j]!);
        return (1 - rate * weightDecay) * x - rate * sign;
      }),
  };
}

/** Sutskever, Martens, Dahl, Hinton (2013), section 2, as torch.optim.SGD. */
export function sgd(options: {
  momentum?: number;
  nesterov?: boolean;
  weightDecay?: number;
}): Twin {
  const { momentum = 0, nesterov = false, weightDecay = 0 } = options;
  const v = new Map<number, number>();
  return {
    next: (w, g, rate) =>
      w.map((x, j) => {
        const speed = momentum * (v.get(j) ?? 0) + g[j]!;
        v.set(j, speed);
        const move = nesterov ? g[j]! + momentum * speed : speed;
        return (1 - rate * weightDecay) * x - rate * move;
      }),
  };
}
