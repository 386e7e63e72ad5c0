import { spawnSync } from 'node:child_process';

/** Debian's python3 first: its packages are invisible to other interpreters on the PATH. */
const candidates = ['/usr/bin/python3', 'python3', 'python'];

/**
 * The first interpreter that can import the module, or undefined. TIKHONOV_PYTHON replaces the
 * search.
 * @param {string} module
 */
export function findPython(module) {
  const chosen = process.env.TIKHONOV_PYTHON;
  return (chosen ? [chosen] : candidates).find((command) => {
    return spawnSync(command, ['-c', `import ${module}`], { stdio: 'ignore' }).status === 0;
  });
}
