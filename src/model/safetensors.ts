/**
 * Safetensors, the format of named tensors that frameworks share:
 *
 *   │ bytes of the header, u64 │ header: JSON, spaces │ numbers, little-endian │
 *
 * https://huggingface.co/docs/safetensors, "Format".
 */
import { fail } from '../check.ts';

/** Numbers under a name; those of 16 bits are read as float32, those of i64 as float64. */
export type TensorData = Float64Array | Float32Array | Int32Array | Uint8Array;

export interface StoredTensor {
  readonly dtype: Dtype;
  readonly shape: readonly number[];
  readonly data: TensorData;
}

export interface TensorFile {
  readonly tensors: ReadonlyMap<string, StoredTensor>;
  readonly metadata: ReadonlyMap<string, string>;
}

const BYTES = { F64: 8, I64: 8, F32: 4, I32: 4, F16: 2, BF16: 2, U8: 1 } as const;
export type Dtype = keyof typeof BYTES;

const METADATA = '__metadata__';
/** Refused as a name: as a key of an object it would be no key. */
const PROTOTYPE = '__proto__';
/** Brackets within brackets. */
const DEPTH = 32;

/** The bytes of a file; wide numbers first, so that all are aligned. */
export function writeSafetensors({ tensors, metadata }: TensorFile): Uint8Array<ArrayBuffer> {
  const sorted = [...tensors].sort(([, a], [, b]) => BYTES[b.dtype] - BYTES[a.dtype]);
  const header = new Map<string, unknown>();
  if (metadata.size > 0) header.set(METADATA, Object.fromEntries(metadata));
  let end = 0;
  for (const [name, { dtype, shape, data }] of sorted) {
    header.set(name, { dtype, shape, data_offsets: [end, end + data.byteLength] });
    end += data.byteLength;
  }
  const text = new TextEncoder().encode(JSON.stringify(Object.fromEntries(header)));
  const length = Math.ceil(text.length / 8) * 8;
  const file = new Uint8Array(8 + length + end).fill(32, 8, 8 + length);
  new DataView(file.buffer).setUint32(0, length, true);
  file.set(text, 8);
  let at = 8 + length;
  for (const [, { data }] of sorted) {
    file.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at);
    at += data.byteLength;
  }
  return file;
}

/** Whether bytes can be a file of this format: the length of a header, and its first bracket. */
export function looksLikeSafetensors(bytes: Uint8Array): boolean {
  return bytes.length > 8 && bytes[8] === 0x7b && bytes.subarray(4, 8).every((byte) => byte === 0);
}

/**
 * What a file holds. Memory and time are bounded by its length.
 * @throws RangeError that names what is wrong: truncated, or tensors that overlap, leave gaps, or do
 * not fit their shapes.
 */
export function readSafetensors(where: string, name: string, bytes: Uint8Array): TensorFile {
  const bad = (rule: string, got: unknown) => fail(where, name, rule, got);
  if (!looksLikeSafetensors(bytes)) bad('be a safetensors file', `${bytes.length} other bytes`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.getUint32(0, true);
  if (length > bytes.length - 8)
    bad(`hold its header of ${length} bytes`, `${bytes.length} bytes; it is truncated`);
  const header = headerOf(bytes.subarray(8, 8 + length), bad);
  const metadata = metadataOf(header.get(METADATA), bad);
  header.delete(METADATA);
  const entries = [...header].map(([key, entry]) => ({ key, ...entryOf(key, entry, bad) }));
  const body = bytes.subarray(8 + length);
  entries.sort((a, b) => a.from - b.from || a.to - b.to);
  let end = 0;
  for (const { key, from, to } of entries) {
    if (from !== end) bad(`hold ${key} at ${end}, where the tensor before it ends`, from);
    end = to;
  }
  if (end !== body.length) bad(`hold ${end} bytes of numbers`, `${body.length} bytes`);
  const tensors = entries.map(({ key, dtype, shape, from, to }) => {
    // a copy: the slice of a Buffer of Node would be none
    const data = numbersOf(dtype, new Uint8Array(body.subarray(from, to)).buffer);
    return [key, { dtype, shape, data }] as const;
  });
  return { tensors: new Map(tensors), metadata };
}

type Bad = (rule: string, got: unknown) => never;

function headerOf(bytes: Uint8Array, bad: Bad): Map<string, unknown> {
  const text = new TextDecoder().decode(bytes);
  const header = parseStrictly(text) ?? bad('have a header of JSON', 'other text');
  if (typeof header !== 'object' || Array.isArray(header))
    bad('have an object as its header', header);
  return new Map(Object.entries(header));
}

/**
 * JSON without doubled keys, keys named __proto__, and brackets deeper than any file has; undefined
 * where there is anything of it.
 */
export function parseStrictly(text: string): unknown {
  let value: unknown;
  let pairs = 0;
  let depth = 0;
  for (let at = 0, isText = false; at < text.length; at++) {
    const c = text[at];
    if (isText && c === '\\') at++;
    else if (c === '"') isText = !isText;
    else if (isText) continue;
    else if (c === ':') pairs++;
    else if (c === '{' || c === '[') depth++;
    else if (c === '}' || c === ']') depth--;
    if (depth > DEPTH) return undefined;
  }
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  // a doubled key leaves one pair fewer than there are colons
  return pairsOf(value) === pairs ? value : undefined;
}

function pairsOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const inner = Object.values(value).reduce((sum: number, one) => sum + pairsOf(one), 0);
  if (Array.isArray(value)) return inner;
  return Object.hasOwn(value, PROTOTYPE) ? Number.NaN : inner + Object.keys(value).length;
}

function metadataOf(value: unknown, bad: Bad): Map<string, string> {
  if (value === undefined) return new Map();
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    bad('have an object as its metadata', value);
  const entries = Object.entries(value);
  for (const [key, text] of entries)
    if (typeof text !== 'string') bad(`have text as metadata ${key}`, text);
  return new Map(entries as [string, string][]);
}

function entryOf(key: string, entry: unknown, bad: Bad) {
  const { dtype, shape, data_offsets: offsets } = (entry ?? {}) as Record<string, unknown>;
  if (typeof dtype !== 'string' || !Object.hasOwn(BYTES, dtype))
    bad(`have one of ${Object.keys(BYTES).join(', ')} as dtype of ${key}`, dtype);
  const isSizes = (list: unknown): list is number[] =>
    Array.isArray(list) && list.every((size) => Number.isSafeInteger(size) && size >= 0);
  if (!isSizes(shape)) bad(`have a list of lengths as shape of ${key}`, shape);
  if (!isSizes(offsets) || offsets.length !== 2 || offsets[0]! > offsets[1]!)
    bad(`have begin and end as data_offsets of ${key}`, offsets);
  const [from, to] = offsets as [number, number];
  const bytes = shape.reduce((product, size) => product * size, BYTES[dtype as Dtype]);
  if (to - from !== bytes) bad(`hold ${bytes} bytes for ${key}`, to - from);
  return { dtype: dtype as Dtype, shape, from, to };
}

function numbersOf(dtype: Dtype, buffer: ArrayBuffer): TensorData {
  switch (dtype) {
    case 'F64':
      return new Float64Array(buffer);
    case 'F32':
      return new Float32Array(buffer);
    case 'I32':
      return new Int32Array(buffer);
    case 'U8':
      return new Uint8Array(buffer);
    case 'I64':
      return Float64Array.from(new BigInt64Array(buffer), Number);
    case 'BF16':
      return new Float32Array(Uint32Array.from(new Uint16Array(buffer), (b) => b << 16).buffer);
    case 'F16':
      return Float32Array.from(new Uint16Array(buffer), halfOf);
  }
}

/** A number of 16 bits: sign, five bits of exponent, ten of fraction. */
function halfOf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = (bits & 1023) / 1024;
  if (exponent === 31) return fraction ? Number.NaN : sign * Infinity;
  return sign * (exponent ? (1 + fraction) * 2 ** (exponent - 15) : fraction * 2 ** -14);
}
