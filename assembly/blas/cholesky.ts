import { Level1 } from './level1';

/**
 * A lower Cholesky factor L of m rows, row-major with rows `ld` bytes apart, that grows and
 * shrinks by one row: L Lᵀ = A. Golub and Van Loan (2013), Matrix Computations, section 6.5.
 */
export abstract class Cholesky {
  /**
   * Row m holds a (A's new row without its diagonal) and becomes L's new row without diagonal.
   * @returns the squared new diagonal, d = diagonal − ‖row‖²; the caller stores √d if it accepts.
   */
  static border(l: usize, ld: usize, m: i32, diagonal: f64): f64 {
    const row = l + <usize>m * ld;
    Cholesky.forward(l, ld, m, row);
    return diagonal - Level1.dot(m, row, row);
  }

  /** x ← L⁻¹ x */
  static forward(l: usize, ld: usize, m: i32, x: usize): void {
    for (let i = 0; i < m; ++i) {
      const row = l + <usize>i * ld;
      const at = x + ((<usize>i) << 3);
      const dot = Level1.dot(i, row, x);
      store<f64>(at, (load<f64>(at) - dot) / load<f64>(row + ((<usize>i) << 3)));
    }
  }

  /** x ← L⁻ᵀ x */
  static backward(l: usize, ld: usize, m: i32, x: usize): void {
    for (let i = m - 1; i >= 0; --i) {
      const row = l + <usize>i * ld;
      const at = x + ((<usize>i) << 3);
      const value = load<f64>(at) / load<f64>(row + ((<usize>i) << 3));
      store<f64>(at, value);
      Level1.axpy(i, -value, row, x);
    }
  }

  /**
   * Delete row and column k: rows move up and Givens rotations, kept as pairs (cosine, sine) in
   * `rotations` (2 m f64), bring the one superdiagonal back. Each row is rotated in one sweep.
   */
  static remove(l: usize, ld: usize, m: i32, k: i32, rotations: usize): void {
    for (let i = k; i + 1 < m; ++i) {
      const row = l + <usize>i * ld;
      memory.copy(row, row + ld, (<usize>(i + 2)) << 3);
      let left = load<f64>(row + ((<usize>k) << 3));
      for (let q = k; q < i; ++q) {
        const at = row + ((<usize>q) << 3);
        const rotation = rotations + ((<usize>q) << 4);
        const cosine = load<f64>(rotation);
        const sine = load<f64>(rotation, 8);
        const right = load<f64>(at, 8);
        store<f64>(at, cosine * left + sine * right);
        left = cosine * right - sine * left;
      }
      const at = row + ((<usize>i) << 3);
      const right = load<f64>(at, 8);
      const length = Math.sqrt(left * left + right * right);
      const rotation = rotations + ((<usize>i) << 4);
      store<f64>(rotation, left / length);
      store<f64>(rotation, right / length, 8);
      store<f64>(at, length);
    }
  }
}
