/** The numbers of a network: f32, or f64 in the build that gradients are checked with (`--use REAL`). */
export type Real = REAL;

/** Bytes of one number, and of one vector of them. */
export const SIZE: usize = sizeof<Real>();
export const VECTOR: usize = 16;
/** Numbers in a vector. */
export const LANES: i32 = <i32>(VECTOR / SIZE);

/** Lanes 0 … c − 1 of all ones begin 4·(4 − c) bytes in. */
const MASKS: usize = memory.data<i32>([-1, -1, -1, -1, 0, 0, 0, 0], 16);

/** Vectors of Reals. Every sum has one order, so that its bits do not depend on who asks. */
export abstract class Reals {
  /** c + a b: rounded twice in the strict build, once where the machine fuses in the fast one. */
  @inline static madd(c: v128, a: v128, b: v128): v128 {
    if (RELAXED) return v128.relaxed_madd<Real>(a, b, c);
    return v128.add<Real>(c, v128.mul<Real>(a, b));
  }

  /** a₀ + a₁ + …, halves first */
  @inline static sum(a: v128): Real {
    if (SIZE == 8) return <Real>(f64x2.extract_lane(a, 0) + f64x2.extract_lane(a, 1));
    const pairs = f32x4.add(a, v128.shuffle<f32>(a, a, 2, 3, 0, 1));
    return <Real>(f32x4.extract_lane(pairs, 0) + f32x4.extract_lane(pairs, 1));
  }

  /** The largest lane. */
  @inline static max(a: v128): Real {
    if (SIZE == 8) return <Real>max(f64x2.extract_lane(a, 0), f64x2.extract_lane(a, 1));
    const pairs = f32x4.pmax(a, v128.shuffle<f32>(a, a, 2, 3, 0, 1));
    return <Real>max(f32x4.extract_lane(pairs, 0), f32x4.extract_lane(pairs, 1));
  }

  /** The first lane. */
  @inline static first(a: v128): Real {
    if (SIZE == 8) return <Real>f64x2.extract_lane(a, 0);
    return <Real>f32x4.extract_lane(a, 0);
  }

  /**
   * Every lane the number at an address. Loops take their constants from memory: V8 from 13 on makes
   * a splat of a literal anew in each turn, which costs matrix products two thirds of their speed.
   */
  @inline static all(at: usize): v128 {
    return v128.load_splat<Real>(at);
  }

  /** Ones in the first `count` lanes, zeros behind them. */
  @inline static mask(count: i32): v128 {
    return v128.load(MASKS + VECTOR - Reals.bytes(min(count, LANES)));
  }

  /** Stores the first `count` lanes; all where there are as many or more. */
  @inline static put(at: usize, a: v128, count: i32): void {
    if (count >= LANES) v128.store(at, a);
    else Reals.some(at, a, count);
  }

  private static some(at: usize, a: v128, count: i32): void {
    if (SIZE == 8) {
      v128.store_lane<f64>(at, a, 0);
      return;
    }
    v128.store_lane<f32>(at, a, 0);
    if (count > 1) v128.store_lane<f32>(at, a, 1, 4);
    if (count > 2) v128.store_lane<f32>(at, a, 2, 8);
  }

  /** Bytes of `n` numbers. */
  @inline static bytes(n: i32): usize {
    return <usize>n * SIZE;
  }
}
