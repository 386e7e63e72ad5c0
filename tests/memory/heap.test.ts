import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Heap } from '../../src/memory/heap.ts';

const BASE = 48;
const LIMIT = 4096;

interface Block {
  readonly at: number;
  readonly end: number;
}

/** The heap in a few lines: the lowest address with enough room between the blocks in use. */
class Model {
  blocks: Block[] = [];

  /** Reserve `bytes`, or −1 where the limit is in the way. */
  allocate(bytes: number): number {
    const size = Math.max(16, 16 * Math.ceil(bytes / 16));
    const next = this.blocks.findIndex(({ at }, k) => at - this.#endBefore(k) >= size);
    const index = next < 0 ? this.blocks.length : next;
    const at = this.#endBefore(index);
    if (index === this.blocks.length && at + size > LIMIT) return -1;
    this.blocks.splice(index, 0, { at, end: at + size });
    return at;
  }

  extend(index: number, more: number): boolean {
    const block = this.blocks[index]!;
    const end = block.at + 16 * Math.ceil((block.end - block.at + more) / 16);
    if (end > (this.blocks[index + 1]?.at ?? LIMIT)) return false;
    this.blocks[index] = { at: block.at, end };
    return true;
  }

  free(index: number): number {
    return this.blocks.splice(index, 1)[0]!.at;
  }

  get used(): number {
    return this.blocks.reduce((total, { at, end }) => total + end - at, 0);
  }

  #endBefore(index: number): number {
    return this.blocks[index - 1]?.end ?? BASE;
  }
}

/** A size to reserve, or a share that picks the block to free or to extend. */
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ bytes: fc.integer({ min: 0, max: 600 }) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      share: fc.double({ min: 0, max: 0.999, noNaN: true }),
      more: fc.option(fc.integer({ min: 1, max: 300 })),
    }),
  },
);

test('addresses are those of the model: lowest first, no overlap, freed room used again', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
      const tops: number[] = [];
      const heap = new Heap(BASE, (top) => top <= LIMIT && tops.push(top) > 0);
      const model = new Model();
      for (const each of steps) {
        if ('bytes' in each) expect(heap.allocate(each.bytes)).toBe(model.allocate(each.bytes));
        else if (model.blocks.length > 0) {
          const index = Math.floor(each.share * model.blocks.length);
          const { at, end } = model.blocks[index]!;
          if (each.more === null) heap.free(model.free(index));
          else {
            const bytes = end - at + each.more;
            expect(heap.extend(at, bytes)).toBe(model.extend(index, each.more));
          }
        }
        expect(heap.used).toBe(model.used);
        const end = model.blocks.at(-1)?.end ?? BASE;
        expect(Math.max(BASE, ...tops)).toBeGreaterThanOrEqual(end);
        for (const { at } of model.blocks) expect(at % 16).toBe(0);
      }
      while (model.blocks.length > 0) heap.free(model.free(0));
      expect(heap.used).toBe(0);
      expect(heap.allocate(LIMIT - BASE)).toBe(BASE);
    }),
    { seed: 1, numRuns: 300 },
  );
});

describe('a heap', () => {
  const unlimited = (base = BASE) => new Heap(base, () => true);

  test('begins at a multiple of 16', () => {
    expect(unlimited(33).base).toBe(48);
    expect(unlimited(33).allocate(1)).toBe(48);
  });

  test('gives blocks of no bytes addresses of their own', () => {
    const heap = unlimited();
    expect([heap.allocate(0), heap.allocate(0)]).toEqual([48, 64]);
    expect(heap.used).toBe(32);
  });

  test('asks for more only beyond its top, which comes down again', () => {
    const tops: number[] = [];
    const heap = new Heap(0, (top) => tops.push(top) > 0);
    const [first, second, third] = [heap.allocate(100), heap.allocate(50), heap.allocate(7)];
    expect([first, second, third]).toEqual([0, 112, 176]);
    expect(tops).toEqual([112, 176, 192]);
    heap.free(first!);
    expect(heap.allocate(32)).toBe(0);
    expect(heap.allocate(80)).toBe(32);
    expect(tops).toHaveLength(3);
    heap.free(second!);
    heap.free(third!);
    expect(heap.allocate(1000)).toBe(112);
    expect(tops.at(-1)).toBe(1120);
  });

  test('is as it was after a refusal', () => {
    const heap = new Heap(0, (top) => top <= 64);
    const at = heap.allocate(32);
    expect(heap.allocate(33)).toBe(-1);
    expect(heap.used).toBe(32);
    expect(heap.allocate(32)).toBe(32);
    heap.free(at);
    expect(heap.used).toBe(32);
  });

  test.each([0, 8, 32, -1, Number.NaN])('refuses to free %d, which it never gave', (at) => {
    const heap = unlimited(16);
    heap.allocate(64);
    expect(() => heap.free(at)).toThrow(new Error(`heap: ${at} is not an allocated address`));
    expect(heap.used).toBe(64);
  });

  test('refuses to free twice', () => {
    const heap = unlimited(16);
    const at = heap.allocate(64);
    heap.allocate(64);
    heap.free(at);
    expect(() => heap.free(at)).toThrow(new Error('heap: 16 is not an allocated address'));
    expect(heap.used).toBe(64);
  });
});
