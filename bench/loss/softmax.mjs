import { entropy, meanOf } from './mean.mjs';

/**
 * f(η) = log Σ_k e^η_k − η_y with y the number of a class, η n values per class, class after class;
 * f*(−t) = Σ_k q_k log q_k at q = e_y − t.
 * @type {import('./index.mjs').Loss}
 */
export const softmax = {
  value(y, eta) {
    const n = y.length;
    return meanOf(n, (i) => {
      const top = largest(eta, n, i);
      let sum = 0;
      for (let at = i; at < eta.length; at += n) sum += Math.exp(eta[at] - top);
      return top + Math.log(sum) - eta[y[i] * n + i];
    });
  },
  saturated: () => 0,
  residual(y, eta) {
    const rho = probabilities(eta, y.length).map((p) => -p);
    y.forEach((k, i) => {
      rho[k * y.length + i] += 1;
    });
    return rho;
  },
  conjugate(y, rho, s) {
    const n = y.length;
    return meanOf(n, (i) => {
      let sum = 0;
      for (let k = 0, at = i; at < rho.length; k++, at += n) {
        sum += entropy(Number(y[i] === k) - s * rho[at]);
      }
      return sum;
    });
  },
  recentre(y, eta) {
    let [best, worst] = [eta, imbalance(y, eta).largest];
    for (let step = 0, length = 1; step < 60 && worst > 1e-16 && length > 1e-6; step++) {
      const shift = newton(y, best);
      const next = best.map((value, at) => value + length * shift[Math.floor(at / y.length)]);
      const found = imbalance(y, next).largest;
      if (found < worst) [best, worst, length] = [next, found, 1];
      else length /= 2;
    }
    return best;
  },
};

/**
 * @param {Float64Array} eta
 * @param {number} n
 * @param {number} i
 */
function largest(eta, n, i) {
  let top = eta[i];
  for (let at = i + n; at < eta.length; at += n) if (eta[at] > top) top = eta[at];
  return top;
}

/**
 * @param {Float64Array} eta
 * @param {number} n rows
 */
function probabilities(eta, n) {
  const p = new Float64Array(eta.length);
  for (let i = 0; i < n; i++) {
    const top = largest(eta, n, i);
    let sum = 0;
    for (let at = i; at < eta.length; at += n) {
      p[at] = Math.exp(eta[at] - top);
      sum += p[at];
    }
    for (let at = i; at < eta.length; at += n) p[at] /= sum;
  }
  return p;
}

/**
 * Mean residual of each class, and the largest of them.
 * @param {Float64Array} y
 * @param {Float64Array} eta
 */
function imbalance(y, eta) {
  const n = y.length;
  const rho = softmax.residual(y, eta);
  const means = Array.from({ length: eta.length / n }, (_, k) => meanOf(n, (i) => rho[k * n + i]));
  return { means, largest: Math.max(...means.map(Math.abs)) };
}

/**
 * Newton's step of the intercepts: (H + 11ᵀ/K) d = mean residual, H = mean(diag p − p pᵀ), whose
 * kernel is the constant vector.
 * @param {Float64Array} y
 * @param {Float64Array} eta
 */
function newton(y, eta) {
  const n = y.length;
  const p = probabilities(eta, n);
  const { means } = imbalance(y, eta);
  const K = means.length;
  const H = means.map((_, a) =>
    means.map((_, b) => {
      const product = meanOf(n, (i) => p[a * n + i] * p[b * n + i]);
      return 1 / K - product + (a === b ? meanOf(n, (i) => p[a * n + i]) : 0);
    }),
  );
  return solve(H, means);
}

/**
 * Gaussian elimination of a positive definite system.
 * @param {number[][]} H
 * @param {readonly number[]} right
 */
function solve(H, right) {
  const rows = H.map((row, k) => [...row, right[k]]);
  rows.forEach((pivot, k) => {
    for (const row of rows.slice(k + 1)) {
      const factor = row[k] / pivot[k];
      for (let c = k; c < row.length; c++) row[c] -= factor * pivot[c];
    }
  });
  const x = new Array(H.length).fill(0);
  for (let k = H.length - 1; k >= 0; k--) {
    const known = x.reduce((sum, value, c) => sum + (c > k ? rows[k][c] * value : 0), 0);
    x[k] = (rows[k][H.length] - known) / rows[k][k];
  }
  return x;
}
