// Last step of the build: drops what no source stands behind any more, makes the command
// executable, and stamps the build as complete for scripts/ensure-build.mjs.
import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const COMMAND = 'dist/cli/main.js';
const COMPILED = /\.(js|d\.ts)(\.map)?$/;

const compiled = readdirSync('dist', { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && COMPILED.test(entry.name))
  .map((entry) => relative('dist', join(entry.parentPath, entry.name)));

// The compiler never deletes: a renamed source would leave its old output in the package for ever.
for (const file of compiled)
  if (!existsSync(join('src', file.replace(COMPILED, '.ts')))) rmSync(join('dist', file));

if (!readFileSync(COMMAND, 'utf8').startsWith('#!/usr/bin/env node\n'))
  throw new Error(`${COMMAND} must begin with #!/usr/bin/env node`);
chmodSync(COMMAND, 0o755);
writeFileSync('build/complete', '');
