import { Logarithm } from './logarithm';
import { Noise } from './philox';
import { SIZE } from './reals';

// biome-ignore format: a constant per line
const TABLE: usize = memory.data<f32>([
  5.9604644775390625e-8, //  0   2⁻²⁴
  0.5, //                    4
  -2, //                     8
  9.362675707309822e-08, // 12  π/2 · 2⁻²⁴
  0.7853981633974483, //           16  π/4
  -1.9515295891e-4, //       20  sin a = a + a³ (…) in a², |a| ≤ π/4
  8.3321608736e-3, //        24
  -1.6666654611e-1, //       28
  2.443315711809948e-5, //   32  cos a = 1 − a²/2 + a⁴ (…) in a²
  -1.388731625493765e-3, //  36
  4.166664568298827e-2, //   40
], 16);

const LOW: usize = memory.data<i32>([0xffffff], 16);

/**
 * Normal numbers in f32 from random words, two of each pair: √(−2 log u) (cos θ, sin θ). An angle is
 * uniform between −π/4 and π/4, and two more bits of its word turn it into one of four quarters.
 *
 * Box and Muller (1958), Annals of Mathematical Statistics 29(2); sine and cosine by Moshier (Cephes
 * 2.2, sinf.c).
 */
export abstract class Normals {
  /** Draws a group of four blocks and makes normal numbers of its sixteen words, in their places. */
  static draw(noise: Noise, group: i32): void {
    noise.draw(group);
    const words = changetype<usize>(noise) + offsetof<Noise>('words0');
    Normals.pair(words);
    Normals.pair(words + 32);
  }

  /** The numbers k … k + LANES − 1 of a group, as Reals. */
  @inline static at(noise: Noise, k: i32): v128 {
    const from = changetype<usize>(noise) + offsetof<Noise>('words0') + ((<usize>k) << 2);
    if (SIZE == 8) return f64x2.promote_low_f32x4(v128.load64_zero(from));
    return v128.load(from);
  }

  /** Two vectors of words. */
  private static pair(at: usize): void {
    const word = v128.load(at);
    const turn = v128.load(at, 16);
    const unit = f32x4.convert_i32x4_u(i32x4.shr_u(word, 8));
    const u = f32x4.mul(f32x4.add(unit, Normals.constant(4)), Normals.constant(0));
    const radius = f32x4.sqrt(f32x4.mul(Logarithm.single(u), Normals.constant(8)));
    const low = f32x4.convert_i32x4_u(v128.and(turn, v128.load32_splat(LOW)));
    const a = f32x4.sub(f32x4.mul(low, Normals.constant(12)), Normals.constant(16));
    const z = f32x4.mul(a, a);
    let sine = Normals.term(Normals.constant(20), z, 24);
    sine = Normals.term(sine, z, 28);
    sine = f32x4.add(a, f32x4.mul(f32x4.mul(sine, z), a));
    let cosine = Normals.term(Normals.constant(32), z, 36);
    cosine = Normals.term(cosine, z, 40);
    const rest = f32x4.sub(f32x4.mul(f32x4.mul(cosine, z), z), f32x4.mul(z, Normals.constant(4)));
    cosine = f32x4.add(f32x4.splat(1), rest);
    // the upper bit turns both signs, the next changes the two
    const sign = i32x4.shl(i32x4.shr_u(turn, 31), 31);
    const change = i32x4.shr_s(i32x4.shl(turn, 1), 31);
    const scale = v128.xor(radius, sign);
    v128.store(at, f32x4.mul(scale, v128.bitselect(sine, cosine, change)));
    v128.store(at, f32x4.mul(scale, v128.bitselect(cosine, sine, change)), 16);
  }

  @inline private static term(p: v128, z: v128, offset: usize): v128 {
    return f32x4.add(f32x4.mul(p, z), Normals.constant(offset));
  }

  @inline private static constant(offset: usize): v128 {
    return v128.load32_splat(TABLE + offset);
  }
}
