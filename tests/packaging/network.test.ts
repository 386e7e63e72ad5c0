/** A network trained in a page: the example as Vite bundles it, under a strict policy of content. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join, resolve } from 'node:path';
import type { Browser } from 'puppeteer-core';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser, pageEngines } from '../browser/pageBrowsers.ts';

const TYPES: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.wasm': 'application/wasm',
};
/** Scripts of the page's own, WebAssembly, and no `eval`. */
const STRICT = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'";

/** The modules are handed over, as files that the page asks for, and a network is trained. */
const HANDED = `
  import { dense, init, sequential } from 'tikhonov';
  import linear from 'tikhonov/wasm/linear.wasm?url';
  import nn from 'tikhonov/wasm/nn.wasm?url';
  const [wasm, nnWasm] = await Promise.all(
    [linear, nn].map((url) => WebAssembly.compileStreaming(fetch(url))));
  const compile = WebAssembly.Module;
  let compiled = 0;
  WebAssembly.Module = new Proxy(compile, {
    construct: (target, args) => { compiled++; return Reflect.construct(target, args); },
  });
  await init({ wasm, nnWasm });
  const X = Array.from({ length: 40 }, (_, i) => [i % 7, i % 5]);
  const y = X.map(([a, b]) => (a > b ? 'more' : 'less'));
  const train = () => sequential([dense(4), dense(2)]).fit(X, y, { epochs: 3, seed: 1 });
  const given = await train();
  const before = compiled;
  await init();
  const inline = await train();
  const same = [...given.weights].every(([name, w]) =>
    w.every((value, at) => value === inline.weights.get(name)[at]));
  document.title = JSON.stringify({ before, same });`;

const folder = mkdtempSync(join(tmpdir(), 'tikhonov-network-'));
const servers: Server[] = [];

/** The package by its name: what installing it does. */
const alias = [
  { find: /^tikhonov\/nn$/, replacement: resolve('dist/nn.js') },
  { find: /^tikhonov\/wasm\/(.*)$/, replacement: `${resolve('dist/wasm')}/$1` },
  { find: /^tikhonov$/, replacement: resolve('dist/index.js') },
];

async function bundle(root: string, name: string): Promise<void> {
  const outDir = join(folder, name);
  const options = { outDir, target: 'esnext', assetsInlineLimit: 0, emptyOutDir: true };
  await build({
    ...{ root, base: './', logLevel: 'silent', configFile: false },
    resolve: { alias },
    build: options,
  });
}

beforeAll(async () => {
  mkdirSync(join(folder, 'app'));
  writeFileSync(join(folder, 'app/index.html'), '<script type="module" src="./main.js"></script>');
  writeFileSync(join(folder, 'app/main.js'), HANDED);
  await bundle(resolve('examples/browser'), 'example');
  await bundle(join(folder, 'app'), 'handed');
}, 120_000);

afterAll(() => {
  for (const server of servers) server.close();
  rmSync(folder, { recursive: true });
});

/** Serve a bundle under a policy; the address of its page. */
async function serve(root: string, policy: string): Promise<string> {
  const server = createServer(({ url = '/' }, response) => {
    const path = join(folder, root, new URL(url, 'http://localhost').pathname);
    if (!existsSync(path)) response.writeHead(404).end();
    else {
      const type = TYPES[extname(path)] ?? 'application/octet-stream';
      const headers = { 'Content-Type': type, 'Content-Security-Policy': policy };
      response.writeHead(200, headers).end(readFileSync(path));
    }
  });
  servers.push(server);
  await new Promise<void>((listening) => {
    server.listen(0, '127.0.0.1', listening);
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/index.html`;
}

describe.skipIf(pageEngines.length === 0)('a page', () => {
  describe.each(pageEngines)('in $name', (engine) => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await launchBrowser(engine);
    }, 60_000);
    afterAll(() => browser?.close());

    test('trains a network and shows every epoch, without eval', async () => {
      const page = await browser.newPage();
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(String(error)));
      await page.goto(await serve('example', STRICT));
      await page.waitForFunction(() => document.body.innerText.includes('the weights are those'), {
        timeout: 60_000,
      });
      const seen = await page.evaluate(() => ({
        told: document.getElementById('told')!.textContent!,
        points: document.getElementById('valLoss')!.getAttribute('points')!.trim().split(' '),
      }));
      await page.close();
      const [, epoch, right, best] = /^epoch (\d+), ([\d.]+) %.*epoch (\d+)$/.exec(seen.told)!;
      expect(errors).toEqual([]);
      expect(seen.points).toHaveLength(Number(epoch));
      expect(Number(best)).toBeLessThanOrEqual(Number(epoch));
      expect(Number(right)).toBeGreaterThan(90);
    }, 90_000);

    test('takes modules that it compiled itself, and compiles none then', async () => {
      const page = await browser.newPage();
      await page.goto(await serve('handed', STRICT));
      await page.waitForFunction(() => document.title.startsWith('{'), { timeout: 60_000 });
      expect(JSON.parse(await page.title())).toEqual({ before: 0, same: true });
      await page.close();
    }, 90_000);

    test('that forbids WebAssembly gets an error that says so', async () => {
      const page = await browser.newPage();
      const failed = new Promise<string>((resolve) => {
        page.on('pageerror', (error) => resolve(String(error)));
      });
      await page.goto(await serve('example', "default-src 'self'"));
      expect(await failed).toMatch(/WebAssembly|wasm/i);
      await page.close();
    }, 90_000);
  });
});
