import { describe, expect, it } from 'vitest';
import { Fingerprint } from './fingerprint.ts';

const of = (text: string) => new Fingerprint().add(new TextEncoder().encode(text)).text;

describe('fingerprint', () => {
  it('is FNV-1a: the published values of "", "a" and "foobar"', () => {
    expect([of(''), of('a'), of('foobar')]).toEqual([
      'cbf29ce484222325',
      'af63dc4c8601ec8c',
      '85944171f73967e8',
    ]);
  });

  it('sees a sign of zero, a last bit and an order', () => {
    const hashes = [
      [0, 1],
      [-0, 1],
      [0, 1 + Number.EPSILON],
      [1, 0],
    ].map((values) => new Fingerprint().add(Float64Array.from(values)).text);
    expect(new Set(hashes).size).toBe(4);
  });

  it('reads a view, not the buffer around it', () => {
    const whole = Float64Array.of(1, 2, 3);
    const part = new Fingerprint().add(whole.subarray(1, 2)).text;
    expect(part).toBe(new Fingerprint().add(Float64Array.of(2)).text);
  });
});
