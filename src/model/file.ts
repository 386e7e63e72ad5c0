/** Model files: JSON with a format name, a version and a checksum of the exact content. */
import { crc32 } from './crc32.ts';

export const FORMAT = 'tikhonov-model';
export const VERSION = 2;

export interface ModelFile {
  format: string;
  version: number;
  kind: string;
  checksum: string;
  model: unknown;
}

/** Typed arrays become { type, values }; Infinity and NaN, which JSON lacks, become strings. */
export function encodeModel(kind: string, model: object): ModelFile {
  const content = plain(model);
  return {
    format: FORMAT,
    version: VERSION,
    kind,
    checksum: checksum(content),
    model: content,
  };
}

/**
 * Read a model file, text or bytes or parsed.
 * @throws Error that says whether it is not ours, newer, truncated or edited.
 */
export function decodeModel(source: string | Uint8Array | unknown): {
  kind: string;
  model: unknown;
} {
  const file = parse(source);
  if (typeof file !== 'object' || file === null || (file as ModelFile).format !== FORMAT)
    throw new Error(`load: source must be a ${FORMAT} file; this one is something else`);
  const { version, kind, model, checksum: expected } = file as ModelFile;
  if (!(Number.isInteger(version) && version >= 1 && version <= VERSION))
    throw new Error(
      `load: source must have version at most ${VERSION}, got ${version}; update tikhonov to read it`,
    );
  if (typeof model !== 'object' || model === null || checksum(model) !== expected)
    throw new Error(
      'load: source must be unchanged; its checksum does not match: it was edited or damaged',
    );
  return { kind, model: revive(model) };
}

function parse(source: unknown): unknown {
  if (typeof source !== 'string' && !(source instanceof Uint8Array)) return source;
  const text = typeof source === 'string' ? source : new TextDecoder().decode(source);
  try {
    return JSON.parse(text);
  } catch {
    const ours = text.includes(FORMAT);
    throw new Error(
      ours
        ? 'load: source must be complete; the file is truncated or damaged'
        : `load: source must be a ${FORMAT} file; this one is not JSON`,
    );
  }
}

/** Content as JSON can hold it. */
export function plain(value: unknown): unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) return { $number: String(value) };
  if (Object.is(value, -0)) return { $number: '-0' };
  if (value instanceof Float64Array) return { $float64: Array.from(value, plain) };
  if (value instanceof Int32Array) return { $int32: Array.from(value) };
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, v]) => v !== undefined);
  return Object.fromEntries(entries.map(([key, v]) => [key, plain(v)]));
}

/** What `plain` was given. */
export function revive(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(revive);
  if (typeof value !== 'object' || value === null) return value;
  const record = value as Record<string, unknown>;
  if (typeof record.$number === 'string') return Number(record.$number);
  if (Array.isArray(record.$float64))
    return Float64Array.from(record.$float64.map(revive) as number[]);
  if (Array.isArray(record.$int32)) return Int32Array.from(record.$int32 as number[]);
  return Object.fromEntries(Object.entries(record).map(([key, v]) => [key, revive(v)]));
}

function checksum(content: unknown): string {
  return crc32(new TextEncoder().encode(JSON.stringify(content)));
}
