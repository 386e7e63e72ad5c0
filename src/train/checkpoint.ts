/** Checkpoints: everything that the next epoch depends on, as a file. */
import { fail } from '../check.ts';
import { realBytes } from '../memory/networkKernels.ts';
import type { Scope } from '../memory/scope.ts';
import { crc32 } from '../model/crc32.ts';
import type { StoredTensor, TensorData } from '../model/safetensors.ts';
import { opened, sealed } from '../model/tensorFile.ts';
import type { Block } from './block.ts';
import { checkHistory, type EpochLog } from './history.ts';

/** Options of checkpoints. */
export interface Checkpoint {
  /** Epochs between two of them, default 1. */
  every?: number;
  /** Given the bytes that `resume` goes on from; a promise is waited for. */
  onCheckpoint: (bytes: Uint8Array<ArrayBuffer>) => void | Promise<void>;
}

interface Content {
  readonly facts: Readonly<Record<string, string>>;
  readonly history: readonly EpochLog[];
}

/** The file of a run as it stands after the last of these epochs. */
export function written(
  blocks: readonly Block[],
  { memory }: Scope,
  facts: Content['facts'],
  history: readonly EpochLog[],
): Uint8Array<ArrayBuffer> {
  const dtype = { reals: realBytes(memory) === 8 ? 'F64' : 'F32', words: 'I32', bytes: 'U8' };
  const tensors = blocks.map(({ name, kind, at, bytes }) => {
    const data = numbers[kind](memory.bytes(at, bytes).slice().buffer, dtype[kind] === 'F64');
    const tensor = { dtype: dtype[kind], shape: [data.length], data } as StoredTensor;
    return [name, tensor] as const;
  });
  return sealed('checkpoint', { facts, history } satisfies Content, new Map(tensors));
}

const numbers = {
  reals: (buffer: ArrayBuffer, isWide: boolean): TensorData =>
    isWide ? new Float64Array(buffer) : new Float32Array(buffer),
  words: (buffer: ArrayBuffer): TensorData => new Int32Array(buffer),
  bytes: (buffer: ArrayBuffer): TensorData => new Uint8Array(buffer),
} as const;

/**
 * Puts a run where a checkpoint left it; returns the history until then.
 * @throws RangeError that says what differs, where it is a checkpoint of another run.
 */
export function resumed(
  where: string,
  bytes: Uint8Array,
  blocks: readonly Block[],
  { memory }: Scope,
  facts: Content['facts'],
): readonly EpochLog[] {
  const { content, tensors } = opened<Content>(where, 'resume', 'checkpoint', bytes);
  const { facts: before = {}, history = [] } = content;
  for (const key of new Set([...Object.keys(facts), ...Object.keys(before)])) {
    if (facts[key] === before[key]) continue;
    const rule = `be of a run with the same ${key} (${facts[key] ?? 'none given'})`;
    fail(where, 'resume', rule, before[key] ?? 'none');
  }
  checkHistory(where, 'in resume', history);
  for (const { name, at, bytes: length } of blocks) {
    const data = tensors.get(name)?.data;
    if (data?.byteLength !== length)
      fail(where, 'resume', `hold ${length} bytes of ${name}`, data?.byteLength);
    memory.bytes(at, length).set(new Uint8Array(data.buffer, data.byteOffset, length));
  }
  return history;
}

/** What options and data are, as far as text can say it: long texts by their checksum. */
export function factsOf(given: Readonly<Record<string, unknown>>): Record<string, string> {
  const facts = Object.entries(given).flatMap(([key, value]) => {
    const text = typeof value === 'string' ? value : JSON.stringify(value, asText);
    if (text === undefined) return [];
    const isLong = text.length > 100;
    return [[key, isLong ? crc32(new TextEncoder().encode(text)) : text] as const];
  });
  return Object.fromEntries(facts);
}

function asText(_: string, value: unknown): unknown {
  if (typeof value === 'bigint' || value instanceof RegExp) return String(value);
  if (!ArrayBuffer.isView(value)) return value;
  return crc32(new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
}
