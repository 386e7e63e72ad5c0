/** Kernels of the benchmark itself, compiled from a text with the sources of assembly/ in reach. */

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const root = fileURLToPath(new URL('../../', import.meta.url));
const entry = 'assembly/benchmark.ts';

/** 64 KiB each: enough for what the cases need. */
const PAGES = 64;

/**
 * @param {string} source
 * @param {{ isFast?: boolean }} [options] with relaxed SIMD
 */
export async function assemble(source, { isFast = false } = {}) {
  /** @type {Uint8Array | undefined} */
  let bytes;
  const features = isFast ? ['simd', 'relaxed-simd'] : ['simd'];
  const options = [
    ...[entry, '--outFile', 'out.wasm', '--runtime', 'stub', '--importMemory', '-O3', '--noAssert'],
    ...['--initialMemory', '1', '--maximumMemory', '65536', '--uncheckedBehavior', 'always'],
    ...['--use', 'REAL=f32', '--use', `RELAXED=${isFast ? 1 : 0}`, '--memoryBase', '1024'],
    ...features.flatMap((feature) => ['--enable', feature]),
  ];
  const { error, stderr } = await asc.main(options, {
    readFile: (name) => (name === entry ? source : readSource(name)),
    writeFile(_name, contents) {
      bytes = /** @type {Uint8Array} */ (contents);
    },
    listFiles: () => [],
  });
  if (error || !bytes) throw new Error(`bench: ${error?.message}\n${stderr}`);
  const memory = new WebAssembly.Memory({ initial: PAGES, maximum: 65536 });
  const module = new WebAssembly.Module(/** @type {BufferSource} */ (bytes));
  const instance = new WebAssembly.Instance(module, { env: { memory } });
  return { exports: /** @type {any} */ (instance.exports), memory };
}

/** @param {string} name */
function readSource(name) {
  const file = join(root, name);
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}
