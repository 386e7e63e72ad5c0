/**
 * MurmurHash3 x86 32 of the first `length` bytes as a signed 32-bit integer.
 *
 * Blocks of four bytes, little-endian, are mixed into the state; up to three bytes that remain and
 * the length close it. Not for secrets: collisions are easy to make.
 *
 * @see Appleby (2011), SMHasher, MurmurHash3_x86_32.
 */
export function murmur3(bytes: Uint8Array, length = bytes.length, seed = 0): number {
  const whole = length & ~3;
  let hash = seed | 0;
  for (let k = 0; k < whole; k += 4) {
    const block = bytes[k]! | (bytes[k + 1]! << 8) | (bytes[k + 2]! << 16) | (bytes[k + 3]! << 24);
    hash ^= scramble(block);
    hash = (hash << 13) | (hash >>> 19);
    hash = (Math.imul(hash, 5) + 0xe6546b64) | 0;
  }
  let rest = 0;
  for (let k = length - 1; k >= whole; k--) rest = (rest << 8) | bytes[k]!;
  return avalanche(hash ^ scramble(rest) ^ length);
}

/** scramble(0) = 0: an empty rest leaves the state alone. */
function scramble(block: number): number {
  const mixed = Math.imul(block, 0xcc9e2d51);
  return Math.imul((mixed << 15) | (mixed >>> 17), 0x1b873593);
}

/** Every bit of the state moves about half of the bits of the result. */
function avalanche(state: number): number {
  let hash = state ^ (state >>> 16);
  hash = Math.imul(hash, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
