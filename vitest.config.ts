/**
 * Projects: `node` (everything quick), `alone` (what measures pauses), `debug` (the kernels with
 * their assertions on), `float64` (the kernels of networks in f64), `slow` (*.slow.test.ts), `slow-debug` (the models on the debug kernels),
 * and one per browser found (*.browser.test.ts).
 */
import { existsSync, readFileSync } from 'node:fs';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { type Engine, engines, missingFile } from './tests/browser/engines.ts';

/** Builds that take the place of the shipped modules, and where they are. */
const DEBUG = { linear: 'build/linear.debug.wasm', nn: 'build/nn.debug.wasm' };
const FLOAT64 = { nn: 'build/nn64.wasm' };
/** Tests of the kernels themselves: they run in the release build and in the debug build. */
const KERNEL_TESTS = [
  'tests/{math,blas,design,datafit,penalty,solver,memory}/**/*.test.ts',
  'tests/{layer,loss,optimizer,constraint}/**/*.test.ts',
  'tests/train/batch.test.ts',
  'tests/browser/bits.test.ts',
];
/** Tests of networks' kernels: they run in f64, too, where gradients can be checked sharply. */
const NETWORK_TESTS = [
  'tests/{layer,loss,optimizer,constraint}/**/*.test.ts',
  'tests/train/batch.test.ts',
  'tests/blas/gemm.test.ts',
];
/** Tests that run kernels through the models: the debug build's turn comes in the slow tier. */
const MODEL_TESTS = ['tests/linear/**/*.test.ts', 'tests/select/crossValidate*.test.ts'];

const SLOW = 'tests/**/*.slow.test.ts';
const BROWSER = 'tests/**/*.browser.test.ts';

const common = { expect: { requireAssertions: true }, testTimeout: 30_000, hookTimeout: 30_000 };

/** Files of one worker share what they load: a third of the time; no test may leave anything. */
const together = { ...common, isolate: false };

/** Puts other builds in the places of the shipped modules, for every importer. */
function inPlace(builds: Readonly<Record<string, string>>) {
  return {
    name: 'other-builds',
    enforce: 'pre' as const,
    load(id: string) {
      const name = /\/src\/generated\/(\w+)\.ts$/.exec(id)?.[1];
      const file = name && builds[name];
      return file && `export default '${readFileSync(file).toString('base64')}';`;
    },
  };
}

function builtProject(
  name: string,
  builds: Readonly<Record<string, string>>,
  include: string[],
): TestProjectInlineConfiguration[] {
  const missing = Object.values(builds).find((file) => !existsSync(file));
  if (missing) return skipped(name, `${missing} not found, npm test builds it`);
  const test = {
    ...together,
    name,
    include,
    exclude: [SLOW, BROWSER],
    testTimeout: 120_000,
  };
  return [{ plugins: [inPlace(builds)], test }];
}

function browserProject(engine: Engine): TestProjectInlineConfiguration[] {
  const missing = missingFile(engine);
  if (missing)
    return skipped(engine.name, `${missing} not found, CONTRIBUTING.md says what to install`);
  const browser = {
    enabled: true,
    headless: true,
    screenshotFailures: false,
    provider: engine.provider,
    instances: [{ browser: engine.browser, name: engine.name }],
  };
  return [{ test: { ...common, include: [BROWSER], browser } }];
}

function skipped(project: string, why: string): [] {
  console.warn(`project ${project} skipped: ${why}`);
  return [];
}

/** What measures the thread's pauses wants a worker to itself. */
const ALONE = 'tests/runtime/responsive.test.ts';
const alone = { ...common, name: 'alone', include: [ALONE] };

const node = {
  ...together,
  name: 'node',
  include: ['tests/**/*.test.ts'],
  exclude: [SLOW, BROWSER, ALONE],
};
const slow = { ...common, name: 'slow', include: [SLOW], testTimeout: 900_000 };

export default defineConfig({
  test: {
    // The default leaves one core idle: half of a machine with two.
    maxWorkers: '100%',
    projects: [
      { test: node },
      { test: alone },
      ...builtProject('debug', DEBUG, KERNEL_TESTS),
      ...builtProject('float64', FLOAT64, NETWORK_TESTS),
      { test: slow },
      ...builtProject('slow-debug', DEBUG, MODEL_TESTS),
      ...engines.flatMap(browserProject),
    ],
  },
});
