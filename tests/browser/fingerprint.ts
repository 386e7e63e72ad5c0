/** FNV-1a of 64 bits over the bytes of numbers (Fowler, Noll, Vo; RFC 9923). */
export class Fingerprint {
  #hash = 0xcbf29ce484222325n;

  /** Take in every byte of an array, so that −0 differs from 0 and each NaN from the others. */
  add(values: ArrayBufferView): this {
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    for (const byte of bytes)
      this.#hash = BigInt.asUintN(64, (this.#hash ^ BigInt(byte)) * 0x100000001b3n);
    return this;
  }

  /** 16 hexadecimal digits. */
  get text(): string {
    return this.#hash.toString(16).padStart(16, '0');
  }
}
