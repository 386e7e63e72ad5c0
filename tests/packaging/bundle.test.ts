import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';

/** One browser bundle of a module that holds `code`, with every file that went into it. */
async function bundle(code: string): Promise<{ bytes: number; gzipped: number; inputs: string[] }> {
  const result = await build({
    stdin: { contents: code, resolveDir: process.cwd() },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    metafile: true,
    write: false,
    logLevel: 'silent',
  });
  const { contents } = result.outputFiles[0]!;
  const inputs = Object.keys(result.metafile.inputs);
  return { bytes: contents.length, gzipped: gzipSync(contents).length, inputs };
}

describe('a bundle for the browser', () => {
  it('of the core takes no file from outside the package', async () => {
    const { inputs } = await bundle("export * from './dist/index.js';");
    const strangers = inputs.filter((path) => !path.startsWith('dist/') && path !== '<stdin>');
    expect(inputs).toContain('dist/generated/linear.js');
    expect(strangers).toEqual([]);
  });

  /**
   * Gzipped bytes. The kernels of linear models are 40 kB of it: every family, penalty and storage is
   * in the one module, because solvers choose them by name; those of networks are 25 kB, in bundles
   * that import a layer or `load`, which reads both kinds of models; those of `precision: 'fast'` as
   * much again, in bundles that import `init`. What else is not imported stays
   * out.
   */
  it.each([
    ['*', 'index', 285_000],
    ['*', 'nn', 170_000],
    ['{ sequential, dense, l1, maxNorm, load }', 'nn', 138_000],
    ['{ load }', 'nn', 122_000],
    ['{ sequential, dense }', 'nn', 138_000],
    ['{ crossValidate, GLM }', 'index', 150_000],
    ['{ Lasso }', 'index', 135_000],
    ['{ load }', 'index', 155_000],
    ['{ load }', 'linear/index', 89_000],
    ['{ TfidfVectorizer }', 'index', 61_500],
  ])('of %s from %s stays small', async (names, entry, limit) => {
    const { gzipped } = await bundle(`export ${names} from './dist/${entry}.js';`);
    expect(gzipped).toBeLessThan(limit);
  });

  it('of a matrix that stays in ordinary memory takes no estimator along', async () => {
    const { inputs } = await bundle("export { SparseMatrix } from './dist/index.js';");
    const all = await bundle("export * from './dist/index.js';");
    expect(inputs).toContain('dist/memory/sparseMatrix.js');
    const { bytes } = await bundle("export { SparseMatrix } from './dist/index.js';");
    expect(bytes).toBeLessThan(all.bytes / 10);
  });

  it('of the readers and of the report builds without Node', async () => {
    for (const entry of ['data', 'report']) {
      const { inputs } = await bundle(`export * from './dist/${entry}/index.js';`);
      expect(inputs).toContain(`dist/${entry}/index.js`);
    }
  });
});
