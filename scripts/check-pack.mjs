// Packs the package and treats the tarball as a user would: two linters, installation in an empty
// folder, import, require, types, the command. Works without a network as well.
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
const bin = (name) => resolve('node_modules/.bin', name);

/** Runs a program and returns what it printed; its own words are shown only if it fails. */
function run(command, args, cwd = process.cwd()) {
  try {
    return execFileSync(command, args, {
      cwd,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  } catch (error) {
    error.message = `${command} ${args.join(' ')} failed\n${error.stdout}${error.stderr}`;
    throw error;
  }
}

function step(name, action) {
  const start = performance.now();
  const said = action();
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`ok ${name} (${seconds} s)${said ? `: ${said}` : ''}`);
}

function pack(folder) {
  const [tarball] = JSON.parse(run('npm', ['pack', '--json', '--pack-destination', folder]));
  const kilobytes = (bytes) => `${(bytes / 1000).toFixed(0)} kB`;
  const sizes = [
    `${kilobytes(tarball.size)} packed`,
    `${kilobytes(tarball.unpackedSize)} unpacked`,
  ];
  const said = [`${tarball.files.length} files`, ...sizes].join(', ');
  return [join(folder, tarball.filename), said];
}

/** From the cache where it can, and without minutes of retries where there is no network. */
const QUIETLY = ['--prefer-offline', '--fetch-retries=0', '--no-audit', '--no-fund'];

function install(tarball, folder) {
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  try {
    run('npm', ['install', ...QUIETLY, tarball], folder);
    return '';
  } catch (error) {
    if (!/ENOTCACHED|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT/.test(error.message)) throw error;
    unpack(tarball, folder);
    return 'no network, so dependencies are links to those of the checkout';
  }
}

/** What npm would have made: the tarball's files, and the declared dependencies beside them. */
function unpack(tarball, folder) {
  const target = join(folder, 'node_modules', manifest.name);
  mkdirSync(target, { recursive: true });
  run('tar', ['-xzf', tarball, '-C', target, '--strip-components=1']);
  const links = Object.keys(manifest.dependencies).map((name) => [
    name,
    resolve('node_modules', name),
  ]);
  for (const [command, path] of Object.entries(manifest.bin)) {
    chmodSync(join(target, path), 0o755);
    links.push([join('.bin', command), join(target, path)]);
  }
  for (const [name, path] of links) {
    const link = join(folder, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(path, link);
  }
}

/** The declarations alone must satisfy a strict consumer. */
function compile(folder) {
  const compilerOptions = {
    module: 'nodenext',
    target: 'es2022',
    strict: true,
    noEmit: true,
    types: [],
  };
  const settings = { compilerOptions, files: ['types.ts'] };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(settings));
  run(bin('tsc'), ['-p', folder], folder);
}

function command(folder) {
  const version = run(join(folder, 'node_modules/.bin/tikhonov'), ['--version'], folder).trim();
  if (version !== manifest.version) throw new Error(`tikhonov --version printed ${version}`);
  return version;
}

const folder = mkdtempSync(join(tmpdir(), 'tikhonov-pack-'));
try {
  let tarball = '';
  step('npm pack', () => {
    const [path, said] = pack(folder);
    tarball = path;
    return said;
  });
  step('publint', () => void run(bin('publint'), ['run', tarball, '--strict']));
  step('attw', () => void run(bin('attw'), [tarball, '--profile', 'esm-only']));
  step('install', () => install(tarball, folder));
  cpSync('tests/packaging/consumer', folder, { recursive: true });
  step('import', () => run('node', ['esm.mjs'], folder));
  step('require', () => run('node', ['commonjs.cjs'], folder));
  step('types', () => compile(folder));
  step('command', () => command(folder));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true });
}
