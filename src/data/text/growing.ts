/** A typed array that grows at its end: 4 or 8 bytes per value, doubled when full. */
export class Growing<A extends Int32Array | Float64Array> {
  /** Storage; entries from `length` on are spare and 0 until they are first used. */
  values: A;
  length = 0;
  readonly #make: new (
    length: number,
  ) => A;

  constructor(make: new (length: number) => A, capacity = 256) {
    this.#make = make;
    this.values = new make(capacity);
  }

  push(value: number): void {
    this.reserve(this.length + 1);
    this.values[this.length++] = value;
  }

  /** Make room for `length` values without changing the length. */
  reserve(length: number): void {
    if (length <= this.values.length) return;
    const larger = new this.#make(Math.max(length, 2 * this.values.length));
    larger.set(this.values);
    this.values = larger;
  }

  /** A copy of the values in use. */
  toArray(): A {
    return this.values.slice(0, this.length) as A;
  }
}
