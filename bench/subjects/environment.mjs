import { existsSync, readFileSync } from 'node:fs';

/**
 * The kernels OpenBLAS should use. Releases older than the processor fall back to SSE3
 * ("Prescott"):
 * 0.3.21 of Debian 12 then multiplies matrices 4.5 times slower here than with AVX-512, and a peer
 * must not lose by that.
 */
function coreType() {
  const file = '/proc/cpuinfo';
  const flags = existsSync(file) ? (/^flags.*$/m.exec(readFileSync(file, 'utf8'))?.[0] ?? '') : '';
  const has = (/** @type {string[]} */ ...names) => {
    return names.every((name) => flags.split(' ').includes(name));
  };
  if (has('avx512f', 'avx512dq', 'avx512bw', 'avx512vl')) return { OPENBLAS_CORETYPE: 'SKYLAKEX' };
  return has('avx2', 'fma') ? { OPENBLAS_CORETYPE: 'HASWELL' } : {};
}

/**
 * Environment of every subject: one thread unless said, the processor's best kernels; a core type set
 * by hand stays.
 */
export function subjectEnvironment(threads = 1) {
  return {
    ...coreType(),
    ...process.env,
    OMP_NUM_THREADS: `${threads}`,
    OPENBLAS_NUM_THREADS: `${threads}`,
    MKL_NUM_THREADS: `${threads}`,
    BLIS_NUM_THREADS: `${threads}`,
  };
}
