/** Expectations of every number of a loop. */
import { expect } from 'vitest';

/**
 * `expect(value, message)` for loops. A call of `expect` takes 15 µs, nearly all of it for the
 * runner's own state; here only the first one of a test and the one that fails come to it.
 */
export function expectEach(value: unknown, message?: string): Each {
  return new Each(value, message);
}

class Each {
  readonly #value: unknown;
  readonly #message: string | undefined;

  constructor(value: unknown, message: string | undefined) {
    this.#value = value;
    this.#message = message;
  }

  toBe(expected: unknown): void {
    if (!Object.is(this.#value, expected) || isFirst())
      expect(this.#value, this.#message).toBe(expected);
  }

  toBeLessThanOrEqual(bound: number): void {
    if (!((this.#value as number) <= bound) || isFirst())
      expect(this.#value, this.#message).toBeLessThanOrEqual(bound);
  }

  toBeGreaterThanOrEqual(bound: number): void {
    if (!((this.#value as number) >= bound) || isFirst())
      expect(this.#value, this.#message).toBeGreaterThanOrEqual(bound);
  }

  toBeGreaterThan(bound: number): void {
    if (!((this.#value as number) > bound) || isFirst())
      expect(this.#value, this.#message).toBeGreaterThan(bound);
  }
}

/** A test without an assertion fails, and this one may have none but these. */
function isFirst(): boolean {
  return expect.getState().assertionCalls === 0;
}
