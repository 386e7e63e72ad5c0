import { afterEach, describe, expect, test } from 'vitest';
import wasm from '../../src/generated/linear.ts';
import { MemoryError } from '../../src/memory/errors.ts';
import { defaultMemory, Memory, setDefaultMemory } from '../../src/memory/memory.ts';
import { linearModule } from '../../src/memory/module.ts';

const MIB = 2 ** 20;
const PAGE = 2 ** 16;

function failure(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
}

describe('a memory', () => {
  test('starts small and grows by whole pages, without losing what it holds', () => {
    const memory = new Memory();
    const before = memory.size;
    expect(before).toBeLessThan(MIB);
    const small = memory.allocate(24);
    memory.f64(small, 3).set([1, -0, 1e-310]);
    const large = memory.allocate(3 * MIB);
    expect(memory.size).toBeGreaterThanOrEqual(before + 3 * MIB - PAGE);
    expect(memory.size).toBeLessThanOrEqual(large + 3 * MIB + PAGE);
    expect(memory.size % PAGE).toBe(0);
    expect([...memory.f64(small, 3)]).toEqual([1, -0, 1e-310]);
  });

  test('shows the same bytes in every view', () => {
    const memory = new Memory();
    const at = memory.allocate(16);
    memory.f64(at, 2).set([1.5, -2]);
    expect([...memory.i32(at, 4)]).toEqual([0, 0x3ff80000, 0, -0x40000000]);
    expect(memory.f32(at, 4)[1]).toBe(1.9375);
    expect(memory.bytes(at, 8)[7]).toBe(0x3f);
    expect(memory.view(at, 16).getFloat64(8, true)).toBe(-2);
  });

  test('says by a typed error what it could not hold, and serves what it can', () => {
    const memory = new Memory({ memoryMB: 1 });
    const held = memory.allocate(100);
    const { used } = memory.heap;
    const error = failure(() => memory.allocate(2 * MIB));
    expect(error).toBeInstanceOf(MemoryError);
    expect(error).toMatchObject({ name: 'MemoryError', bytes: 2 * MIB });
    expect((error as Error).message).toBe(
      'memory: cannot reserve 2097152 bytes within the limit of 1048576 bytes; ' +
        'use init({ memoryMB }) with more, float32 storage or a sparse matrix',
    );
    expect(memory.heap.used).toBe(used);
    expect(memory.allocate(MIB / 2)).toBeGreaterThan(held);
    expect(memory.size).toBeLessThanOrEqual(MIB);
  });

  test('can be filled to its limit exactly, again and again', () => {
    const memory = new Memory({ memoryMB: 2 });
    const rest = 2 * MIB - memory.heap.base;
    for (let round = 0; round < 3; round++) {
      const at = memory.allocate(rest);
      expect(memory.size).toBe(2 * MIB);
      expect(failure(() => memory.allocate(1))).toMatchObject({ bytes: 1 });
      memory.heap.free(at);
      expect(memory.heap.used).toBe(0);
    }
  });

  test('never asks the engine for more than four gibibytes', () => {
    for (const memory of [new Memory(), new Memory({ memoryMB: 1e6 })])
      expect(failure(() => memory.allocate(5 * 2 ** 30))).toMatchObject({ bytes: 5 * 2 ** 30 });
  });

  test('gives out no address whose end is the address 0 again', () => {
    const memory = new Memory();
    const all = 2 ** 32 - PAGE - memory.heap.base;
    expect(failure(() => memory.allocate(all + 1))).toMatchObject({ limit: 2 ** 32 - PAGE });
    // pages that nobody writes to cost nothing
    expect(memory.allocate(all) + all).toBe(2 ** 32 - PAGE);
    expect(memory.f64(2 ** 32 - PAGE - 8, 1)[0]).toBe(0);
  });

  test('takes the module compiled or as bytes', () => {
    const bytes = Uint8Array.from(atob(wasm), (letter) => letter.charCodeAt(0));
    const modules = [undefined, bytes, bytes.buffer, new WebAssembly.Module(bytes)];
    for (const source of modules) {
      const memory = new Memory(source && { wasm: source });
      const at = memory.allocate(16);
      memory.f64(at, 2).set([3, 4]);
      expect(memory.kernels.dot(2, at, at)).toBe(25);
    }
    expect(linearModule()).toBe(linearModule());
  });

  test('keeps apart from every other memory', () => {
    const [a, b] = [new Memory(), new Memory()];
    const at = a.allocate(8);
    expect(b.allocate(8)).toBe(at);
    a.f64(at, 1)[0] = 1;
    b.f64(at, 1)[0] = 2;
    a.kernels.shift(1, 10, at);
    expect([a.f64(at, 1)[0], b.f64(at, 1)[0]]).toEqual([11, 2]);
  });
});

describe('the memory of everything that names none', () => {
  const original = defaultMemory();
  afterEach(() => {
    setDefaultMemory(original);
  });

  test('is one, until another is set', () => {
    expect(defaultMemory()).toBe(original);
    const other = new Memory({ memoryMB: 1 });
    setDefaultMemory(other);
    expect(defaultMemory()).toBe(other);
  });
});
