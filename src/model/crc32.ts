/** Checksums of files. */

/** What each of the 256 bytes does to a remainder. */
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  return crc;
});

/** CRC-32 (ISO 3309, reflected polynomial 0xEDB88320) of parts one after the other, as 8 hex digits. */
export function crc32(...parts: readonly Uint8Array[]): string {
  let crc = -1;
  for (const part of parts)
    for (let i = 0; i < part.length; i++) crc = (crc >>> 8) ^ TABLE[(crc ^ part[i]!) & 255]!;
  return ((crc ^ -1) >>> 0).toString(16).padStart(8, '0');
}
