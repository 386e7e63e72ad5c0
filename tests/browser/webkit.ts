/** One WebKitGTK window: a screen in memory (Xvfb), WebKitWebDriver and W3C WebDriver over HTTP. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

export interface WebKitPaths {
  /** The browser the driver starts. */
  readonly miniBrowser: string;
  readonly driver: string;
  /** The X server without a screen. */
  readonly xvfb: string;
}

export interface WebKitSession {
  goto(url: string): Promise<void>;
  close(): Promise<void>;
}

/** Starting the browser is the slowest request; a driver whose browser died never answers it. */
const ANSWER_MILLISECONDS = 30_000;
const START_MILLISECONDS = 10_000;

/** As root, in a container and without a graphics card WebKit needs its sandbox and GPU paths off. */
const SETTINGS = {
  WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
  WEBKIT_DISABLE_COMPOSITING_MODE: '1',
};

/** Start everything and open one empty window. @throws Error where a part does not come up. */
export async function openWebKit(paths: WebKitPaths): Promise<WebKitSession> {
  const screen = spawn(paths.xvfb, ['-displayfd', '1', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const started: ChildProcess[] = [screen];
  const stop = () => started.reverse().forEach((child) => void child.kill());
  process.once('exit', stop);
  try {
    const display = await firstLine(screen);
    const port = await freePort();
    const driver = spawn(paths.driver, [`--port=${port}`, '--host=127.0.0.1'], {
      stdio: 'ignore',
      env: { ...process.env, ...SETTINGS, DISPLAY: `:${display}` },
    });
    started.push(driver);
    const request = requester(`http://127.0.0.1:${port}`);
    await ready(request);
    const options = { binary: paths.miniBrowser, args: ['--automation'] };
    const capabilities = { alwaysMatch: { 'webkitgtk:browserOptions': options } };
    const { sessionId } = (await request('POST', '/session', { capabilities })) as Session;
    return {
      goto: async (url) => void (await request('POST', `/session/${sessionId}/url`, { url })),
      close: async () => {
        await request('DELETE', `/session/${sessionId}`).finally(stop);
        process.off('exit', stop);
      },
    };
  } catch (error) {
    stop();
    throw error;
  }
}

interface Session {
  readonly sessionId: string;
}

type Request = (method: string, path: string, body?: object) => Promise<unknown>;

function requester(base: string): Request {
  return async (method, path, body) => {
    const response = await fetch(base + path, {
      method,
      signal: AbortSignal.timeout(ANSWER_MILLISECONDS),
      ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    const { value } = (await response.json()) as { value: unknown };
    if (!response.ok) throw new Error(`webkit: ${method} ${path}: ${JSON.stringify(value)}`);
    return value;
  };
}

/** Wait until the driver answers. */
async function ready(request: Request): Promise<void> {
  const end = performance.now() + START_MILLISECONDS;
  for (;;) {
    try {
      await request('GET', '/status');
      return;
    } catch (error) {
      if (performance.now() > end) throw error;
      await sleep(100);
    }
  }
}

/** The first line a child prints; Xvfb prints the number of the display it took. */
async function firstLine(child: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: child.stdout! })) return line.trim();
  throw new Error('webkit: Xvfb ended before it had a display');
}

/** A port nobody listens on; the system hands it out and we give it back. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || address === null) throw new Error('webkit: no free port');
  return address.port;
}
