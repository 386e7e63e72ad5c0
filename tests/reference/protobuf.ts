/** Messages of Protocol Buffers, field by field. */

/** Fields of a message: numbers, or bytes. */
export function fieldsOf(bytes: Uint8Array): Map<number, (number | Uint8Array)[]> {
  const fields = new Map<number, (number | Uint8Array)[]>();
  let at = 0;
  const varint = () => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = bytes[at++]!;
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return Number(BigInt.asIntN(64, value));
    }
  };
  while (at < bytes.length) {
    const tag = varint();
    let value: number | Uint8Array;
    if ((tag & 7) === 0) value = varint();
    else if ((tag & 7) === 5) {
      value = new DataView(bytes.buffer, bytes.byteOffset + at).getFloat32(0, true);
      at += 4;
    } else {
      const length = varint();
      value = bytes.subarray(at, at + length);
      at += length;
    }
    fields.set(tag >> 3, [...(fields.get(tag >> 3) ?? []), value]);
  }
  return fields;
}
