import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';

interface Tarball {
  readonly size: number;
  readonly files: readonly { readonly path: string }[];
}

/** What npm would publish. */
function contents(): Tarball {
  const printed = execFileSync('npm', ['pack', '--dry-run', '--json'], {
    encoding: 'utf8',
    shell: process.platform === 'win32',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return (JSON.parse(printed) as Tarball[])[0]!;
}

describe('the published package', () => {
  const tarball = contents();
  const paths = tarball.files.map((file) => file.path);

  it('holds the build, the sources it came from, and the documents', () => {
    expect(paths).toEqual(
      expect.arrayContaining([
        'package.json',
        'LICENSE',
        'README.md',
        'CHANGELOG.md',
        'dist/index.js',
        'dist/index.d.ts',
        'dist/wasm/linear.wasm',
        'dist/wasm/nn.wasm',
        'dist/wasm/nnFast.wasm',
        'dist/cli/main.js',
        'src/index.ts',
        'assembly/linear.ts',
      ]),
    );
  });

  it('holds no test, no data set, no tool and nothing hidden', () => {
    const folders = /^(dist|src|assembly)\//;
    const documents = /^(package\.json|LICENSE|(README|CHANGELOG)\.md)$/;
    expect(paths.filter((path) => !folders.test(path) && !documents.test(path))).toEqual([]);
    expect(paths.filter((path) => /(^|\/)\.|\.test\./.test(path))).toEqual([]);
  });

  it('has a source for every compiled file', () => {
    const compiled = paths.filter((path) => /^dist\/.*\.js$/.test(path));
    const sources = compiled.map((path) => path.replace(/^dist\/(.*)\.js$/, 'src/$1.ts'));
    expect(compiled.length).toBeGreaterThan(0);
    expect(sources.filter((path) => !paths.includes(path))).toEqual([]);
  });

  it('weighs less than 2 megabytes: code and types, and the sources that their maps name', () => {
    expect(tarball.size).toBeLessThan(2_000_000);
  });
});
