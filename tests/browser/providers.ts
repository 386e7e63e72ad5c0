/**
 * Vitest browser providers for the browsers a Linux distribution ships, so that no test has to
 * download one. They open the test page and close the browser; the tests click nothing.
 */
import { defineBrowserProvider } from '@vitest/browser';
import puppeteer, { type Browser } from 'puppeteer-core';
import type { BrowserProvider, BrowserProviderOption } from 'vitest/node';
import { openWebKit, type WebKitPaths, type WebKitSession } from './webkit.ts';

/** Chromium by the DevTools protocol, Firefox by WebDriver BiDi. */
export function puppeteerProvider(
  browser: 'chrome' | 'firefox',
  executablePath: string,
  args: string[] = [],
): BrowserProviderOption {
  const launch = () => puppeteer.launch({ browser, executablePath, args, headless: true });
  const open = async (running: Browser, url: string) => {
    const page = await running.newPage();
    await page.goto(url);
  };
  return define(browser, launch, open);
}

/** WebKitGTK by WebDriver, on a screen that exists only in memory. */
export function webkitProvider(paths: WebKitPaths): BrowserProviderOption {
  return define(
    'webkit',
    () => openWebKit(paths),
    (running: WebKitSession, url) => running.goto(url),
  );
}

interface Closable {
  close(): Promise<void>;
}

/** A provider that starts its browser with the first page and keeps it to the end. */
function define<B extends Closable>(
  name: string,
  launch: () => Promise<B>,
  open: (running: B, url: string) => Promise<void>,
): BrowserProviderOption {
  const providerFactory = (): BrowserProvider => {
    let running: Promise<B> | undefined;
    return {
      name,
      supportsParallelism: false,
      getCommandsContext: () => ({}),
      async openPage(_session, url) {
        running ??= launch();
        await open(await running, url);
      },
      async close() {
        await running?.then(
          (browser) => browser.close(),
          () => undefined, // it never started, and openPage has said so
        );
      },
    };
  };
  return defineBrowserProvider({ name, supportedBrowser: [name], providerFactory });
}
