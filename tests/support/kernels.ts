/** Memory for tests of kernels: every array stands between guard words. */
import { expect } from 'vitest';
import type { LinearExports } from '../../src/generated/linearExports.ts';
import { Memory } from '../../src/memory/memory.ts';

/** Sizes at which pairs, blocks and their tails begin and end. */
export const EDGE_SIZES = [
  ...[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 15, 16, 17, 31, 32, 33, 63, 64, 65, 100],
];

/** Bytes past a multiple of 16 at which arrays of f64 start; narrower ones as many elements past. */
export const SHIFTS = [0, 8];

const GUARD = 32;
/** Around input: −1 as an integer, NaN as a float, which what is made of it shows. */
const UNREAD = 0xff;
/** Around output: 1.9e-226 as a float, which no sum and no product leaves as it is. */
const UNWRITTEN = 0x11;

type Numbers = Float64Array | Float32Array | Int32Array | Int8Array;

/** An array in WASM memory that a kernel may write. */
export interface Room<T> {
  readonly at: number;
  /** A copy of what is there now. */
  read(): T;
}

interface Block {
  readonly at: number;
  readonly from: number;
  readonly to: number;
  readonly end: number;
  /** The bytes that must still be there, of an array that kernels only read. */
  readonly given: Uint8Array | undefined;
}

export class Box {
  readonly memory: Memory;
  readonly #shift: number;
  #blocks: Block[] = [];

  constructor(memory: Memory, shift: number) {
    this.memory = memory;
    this.#shift = shift;
  }

  get kernels(): LinearExports {
    return this.memory.kernels;
  }

  /** The address of numbers that kernels must leave as they are. */
  readonly given = (values: Numbers): number => this.#place(values, true);

  /** Numbers that a kernel may change. */
  readonly room = <T extends Numbers>(values: T): Room<T> => {
    const at = this.#place(values, false);
    const { length } = values;
    const kind = values.constructor as new (buffer: ArrayBuffer, at: number, length: number) => T;
    const read = () => new kind(this.memory.bytes(at, 0).buffer, at, length).slice() as T;
    return { at, read };
  };

  /** The address of a record. */
  readonly record = <T>(
    type: { readonly bytes: number; write(memory: Memory, at: number, values: T): void },
    values: T,
  ): number => {
    const at = this.#place(new Float64Array(type.bytes / 8), false);
    type.write(this.memory, at, values);
    return at;
  };

  /** One line per guard word or given array that was written. */
  damage(): string[] {
    return this.#blocks.flatMap(({ at, from, to, end, given }, k) => {
      const fill = given ? UNREAD : UNWRITTEN;
      const isWhole = (start: number, stop: number) =>
        this.memory.bytes(start, stop - start).every((byte) => byte === fill);
      const lines = [];
      if (!isWhole(at, from)) lines.push(`array ${k}: written before its start`);
      if (!isWhole(to, end)) lines.push(`array ${k}: written past its end`);
      const now = this.memory.bytes(from, to - from);
      if (given?.some((byte, i) => byte !== now[i])) lines.push(`array ${k}: written, is input`);
      return lines;
    });
  }

  release(): void {
    for (const { at } of this.#blocks) this.memory.heap.free(at);
    this.#blocks = [];
  }

  #place(values: Numbers, isGiven: boolean): number {
    const shift = (this.#shift * values.BYTES_PER_ELEMENT) / 8;
    const bytes = GUARD + shift + values.byteLength + GUARD;
    const at = this.memory.allocate(bytes);
    this.memory.bytes(at, bytes).fill(isGiven ? UNREAD : UNWRITTEN);
    const from = at + GUARD + shift;
    const to = from + values.byteLength;
    const source = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    this.memory.bytes(from, values.byteLength).set(source);
    const given = isGiven ? source.slice() : undefined;
    this.#blocks.push({ at, from, to, end: at + bytes, given });
    return from;
  }
}

const memory = new Memory();

/** Runs with arrays that start `shift` bytes past a multiple of 16, and finds nothing damaged. */
export function onKernels(run: (box: Box) => void, shift = 0): void {
  const box = new Box(memory, shift);
  try {
    run(box);
    expect(box.damage()).toEqual([]);
  } finally {
    box.release();
  }
}

export function f64(length: number, value?: (i: number) => number): Float64Array<ArrayBuffer> {
  const values = new Float64Array(length);
  if (value) for (let i = 0; i < length; i++) values[i] = value(i);
  return values;
}

export const i32 = (length: number, value: (i: number) => number = () => 0) =>
  Int32Array.from({ length }, (_, i) => value(i));
