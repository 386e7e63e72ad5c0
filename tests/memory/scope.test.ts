import { expect, test } from 'vitest';
import { MemoryError } from '../../src/memory/errors.ts';
import { Memory } from '../../src/memory/memory.ts';
import { Scope } from '../../src/memory/scope.ts';

test('a scope gives back everything at once, and nothing else', () => {
  const memory = new Memory();
  const other = memory.allocate(100);
  const { used } = memory.heap;
  const scope = new Scope(memory);
  scope.reserve(1000);
  scope.f64(7);
  scope.i32(3);
  scope.putF64([1, 2]);
  scope.putI32([3]);
  expect(memory.heap.used).toBeGreaterThanOrEqual(used + 1000 + 56 + 12 + 16 + 4);
  scope.release();
  expect(memory.heap.used).toBe(used);
  scope.release();
  memory.heap.free(other);
  expect(memory.heap.used).toBe(0);
});

test('a scope can be used again after its release', () => {
  const memory = new Memory();
  const scope = new Scope(memory);
  for (let round = 0; round < 3; round++) {
    expect(scope.reserve(64)).toBe(memory.heap.base);
    scope.release();
    expect(memory.heap.used).toBe(0);
  }
});

test('numbers are copied in, and the rest is cleared where it says so', () => {
  const memory = new Memory();
  const scope = new Scope(memory);
  const dirty = scope.reserve(256);
  memory.bytes(dirty, 256).fill(0xff);
  scope.free(dirty);
  expect([...memory.f64(scope.f64(4), 4)]).toEqual([0, 0, 0, 0]);
  expect([...memory.i32(scope.i32(5), 5)]).toEqual([0, 0, 0, 0, 0]);
  const source = [0.1, -0, Infinity];
  const copy = scope.putF64(source);
  source[0] = 2;
  expect([...memory.f64(copy, 3)]).toEqual([0.1, -0, Infinity]);
  expect([...memory.i32(scope.putI32(Int32Array.of(7, -8)), 2)]).toEqual([7, -8]);
  expect([...memory.f64(scope.putF64(Float32Array.of(1.5)), 1)]).toEqual([1.5]);
});

test('one block can be given back early, once', () => {
  const memory = new Memory();
  const scope = new Scope(memory);
  const [first, second] = [scope.reserve(32), scope.reserve(32)];
  scope.free(first);
  expect(memory.heap.used).toBe(32);
  expect(() => scope.free(first)).toThrow(`heap: ${first} is not an allocated address`);
  expect(scope.reserve(16)).toBe(first);
  scope.free(second);
  scope.release();
  expect(memory.heap.used).toBe(0);
});

test('a scope that could not have all it wanted gives back what it had', () => {
  const memory = new Memory({ memoryMB: 1 });
  const scope = new Scope(memory);
  scope.f64(1000);
  for (const ask of [() => scope.f64(2 ** 18), () => scope.putF64(new Float64Array(2 ** 18))])
    expect(ask).toThrow(MemoryError);
  scope.release();
  expect(memory.heap.used).toBe(0);
  expect(scope.f64(1000)).toBe(memory.heap.base);
});
