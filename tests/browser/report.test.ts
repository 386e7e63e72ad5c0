/** The report as a reader sees it: written by the command, opened in Chromium from the disk. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromium, missingFile } from './engines.ts';

describe.skipIf(missingFile(chromium))('the report in Chromium', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tikhonov-report-'));
  const file = join(folder, 'report.html');
  let browser: Browser;

  beforeAll(async () => {
    const data = ['examples/data/diabetes.csv', '--target', 'progression'];
    execFileSync(process.execPath, ['dist/cli/main.js', 'cv', ...data, '--report', file]);
    const [executablePath] = chromium.files;
    browser = await puppeteer.launch({
      executablePath: executablePath!,
      args: [...chromium.flags],
    });
  });

  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  });

  async function open(width: number, scheme: 'light' | 'dark'): Promise<[Page, string[]]> {
    const page = await browser.newPage();
    const events: string[] = [];
    page.on('request', (request) => events.push(request.url()));
    page.on('console', (message) => events.push(message.text()));
    page.on('pageerror', (error) => events.push(String(error)));
    await page.setJavaScriptEnabled(false);
    await page.setViewport({ width, height: 900 });
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    await page.goto(pathToFileURL(file).href, { waitUntil: 'networkidle0' });
    return [page, events];
  }

  it('asks for nothing but itself, and says nothing to the console', async () => {
    const [, events] = await open(1200, 'light');
    expect(events).toEqual([pathToFileURL(file).href]);
  });

  it('draws its plots and names the features that survive', async () => {
    const [page] = await open(1200, 'light');
    const seen = await page.evaluate(() => ({
      plots: Array.from(
        document.querySelectorAll('svg'),
        (svg) => svg.getBoundingClientRect().height,
      ),
      text: document.body.innerText,
      title: document.title,
    }));
    expect(seen.plots.length).toBeGreaterThanOrEqual(5);
    expect(Math.min(...seen.plots.filter((height) => height > 0))).toBeGreaterThan(10);
    expect(seen.title).not.toBe('');
    expect(seen.text).toMatch(/\bbmi\b/);
    expect(seen.text).not.toMatch(/NaN|undefined|\[object|Infinity/);
  });

  it.each([1200, 768, 400])('fits a window of %i px without scrolling sideways', async (width) => {
    const [page] = await open(width, 'light');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
      width,
    );
  });

  it('is light on dark where the reader asks for it, with enough contrast in both', async () => {
    for (const scheme of ['light', 'dark'] as const) {
      const [page] = await open(1200, scheme);
      const [text, ground] = await page.evaluate(() => {
        const style = (element: Element) => getComputedStyle(element);
        const solid = (colour: string) => colour !== 'rgba(0, 0, 0, 0)';
        const grounds = [document.body, document.documentElement].map(
          (e) => style(e).backgroundColor,
        );
        return [style(document.body).color, grounds.find(solid) ?? 'rgb(255, 255, 255)'];
      });
      const [a, b] = [luminance(text!), luminance(ground!)];
      expect(a < b).toBe(scheme === 'light');
      expect((Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)).toBeGreaterThanOrEqual(7);
    }
  });
});

/** Relative luminance of rgb(r, g, b), WCAG 2.2. */
function luminance(colour: string): number {
  const [r, g, b] = (colour.match(/[\d.]+/g) ?? []).map((part) => {
    const share = Number(part) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}
