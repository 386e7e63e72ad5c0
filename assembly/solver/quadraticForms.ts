/**
 * Many vectors z_i against one reduction A = Q T Qᵀ (tridiagonal.ts): leverages of ridge. Eight of them
 * lie side by side, a block being m rows of 8 f64: a block stays in cache while all reflections pass
 * over it, and what (T + λ)⁻¹ makes of it stays in registers.
 */

/** Bytes of a row of a block. */
const ROW: usize = 64;

/** Coordinate j of `count` vectors, x, into their blocks of m rows at z. */
export function spreadCoordinate(count: i32, x: usize, m: i32, j: i32, z: usize): void {
  for (let i = 0; i < count; ++i) {
    const row = <usize>(i >> 3) * <usize>m + <usize>j;
    store<f64>(z + row * ROW + ((<usize>(i & 7)) << 3), load<f64>(x + ((<usize>i) << 3)));
  }
}

/** z ← Qᵀ z of the blocks `from` … `to` − 1; `work` is scratch for 8 f64. */
export function reflectBlocks(
  a: usize,
  ld: i32,
  m: i32,
  tau: usize,
  z: usize,
  from: i32,
  to: i32,
  work: usize,
): void {
  const stride = (<usize>ld) << 3;
  for (let block = from; block < to; ++block) {
    let row = z + <usize>block * <usize>m * ROW + ROW;
    let v = a + 8;
    if (m > 2) products(m - 1, v, row, work);
    for (let k = 0; k < m - 2; ++k) {
      const t = load<f64>(tau + ((<usize>k) << 3));
      reflectRows(m - k - 1, t, v, v + stride + 8, row, work);
      v += stride + 8;
      row += ROW;
    }
  }
}

/** w = vᵀ z, 8 f64. */
function products(count: i32, v: usize, z: usize, w: usize): void {
  memory.fill(w, 0, ROW);
  for (let i = 0; i < count; ++i) {
    const c = v128.load64_splat(v + ((<usize>i) << 3));
    const row = z + <usize>i * ROW;
    for (let at: usize = 0; at < ROW; at += 16) {
      const more = f64x2.mul(c, v128.load(row + at));
      v128.store(w + at, f64x2.add(v128.load(w + at), more));
    }
  }
}

/**
 * z −= τ v wᵀ with w = vᵀ z, then w of the next reflector, which begins one row further down: one pass
 * over z makes both.
 */
function reflectRows(count: i32, t: f64, v: usize, next: usize, z: usize, w: usize): void {
  const tau = f64x2.splat(t);
  const w0 = f64x2.mul(tau, v128.load(w));
  const w1 = f64x2.mul(tau, v128.load(w, 16));
  const w2 = f64x2.mul(tau, v128.load(w, 32));
  const w3 = f64x2.mul(tau, v128.load(w, 48));
  const first = v128.load64_splat(v);
  v128.store(z, f64x2.sub(v128.load(z), f64x2.mul(first, w0)));
  v128.store(z, f64x2.sub(v128.load(z, 16), f64x2.mul(first, w1)), 16);
  v128.store(z, f64x2.sub(v128.load(z, 32), f64x2.mul(first, w2)), 32);
  v128.store(z, f64x2.sub(v128.load(z, 48), f64x2.mul(first, w3)), 48);
  let s0 = f64x2.splat(0);
  let s1 = s0;
  let s2 = s0;
  let s3 = s0;
  for (let i: usize = 8, end = (<usize>count) << 3; i < end; i += 8) {
    const at = z + (i << 3);
    const c = v128.load64_splat(v + i);
    const n = v128.load64_splat(next + i - 8);
    const z0 = f64x2.sub(v128.load(at), f64x2.mul(c, w0));
    const z1 = f64x2.sub(v128.load(at, 16), f64x2.mul(c, w1));
    const z2 = f64x2.sub(v128.load(at, 32), f64x2.mul(c, w2));
    const z3 = f64x2.sub(v128.load(at, 48), f64x2.mul(c, w3));
    v128.store(at, z0);
    v128.store(at, z1, 16);
    v128.store(at, z2, 32);
    v128.store(at, z3, 48);
    s0 = f64x2.add(s0, f64x2.mul(n, z0));
    s1 = f64x2.add(s1, f64x2.mul(n, z1));
    s2 = f64x2.add(s2, f64x2.mul(n, z2));
    s3 = f64x2.add(s3, f64x2.mul(n, z3));
  }
  v128.store(w, s0);
  v128.store(w, s1, 16);
  v128.store(w, s2, 32);
  v128.store(w, s3, 48);
}

/**
 * T + λ = L D Lᵀ, T positive semidefinite, λ > 0, as three numbers per row: l_k, 1/δ_k and s_k/δ_k with
 * s = L⁻¹ b.
 */
export function tridiagonalFactor(
  m: i32,
  diagonal: usize,
  offDiagonal: usize,
  lambda: f64,
  b: usize,
  factors: usize,
): void {
  let pivot: f64 = 1;
  let s: f64 = 0;
  for (let k = 0; k < m; ++k) {
    const at = (<usize>k) << 3;
    const e = k > 0 ? load<f64>(offDiagonal + at - 8) : 0;
    const ratio = e / pivot;
    pivot = load<f64>(diagonal + at) + lambda - ratio * e;
    s = load<f64>(b + at) - ratio * s;
    store<f64>(factors + 3 * at, ratio);
    store<f64>(factors + 3 * at, 1 / pivot, 8);
    store<f64>(factors + 3 * at, s / pivot, 16);
  }
}

/**
 * z_iᵀ (T + λ)⁻¹ z_i to `forms` and z_iᵀ (T + λ)⁻¹ b to `values`, 8 f64 of each block. With t = L⁻¹ z_i
 * they are Σ t_k²/δ_k and Σ t_k s_k/δ_k.
 */
export function quadraticForms(
  m: i32,
  factors: usize,
  z: usize,
  blocks: i32,
  forms: usize,
  values: usize,
): void {
  for (let block = 0; block < blocks; ++block) {
    const at = (<usize>block) << 6;
    const rows = z + at * <usize>m;
    for (let half: usize = 0; half < ROW; half += 32)
      fourForms(m, factors, rows + half, forms + at + half, values + at + half);
  }
}

/** The same of four vectors of a block. */
function fourForms(m: i32, factors: usize, z: usize, forms: usize, values: usize): void {
  let t0 = f64x2.splat(0);
  let t1 = t0;
  let h0 = t0;
  let h1 = t0;
  let f0 = t0;
  let f1 = t0;
  for (let k = 0; k < m; ++k) {
    const row = z + <usize>k * ROW;
    const at = factors + <usize>k * 24;
    const ratio = v128.load64_splat(at);
    const inverse = v128.load64_splat(at, 8);
    const s = v128.load64_splat(at, 16);
    t0 = f64x2.sub(v128.load(row), f64x2.mul(ratio, t0));
    t1 = f64x2.sub(v128.load(row, 16), f64x2.mul(ratio, t1));
    h0 = f64x2.add(h0, f64x2.mul(f64x2.mul(t0, t0), inverse));
    h1 = f64x2.add(h1, f64x2.mul(f64x2.mul(t1, t1), inverse));
    f0 = f64x2.add(f0, f64x2.mul(t0, s));
    f1 = f64x2.add(f1, f64x2.mul(t1, s));
  }
  v128.store(forms, h0);
  v128.store(forms, h1, 16);
  v128.store(values, f0);
  v128.store(values, f1, 16);
}
