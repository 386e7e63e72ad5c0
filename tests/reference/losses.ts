/** Losses of networks as they are written in the papers: of one sample, by its outputs z. */

/** The loss of one sample and its gradient by the outputs. */
export interface SampleLoss {
  value(z: readonly number[], t: readonly number[]): number;
  gradient(z: readonly number[], t: readonly number[]): number[];
}

/** Σ_k ℓ(z_k, t_k) */
function summed(
  value: (z: number, y: number) => number,
  slope: (z: number, y: number) => number,
): SampleLoss {
  return {
    value: (z, t) => z.reduce((sum, one, k) => sum + value(one, t[k]!), 0),
    gradient: (z, t) => z.map((one, k) => slope(one, t[k]!)),
  };
}

const sigma = (z: number) => 1 / (1 + Math.exp(-z));
const logSigma = (z: number) => Math.min(z, 0) - Math.log1p(Math.exp(-Math.abs(z)));

export const squared = summed(
  (z, y) => (y - z) ** 2 / 2,
  (z, y) => z - y,
);
export const absolute = summed(
  (z, y) => Math.abs(y - z),
  (z, y) => Math.sign(z - y),
);
export const logistic = summed(
  (z, y) => -y * logSigma(z) - (1 - y) * logSigma(-z),
  (z, y) => sigma(z) - y,
);
export const counts = summed(
  (z, y) => Math.exp(z) - y * z,
  (z, y) => Math.exp(z) - y,
);

/** Huber (1964). */
export function robust(delta: number): SampleLoss {
  const far = (z: number, y: number) => Math.abs(z - y) > delta;
  return summed(
    (z, y) => (far(z, y) ? delta * (Math.abs(z - y) - delta / 2) : (z - y) ** 2 / 2),
    (z, y) => (far(z, y) ? delta * Math.sign(z - y) : z - y),
  );
}

/** Koenker and Bassett (1978). */
export function pinball(tau: number): SampleLoss {
  return summed(
    (z, y) => Math.max(tau * (y - z), (tau - 1) * (y - z)),
    (z, y) => (y > z ? -tau : y < z ? 1 - tau : 0),
  );
}

/** Lin et al. (2017), eq. 4, of two classes with shares y and 1 − y. */
export function binaryFocal(gamma: number): SampleLoss {
  // d/dz [−(1 − p)^γ log p] = (1 − p)^γ (γ p log p − (1 − p))
  const slope = (z: number) => sigma(-z) ** gamma * (gamma * sigma(z) * logSigma(z) - sigma(-z));
  const value = (z: number) => -(sigma(-z) ** gamma) * logSigma(z);
  return summed(
    (z, y) => y * value(z) + (1 - y) * value(-z),
    (z, y) => y * slope(z) - (1 - y) * slope(-z),
  );
}

/** log p of softmax. */
export function logSoftmax(z: readonly number[]): number[] {
  const top = Math.max(...z);
  const log = top + Math.log(z.reduce((sum, one) => sum + Math.exp(one - top), 0));
  return z.map((one) => one - log);
}

/** −Σ_k t_k log p_k */
export const softmaxEntropy: SampleLoss = {
  value: (z, t) => {
    const logs = logSoftmax(z);
    return -t.reduce((sum, share, k) => sum + (share > 0 ? share * logs[k]! : 0), 0);
  },
  gradient: (z, t) => logSoftmax(z).map((log, k) => Math.exp(log) - t[k]!),
};

/** t ← (1 − p) t + p (1 − t) ÷ (K − 1), or (1 − p) t + p ÷ K. Szegedy et al. (2016), section 7. */
export function smoothed(t: readonly number[], p: number, kind: 'others' | 'uniform'): number[] {
  const K = t.length;
  return t.map((share) =>
    kind === 'others' ? (1 - p) * share + (p * (1 - share)) / (K - 1) : (1 - p) * share + p / K,
  );
}

/** Less β H(p). Pereyra et al. (2017), section 2. */
export function confident(beta: number): SampleLoss {
  const entropy = (z: readonly number[]) =>
    -logSoftmax(z).reduce((sum, log) => sum + Math.exp(log) * log, 0);
  return {
    value: (z, t) => softmaxEntropy.value(z, t) - beta * entropy(z),
    gradient: (z, t) => {
      const H = entropy(z);
      return logSoftmax(z).map((log, k) => Math.exp(log) * (1 + beta * (log + H)) - t[k]!);
    },
  };
}

/** −Σ_k t_k (1 − p_k)^γ log p_k. Lin et al. (2017), eq. 4. */
export function focal(gamma: number): SampleLoss {
  return {
    value: (z, t) =>
      -logSoftmax(z).reduce((sum, log, k) => sum + t[k]! * (1 - Math.exp(log)) ** gamma * log, 0),
    gradient: (z, t) => {
      const p = logSoftmax(z).map(Math.exp);
      // t_k p_k times the derivative of −(1 − p)^γ log p
      const by = p.map((x, k) => {
        const inner = gamma === 0 ? 0 : gamma * (1 - x) ** (gamma - 1) * x * Math.log(x);
        return t[k]! * (inner - (1 - x) ** gamma);
      });
      const sum = by.reduce((a, b) => a + b, 0);
      return p.map((x, k) => by[k]! - x * sum);
    },
  };
}
