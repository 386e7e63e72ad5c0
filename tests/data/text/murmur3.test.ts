import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { murmur3 } from '../../../src/data/text/murmur3.ts';

const path = new URL('../../golden/sklearn/text_murmur3.json', import.meta.url);
const golden = JSON.parse(readFileSync(path, 'utf8')) as {
  keys: string[];
  seeds: number[];
  hashes: number[][];
};

describe('murmur3', () => {
  it('gives the answers of scikit-learn for every rest of the length', () => {
    const hashes = golden.seeds.map((seed) =>
      golden.keys.map((key) => {
        const bytes = new TextEncoder().encode(key);
        return murmur3(bytes, bytes.length, seed);
      }),
    );
    expect(hashes).toEqual(golden.hashes);
  });

  it('gives the published answers for bytes that are no text', () => {
    const hex = (bytes: number[], seed = 0) =>
      murmur3(Uint8Array.from(bytes), bytes.length, seed) >>> 0;
    expect(hex([], 0xffffffff)).toBe(0x81f16f39);
    expect(hex([255, 255, 255, 255])).toBe(0x76293b50);
    expect(hex([0x21, 0x43, 0x65, 0x87])).toBe(0xf55b516b);
    expect(hex([0x21, 0x43, 0x65, 0x87], 0x5082edee)).toBe(0x2362f9de);
    expect(hex([0x21, 0x43, 0x65])).toBe(0x7e4a8634);
    expect(hex([0x21, 0x43])).toBe(0xa0f7b07a);
    expect(hex([0x21])).toBe(0x72661cf4);
  });

  it('reads no byte beyond the length', () => {
    const bytes = new TextEncoder().encode('hello, world');
    expect(murmur3(bytes, 5)).toBe(murmur3(bytes.slice(0, 5)));
  });
});
