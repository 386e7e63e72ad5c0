/** Threads in browsers: the built package as it is, and as a bundle that Vite makes. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join, resolve } from 'node:path';
import type { Browser } from 'puppeteer-core';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser, pageEngines } from '../browser/pageBrowsers.ts';

/** Bundled and unbundled pages run this: threads, and whether they change a bit. */
const script = (entry: string) => `
  import { crossValidate, init, Lasso } from '${entry}';
  const X = Array.from({ length: 40 }, (_, i) =>
    Array.from({ length: 60 }, (_, j) => ((i * 7 + j * 13 + i * j) % 17) / 17));
  const y = X.map((row) => row[0] - row[1] + row[2] * row[3]);
  const runtime = await init({ threads: 2 });
  const cv = () => crossValidate(new Lasso(), X, y, { nLambda: 20 });
  const together = await cv();
  const { threads, shared, why } = runtime;
  await runtime.dispose();
  const alone = await cv();
  const same = together.curve.mean.every((value, l) => value === alone.curve.mean[l]);
  document.title = JSON.stringify({ threads, shared, why, same });`;

const TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript' };
const ISOLATED = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

const folder = mkdtempSync(join(tmpdir(), 'tikhonov-threads-'));
const servers: Server[] = [];

beforeAll(async () => {
  const page = (name: string) => `<script type="module" src="./${name}"></script>`;
  mkdirSync(join(folder, 'app'));
  writeFileSync(join(folder, 'app/index.html'), page('main.js'));
  writeFileSync(join(folder, 'app/main.js'), script(resolve('dist/index.js')));
  await build({
    root: join(folder, 'app'),
    base: './',
    logLevel: 'silent',
    configFile: false,
    build: { outDir: join(folder, 'bundled'), target: 'esnext' },
  });
  mkdirSync(join(folder, 'plain'));
  writeFileSync(join(folder, 'plain/index.html'), page('main.js'));
  writeFileSync(join(folder, 'plain/main.js'), script('/dist/index.js'));
}, 120_000);

afterAll(() => {
  for (const server of servers) server.close();
  rmSync(folder, { recursive: true });
});

/** Serve a folder, and the package as /dist; the address of its page. */
async function serve(root: string, headers: Record<string, string>): Promise<string> {
  const server = createServer(({ url = '/' }, response) => {
    const { pathname } = new URL(url, 'http://localhost');
    const path = pathname.startsWith('/dist/') ? pathname.slice(1) : join(folder, root, pathname);
    if (!existsSync(path)) response.writeHead(404).end();
    else {
      const type = TYPES[extname(path)] ?? 'application/octet-stream';
      response.writeHead(200, { ...headers, 'Content-Type': type }).end(readFileSync(path));
    }
  });
  servers.push(server);
  await new Promise<void>((listening) => {
    server.listen(0, '127.0.0.1', listening);
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/index.html`;
}

async function titleOf(browser: Browser, url: string): Promise<unknown> {
  const page = await browser.newPage();
  await page.goto(url);
  await page.waitForFunction(() => document.title.startsWith('{'), { timeout: 60_000 });
  const title = await page.title();
  await page.close();
  return JSON.parse(title);
}

test('Vite makes a bundle of its own of the worker', () => {
  const files = readdirSync(join(folder, 'bundled/assets'));
  expect(files.filter((name) => /^tikhonovWorker-.*\.js$/.test(name))).toHaveLength(1);
});

describe.skipIf(pageEngines.length === 0)('in a browser', () => {
  describe.each(pageEngines)('$name', (engine) => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await launchBrowser(engine);
    }, 60_000);
    afterAll(() => browser?.close());

    test.each(['bundled', 'plain'])(
      'two threads, the same bits: %s',
      async (root) => {
        const said = await titleOf(browser, await serve(root, ISOLATED));
        expect(said).toEqual({ threads: 2, shared: true, same: true });
      },
      90_000,
    );

    test('one thread where the page is not isolated, and it says why', async () => {
      expect(await titleOf(browser, await serve('bundled', {}))).toEqual({
        threads: 1,
        shared: false,
        same: true,
        why: expect.stringContaining('Cross-Origin-Opener-Policy: same-origin'),
      });
    }, 90_000);

    test('one thread where the worker’s script is missing, and it says why', async () => {
      const url = await serve('bundled', ISOLATED);
      const worker = readdirSync(join(folder, 'bundled/assets')).find((name) =>
        name.startsWith('tikhonovWorker'),
      )!;
      const path = join(folder, 'bundled/assets', worker);
      const text = readFileSync(path);
      rmSync(path);
      const said = await titleOf(browser, url);
      writeFileSync(path, text);
      expect(said).toMatchObject({
        threads: 1,
        shared: false,
        same: true,
        why: expect.stringMatching(/^one thread: a worker thread could not be started: /),
      });
    }, 90_000);
  });
});
