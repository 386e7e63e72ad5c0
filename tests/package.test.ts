/** The facts of package.json that users and their tools rely on. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LIBRARIES } from './support/layers.ts';

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly type: string;
  readonly license: string;
  readonly sideEffects: boolean;
  readonly engines: { readonly node: string };
  readonly files: readonly string[];
  readonly bin: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

const read = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));
const manifest = read('package.json') as Manifest;
const lock = read('package-lock.json') as { packages: Record<string, Partial<Manifest>> };

describe('package.json', () => {
  it('is an ES module package without side effects, for Node 20.19 and later', () => {
    expect(manifest).toMatchObject({
      name: 'tikhonov',
      type: 'module',
      license: 'MIT',
      sideEffects: false,
      engines: { node: '>=20.19' },
    });
    expect(manifest.version).toMatch(/^\d+\.\d+\.\d+$/);
  });

  it('names its types before its code in every entry', () => {
    const entries = Object.values(manifest.exports).filter((entry) => typeof entry === 'object');
    expect(entries.length).toBeGreaterThan(0);
    for (const entry of entries) expect(Object.keys(entry)).toEqual(['types', 'default']);
  });

  it('depends on the libraries of data, report and cli, and on nothing else', () => {
    const allowed = Object.values(LIBRARIES);
    for (const name of Object.keys(manifest.dependencies))
      expect(
        allowed.some((pattern) => pattern.test(name)),
        name,
      ).toBe(true);
    expect(manifest.peerDependencies).toBeUndefined();
  });

  it('pins every dependency to one version, the one of the lock file', () => {
    const pinned = { ...manifest.dependencies, ...manifest.devDependencies };
    for (const [name, version] of Object.entries(pinned)) {
      expect(version, name).toMatch(/^\d+\.\d+\.\d+$/);
      expect(lock.packages[`node_modules/${name}`]?.version, name).toBe(version);
    }
    expect(lock.packages['']?.version).toBe(manifest.version);
  });

  it('runs no script of its own when someone installs it', () => {
    const hooks = ['preinstall', 'install', 'postinstall', 'prepare'];
    expect(Object.keys(manifest.scripts).filter((name) => hooks.includes(name))).toEqual([]);
  });

  it('ships code, sources and documents, never tests', () => {
    expect(manifest.files).toEqual(expect.arrayContaining(['dist', 'src', 'assembly', 'LICENSE']));
    const shipped = manifest.files.filter((file) => /^(tests|bench|examples)/.test(file));
    expect(shipped).toEqual([]);
    for (const file of manifest.files) expect(existsSync(file), file).toBe(true);
  });
});

describe('the build', () => {
  const targets = Object.values(manifest.exports).flatMap((entry) =>
    typeof entry === 'string' ? [entry] : Object.values(entry),
  );

  it.each(targets.filter((path) => !path.includes('*')))('has made %s', (path) => {
    expect(existsSync(path)).toBe(true);
  });

  it('has made the command executable', () => {
    const command = manifest.bin.tikhonov!;
    expect(statSync(command).mode & 0o111).toBe(0o111);
    expect(readFileSync(command, 'utf8').split('\n')[0]).toBe('#!/usr/bin/env node');
  });

  it.each(['linear', 'nn', 'nnFast'])(
    'has made %s.wasm, the one inlined in the code',
    async (name) => {
      const { default: inlined } = (await import(`../src/generated/${name}.ts`)) as {
        default: string;
      };
      expect(readFileSync(`dist/wasm/${name}.wasm`).toString('base64')).toBe(inlined);
    },
  );
});
