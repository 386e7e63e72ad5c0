// Builds only where a source is newer than the last complete build, so that a second start is
// instant. The build talks on stderr: stdout belongs to the command that follows.
import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const SOURCES = [
  'assembly',
  'src',
  'scripts',
  'asconfig.json',
  'package.json',
  'tsconfig.build.json',
];
/** Written by scripts/finish-build.mjs as its last act. */
const STAMP = 'build/complete';

function modified(path) {
  const status = statSync(path, { throwIfNoEntry: false });
  if (!status) return 0;
  if (!status.isDirectory()) return status.mtimeMs;
  const inside = readdirSync(path).filter((name) => name !== 'generated');
  return Math.max(0, ...inside.map((name) => modified(join(path, name))));
}

const newest = Math.max(...SOURCES.map(modified));
if (modified(STAMP) < newest || modified('dist') === 0) {
  const { status } = spawnSync('npm', ['run', 'build'], {
    stdio: ['ignore', 2, 2],
    shell: true,
  });
  process.exit(status ?? 1);
}
