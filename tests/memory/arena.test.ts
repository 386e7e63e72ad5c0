import { describe, expect, test } from 'vitest';
import linear from '../../src/generated/linear.ts';
import nn from '../../src/generated/nn.ts';
import nnFast from '../../src/generated/nnFast.ts';
import { Arena, PAGE } from '../../src/memory/arena.ts';
import { Memory } from '../../src/memory/memory.ts';
import { sharedModule } from '../../src/memory/module.ts';
import { withSharedMemory } from '../../src/memory/sharedMemory.ts';

const none = () => 0;

describe('an arena', () => {
  test('hands out pages upwards, each to one owner, and takes back those of one', () => {
    const arena = Arena.create(2);
    const claims = [1, 2, 1].map((owner) => arena.claim(owner, 20 * PAGE, 1000, none)!);
    expect(claims.map(({ at, bytes }) => [at / PAGE, bytes / PAGE])).toEqual([
      [2, 20],
      [22, 20],
      [42, 20],
    ]);
    expect(arena.lent).toBe(60 * PAGE);
    expect(arena.takeBack(1)).toEqual([claims[0], claims[2]]);
    expect(arena.takeBack(1)).toEqual([]);
    expect(arena.lent).toBe(20 * PAGE);
  });

  test('claims a megabyte at least, what is missing alone, and never beyond the end', () => {
    const arena = Arena.create(1);
    expect(arena.claim(1, 8, 100, none)).toEqual({ at: PAGE, bytes: 16 * PAGE });
    const spare = (at: number) => (at === 17 * PAGE ? 5 * PAGE : 0);
    expect(arena.claim(1, 30 * PAGE, 100, spare)).toEqual({ at: 17 * PAGE, bytes: 25 * PAGE });
    expect(arena.claim(1, 59 * PAGE, 100, none)).toBeUndefined();
    expect(arena.claim(1, 58 * PAGE, 100, none)).toEqual({ at: 42 * PAGE, bytes: 58 * PAGE });
    expect(arena.claim(1, 1, 100, none)).toBeUndefined();
  });

  test('lowers its top for whoever still sees the same top', () => {
    const arena = Arena.create(1);
    const { at, bytes } = arena.claim(0, 8, 100, none)!;
    expect(arena.lower(at + bytes, at)).toBe(true);
    expect(arena.lower(at + bytes, at)).toBe(false);
    expect(arena.top).toBe(at);
  });
});

describe('a shared memory', () => {
  const memory = () => Memory.shared({ memoryMB: 64 }, sharedModule()!);

  test.each([
    ['linear', linear],
    ['nn', nn],
    ['nnFast', nnFast],
  ])('has the kernels of the other: one bit of %s differs', (_, wasm) => {
    const bytes = Uint8Array.from(atob(wasm), (letter) => letter.charCodeAt(0));
    const shared = withSharedMemory(bytes);
    const differing = [...bytes.keys()].filter((k) => bytes[k] !== shared[k]);
    expect(differing).toHaveLength(1);
    expect(shared[differing[0]!]! ^ bytes[differing[0]!]!).toBe(2);
    // not every engine has the instructions of the fast build
    expect(WebAssembly.validate(shared)).toBe(WebAssembly.validate(bytes));
    expect(() => withSharedMemory(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0))).toThrow(
      'wasm: no memory is imported',
    );
  });

  test('is seen by every thread, each with a heap of its own', () => {
    const one = memory();
    const other = Memory.attach(one.share!).lent(7);
    const at = one.allocate(24);
    one.f64(at, 3).set([1, 2, 3]);
    const far = other.allocate(4_000_000);
    expect([...other.f64(at, 3)]).toEqual([1, 2, 3]);
    other.f64(far, 500_000).fill(5);
    expect(one.f64(far, 500_000).every((value) => value === 5)).toBe(true);
    expect(other.kernels.dot(3, at, at)).toBe(14);
    expect(one.used).toBeGreaterThan(4_000_000);
  });

  test('is as small as before, once what was lent is taken back', () => {
    const one = memory();
    const { size } = one;
    const sizes = [1, 2, 3, 4].map((owner) => {
      const at = one.allocate(100);
      one.lent(owner).allocate(5_000_000);
      one.heap.free(at);
      one.takeBack(owner);
      return one.size;
    });
    expect(one.used).toBe(0);
    expect(new Set(sizes).size).toBe(1);
    expect(sizes[0]).toBeGreaterThan(size);
  });

  test('says what it cannot hold', () => {
    expect(() => memory().allocate(65 * 2 ** 20)).toThrow(/^memory: cannot reserve 68157440 bytes/);
  });
});
