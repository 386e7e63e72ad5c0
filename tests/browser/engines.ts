/** The browsers of this machine: where they are expected and which of them exist. */
import { existsSync } from 'node:fs';
import type { BrowserProviderOption } from 'vitest/node';
import { puppeteerProvider, webkitProvider } from './providers.ts';

export interface Engine {
  readonly name: 'chromium' | 'firefox' | 'webkit';
  /** The name vitest gives the browser. */
  readonly browser: string;
  /** Every one of these files must exist. */
  readonly files: readonly string[];
  /** What it is started with. */
  readonly flags: readonly string[];
  readonly provider: BrowserProviderOption;
}

/** Debian's folder of machine-dependent files. */
const LIBRARY = `/usr/lib/${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux-gnu`;

/**
 * The sandbox needs privileges that root in a container lacks, the test pages are our own; the
 * rest keeps Chromium from calling home and from a small /dev/shm.
 */
const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const chromium: Engine = puppeteerEngine(
  'chromium',
  'chrome',
  process.env.CHROMIUM ?? '/usr/bin/chromium',
  CHROMIUM_FLAGS,
);

export const engines: readonly Engine[] = [
  chromium,
  puppeteerEngine('firefox', 'firefox', process.env.FIREFOX ?? '/usr/bin/firefox-esr'),
  webkitEngine(),
];

/** The file whose absence keeps an engine from running, or undefined where it can run. */
export function missingFile(engine: Engine): string | undefined {
  return engine.files.find((file) => !existsSync(file));
}

function puppeteerEngine(
  name: Engine['name'],
  browser: 'chrome' | 'firefox',
  path: string,
  flags: string[] = [],
): Engine {
  return { name, browser, files: [path], flags, provider: puppeteerProvider(browser, path, flags) };
}

function webkitEngine(): Engine {
  const miniBrowser = process.env.MINIBROWSER ?? `${LIBRARY}/webkit2gtk-4.1/MiniBrowser`;
  const paths = { miniBrowser, driver: '/usr/bin/WebKitWebDriver', xvfb: '/usr/bin/Xvfb' };
  const files = Object.values(paths);
  return { name: 'webkit', browser: 'webkit', files, flags: [], provider: webkitProvider(paths) };
}
