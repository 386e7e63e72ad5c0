/**
 * argmin_b ½ ‖b − v‖² + t Σ_k λ_k |b|_(k), by averages alone: entry k of the sorted solution is
 * max(min over i ≤ k of max over j ≥ k of mean(z_i … z_j), 0), z = |v| sorted less t λ.
 * Robertson, Wright, Dykstra (1988), Order Restricted Statistical Inference, theorem 1.4.4.
 */
export function slopeProx(
  v: ArrayLike<number>,
  sequence: ArrayLike<number>,
  t: number,
): Float64Array {
  const count = v.length;
  const order = Array.from({ length: count }, (_, j) => j).sort(
    (a, b) => Math.abs(v[b]!) - Math.abs(v[a]!),
  );
  const z = order.map((j, k) => Math.abs(v[j]!) - t * sequence[k]!);
  const means = z.map((_, i) => meansFrom(z, i));
  const out = new Float64Array(count);
  order.forEach((j, k) => {
    let least = Infinity;
    for (let i = 0; i <= k; i++) {
      let most = -Infinity;
      for (let end = k; end < count; end++) most = Math.max(most, means[i]![end - i]!);
      least = Math.min(least, most);
    }
    out[j] = Math.max(least, 0) * (v[j]! < 0 || Object.is(v[j], -0) ? -1 : 1);
  });
  return out;
}

/** mean(z_i … z_j) for j = i, i + 1, … */
function meansFrom(z: readonly number[], i: number): Float64Array {
  const means = new Float64Array(z.length - i);
  let sum = 0;
  for (let k = 0; k < means.length; k++) {
    sum += z[i + k]!;
    means[k] = sum / (k + 1);
  }
  return means;
}
