/**
 * λ₁‖w‖₁ + ½ λ₂‖w‖² with λ₁ = λ·l1Ratio and λ₂ = λ·(1 − l1Ratio). Its conjugate at u is
 * Σ max(|u_j| − λ₁, 0)² / (2 λ₂), or 0 on |u_j| ≤ λ₁ and infinite beyond where λ₂ = 0.
 * @param {number} l1Ratio
 * @returns {import('./index.mjs').Penalty}
 */
export function elasticNet(l1Ratio) {
  return {
    value(w, lambda) {
      let sum = 0;
      for (const value of w.values) {
        sum += l1Ratio * Math.abs(value) + 0.5 * (1 - l1Ratio) * value * value;
      }
      return lambda * sum;
    },
    dual(u, lambda) {
      const l1 = lambda * l1Ratio;
      const l2 = lambda * (1 - l1Ratio);
      const largest = u.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      const feasible = largest > l1 ? l1 / largest : 1;
      if (l2 === 0) return [{ scale: feasible, conjugate: 0 }];
      return [1, feasible].map((scale) => {
        const excess = u.reduce((sum, value) => {
          return sum + Math.max(scale * Math.abs(value) - l1, 0) ** 2;
        }, 0);
        return { scale, conjugate: excess / (2 * l2) };
      });
    },
    largest: (u) =>
      u.reduce((most, value) => Math.max(most, Math.abs(value)), 0) / Math.max(l1Ratio, 1e-3),
  };
}
