/** Browsers that open pages of their own, outside the runner: those that puppeteer drives. */
import puppeteer, { type Browser } from 'puppeteer-core';
import { type Engine, engines, missingFile } from './engines.ts';

/** Those that are installed. */
export const pageEngines = engines
  .filter(({ name }) => name !== 'webkit')
  .filter((engine) => !missingFile(engine));

export function launchBrowser({ browser, files, flags }: Engine): Promise<Browser> {
  const [executablePath] = files;
  return puppeteer.launch({
    browser: browser as 'chrome' | 'firefox',
    executablePath: executablePath!,
    args: [...flags],
    headless: true,
  });
}
