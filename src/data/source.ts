/** The bytes and the text behind a path or a Blob; gzip is taken off, browsers included. */
import { fail, failType } from '../check.ts';

/** A path (Node, Deno, Bun) or a Blob or File (everywhere). */
export type Source = string | Blob;

/** What to call a source: the path, a File's name, or '' for a Blob without one. */
export function nameOf(where: string, source: Source): string {
  if (typeof source === 'string') return source;
  if (!(source instanceof Blob)) failType(where, 'path', 'be a path or a Blob', source);
  return 'name' in source && typeof source.name === 'string' ? source.name : '';
}

/** All bytes, decompressed where they are gzip. */
export async function readBytes(where: string, source: Source): Promise<Uint8Array<ArrayBuffer>> {
  const name = nameOf(where, source);
  const bytes =
    typeof source === 'string'
      ? await readFile(where, source)
      : new Uint8Array(await source.arrayBuffer());
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return gunzip(where, name, bytes);
  if (/\.gz$/i.test(name)) fail(where, name, 'start with the two bytes of gzip', show(bytes));
  return bytes;
}

/** All text; a byte order mark is dropped, line ends become \n. */
export async function readText(where: string, source: Source): Promise<string> {
  const bytes = await readBytes(where, source);
  const text = decode(where, nameOf(where, source) || 'the Blob', bytes);
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}

function decode(where: string, name: string, bytes: Uint8Array<ArrayBuffer>): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return fail(where, name, 'be UTF-8 text', show(bytes), 'save it with the encoding UTF-8');
  }
}

async function gunzip(
  where: string,
  name: string,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  } catch {
    const hint = 'it is truncated or damaged';
    return fail(where, name || 'the Blob', 'be complete gzip data', `${bytes.length} bytes`, hint);
  }
}

/** The file system is asked for at call time, so that no bundler looks for it. */
async function readFile(where: string, path: string): Promise<Uint8Array<ArrayBuffer>> {
  const system = typeof process === 'undefined' ? undefined : process.getBuiltinModule;
  if (!system) return fail(where, 'path', 'be a Blob or File where there are no files', path);
  try {
    return new Uint8Array(await system('node:fs/promises').readFile(path));
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    return fail(where, 'path', 'name a readable file', path, REASONS.get(code) ?? message);
  }
}

const REASONS: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'there is no such file'],
  ['EISDIR', 'it is a folder'],
  ['EACCES', 'reading it is not permitted'],
]);

function show(bytes: Uint8Array): string {
  const start = Array.from(bytes.subarray(0, 4), (byte) => byte.toString(16).padStart(2, '0'));
  return `bytes ${start.join(' ')}…`;
}
