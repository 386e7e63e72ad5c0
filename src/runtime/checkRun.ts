import { failType } from '../check.ts';
import type { RunOptions } from './types.ts';

/** The options of a run, before any work is done. */
export function checkRun(where: string, { signal, onProgress }: RunOptions): void {
  if (signal !== undefined && typeof signal?.throwIfAborted !== 'function')
    failType(where, 'signal', 'be an AbortSignal', signal);
  if (onProgress !== undefined && typeof onProgress !== 'function')
    failType(where, 'onProgress', 'be a function', onProgress);
}
