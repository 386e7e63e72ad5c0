/** Output files: checked before the work, written whole or not at all. */
import { access, constants, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { fail } from '../check.ts';

/** Path per option, undefined where it was not given. */
export type Outputs = Readonly<Record<string, string | undefined>>;

/**
 * Refuse outputs that could not be written, that name one file twice or one of the inputs.
 * @throws RangeError naming the option.
 */
export async function checkOutputs(outputs: Outputs, inputs: readonly string[]): Promise<void> {
  const taken = new Map<string, string>();
  for (const input of inputs) taken.set(await finalPath(input), 'an input');
  for (const [flag, path] of Object.entries(outputs)) {
    if (path === undefined) continue;
    const status = await stat(path).catch(() => undefined);
    if (status?.isDirectory()) fail('tikhonov', flag, 'name a file', path, 'it is a folder');
    if (status && !status.isFile()) continue;
    if (!(await isWritable(dirname(resolve(path)))))
      fail('tikhonov', flag, 'lie in an existing, writable folder', path);
    const final = await finalPath(path);
    const other = taken.get(final);
    if (other) fail('tikhonov', flag, 'name a file of its own', path, `it is ${other} already`);
    taken.set(final, flag);
  }
}

function isWritable(folder: string): Promise<boolean> {
  return access(folder, constants.W_OK).then(
    () => true,
    () => false,
  );
}

/**
 * Write all files: first beside their places, then moved there, so that no reader and no
 * interruption ever sees half a file. Pipes and devices are written directly.
 *
 * @param contents text or bytes by path.
 */
export async function writeFiles(
  contents: ReadonlyMap<string, string | Uint8Array>,
  signal: AbortSignal,
): Promise<void> {
  const moves: { from: string; to: string }[] = [];
  const direct: [string, string | Uint8Array][] = [];
  try {
    for (const [path, content] of contents) {
      signal.throwIfAborted();
      const status = await stat(path).catch(() => undefined);
      if (status && !status.isFile()) {
        direct.push([path, content]);
        continue;
      }
      const to = await finalPath(path);
      const from = join(dirname(to), `.${basename(to)}.${process.pid}.tmp`);
      moves.push({ from, to });
      await writeFile(from, content);
    }
    signal.throwIfAborted();
    for (const { from, to } of moves) await rename(from, to);
  } finally {
    for (const { from } of moves) await rm(from, { force: true });
  }
  for (const [path, content] of direct) await writeFile(path, content);
}

/** Where a path leads: a link keeps its place, what it names is replaced. */
async function finalPath(path: string): Promise<string> {
  return realpath(path).catch(() => resolve(path));
}
