/** Bytes that UTF-16 text of `units` units needs at most: three per unit, four per pair. */
export function utf8Bound(units: number): number {
  return 3 * units;
}

/**
 * Write text[from … to) as UTF-8 to the start of `bytes`, which has room for `utf8Bound(to − from)`,
 * and return the number of bytes. A half of a surrogate pair becomes U+FFFD, as in TextEncoder.
 */
export function writeUtf8(text: string, from: number, to: number, bytes: Uint8Array): number {
  let length = 0;
  for (let k = from; k < to; k++) {
    const unit = text.charCodeAt(k);
    if (unit < 0x80) {
      bytes[length++] = unit;
      continue;
    }
    const point = pointAt(text, k, to, unit);
    if (point > 0xffff) k++;
    length = writePoint(point, bytes, length);
  }
  return length;
}

/** The code point that starts at k < to. */
function pointAt(text: string, k: number, to: number, unit: number): number {
  if (unit < 0xd800 || unit > 0xdfff) return unit;
  const low = k + 1 < to ? text.charCodeAt(k + 1) : 0;
  const paired = unit < 0xdc00 && low >= 0xdc00 && low <= 0xdfff;
  return paired ? 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00) : 0xfffd;
}

/** Two to four bytes of a code point from U+0080 on. */
function writePoint(point: number, bytes: Uint8Array, at: number): number {
  let k = at;
  if (point < 0x800) bytes[k++] = 0xc0 | (point >> 6);
  else {
    if (point < 0x10000) bytes[k++] = 0xe0 | (point >> 12);
    else {
      bytes[k++] = 0xf0 | (point >> 18);
      bytes[k++] = 0x80 | ((point >> 12) & 63);
    }
    bytes[k++] = 0x80 | ((point >> 6) & 63);
  }
  bytes[k++] = 0x80 | (point & 63);
  return k;
}
