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
   * Gzipped bytes. The kernels are 40 kB of it: every family, penalty and storage is in the one
   * module, because solvers choose them by name. What is not imported of the rest stays out.
   */
  it.each([
    ['*', 174_000],
    ['{ crossValidate, GLM, load }', 149_000],
    ['{ Lasso }', 133_500],
    ['{ load }', 88_000],
    ['{ TfidfVectorizer }', 60_000],
  ])('of %s stays small', async (names, limit) => {
    const { gzipped } = await bundle(`export ${names} from './dist/index.js';`);
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
