import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Where a file of the shared folder of larger data sets is, or undefined where the folder (or the
 * file) is absent: TIKHONOV_SHARED, or `shared` beside the repository.
 */
export function sharedPath(relative: string): string | undefined {
  const beside = fileURLToPath(new URL('../../../shared', import.meta.url));
  const path = join(process.env.TIKHONOV_SHARED ?? beside, relative);
  return existsSync(path) ? path : undefined;
}
