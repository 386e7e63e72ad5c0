/** Files of this package in the format of safetensors: content as JSON, numbers, a checksum of both. */
import { fail } from '../check.ts';
import { crc32 } from './crc32.ts';
import { plain, revive } from './file.ts';
import {
  parseStrictly,
  readSafetensors,
  type StoredTensor,
  type TensorFile,
  writeSafetensors,
} from './safetensors.ts';

/** 'tikhonov-network' or 'tikhonov-checkpoint'. */
export type FileKind = 'network' | 'checkpoint';

const VERSION = '1';

export interface Opened<T> {
  readonly content: T;
  readonly tensors: ReadonlyMap<string, StoredTensor>;
}

/** A file of content and tensors. */
export function sealed(
  kind: FileKind,
  content: object,
  tensors: ReadonlyMap<string, StoredTensor>,
): Uint8Array<ArrayBuffer> {
  const text = JSON.stringify(plain(content));
  const metadata = new Map([
    ['format', `tikhonov-${kind}`],
    ['version', VERSION],
    ['content', text],
    ['checksum', checksum(text, tensors)],
  ]);
  return writeSafetensors({ tensors, metadata });
}

/**
 * What `sealed` was given.
 * @throws RangeError that says whether it is another file, newer, truncated or edited.
 */
export function opened<T>(
  where: string,
  name: string,
  kind: FileKind,
  bytes: Uint8Array,
): Opened<T> {
  const { tensors, metadata } = readSafetensors(where, name, bytes);
  const format = metadata.get('format');
  if (format !== `tikhonov-${kind}`)
    fail(where, name, `be a tikhonov-${kind} file`, format ?? 'another safetensors file');
  const version = metadata.get('version');
  if (version !== VERSION)
    fail(where, name, `have version ${VERSION}`, version, 'update tikhonov to read it');
  const text = metadata.get('content') ?? '';
  if (metadata.get('checksum') !== checksum(text, tensors))
    fail(where, name, 'be unchanged', 'another checksum', 'it was edited or damaged');
  const content = parseStrictly(text);
  if (typeof content !== 'object' || content === null)
    fail(where, name, 'hold content as JSON', 'other text');
  return { content: revive(content) as T, tensors };
}

/** Of the text, and of names and bytes of the tensors in the order of their names. */
function checksum(text: string, tensors: TensorFile['tensors']): string {
  const encode = (words: string) => new TextEncoder().encode(words);
  const sorted = [...tensors].sort(([a], [b]) => (a < b ? -1 : 1));
  const parts = sorted.flatMap(([name, { dtype, shape, data }]) => [
    encode(JSON.stringify([name, dtype, shape])),
    new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
  ]);
  return crc32(encode(text), ...parts);
}
