/**
 * Messages of Protocol Buffers, as far as they are written here.
 *
 * https://protobuf.dev/programming-guides/encoding
 */

/** A field of a message: its number, and what it holds. */
export type Field = readonly [number: number, value: Value];

/** An integer, bytes, text, a message inside, or a number of 32 bits. */
export type Value =
  | number
  | bigint
  | Uint8Array
  | string
  | readonly Field[]
  | { readonly f32: number };

/** The bytes of a message. */
export function encodeMessage(fields: readonly Field[]): Uint8Array<ArrayBuffer> {
  const parts = fields.flatMap(([number, value]) => encodeField(number, value));
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

function encodeField(number: number, value: Value): Uint8Array[] {
  if (typeof value === 'number' || typeof value === 'bigint')
    return [varint(number << 3), varint(value)];
  if (typeof value === 'object' && 'f32' in value)
    return [varint((number << 3) | 5), new Uint8Array(Float32Array.of(value.f32).buffer)];
  const bytes =
    typeof value === 'string'
      ? new TextEncoder().encode(value)
      : value instanceof Uint8Array
        ? value
        : encodeMessage(value);
  return [varint((number << 3) | 2), varint(bytes.length), bytes];
}

/** Seven bits per byte, the lowest first; negative numbers in 64 bits. */
function varint(value: number | bigint): Uint8Array {
  let rest = BigInt.asUintN(64, BigInt(value));
  const bytes: number[] = [];
  while (rest > 127n) {
    bytes.push(Number(rest & 127n) | 128);
    rest >>= 7n;
  }
  return Uint8Array.of(...bytes, Number(rest));
}
