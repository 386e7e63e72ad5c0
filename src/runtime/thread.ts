/** One further thread, on whatever the platform starts threads with. */

/** A running thread, its events already listened to. */
export interface Thread {
  post(message: unknown): void;
  /** Whether its work keeps the process alive; nothing to say in a browser. */
  hold(alive: boolean): void;
  /** Resolves once it is gone. */
  stop(): Promise<void>;
}

/** What a thread tells. */
export interface ThreadEvents {
  message(message: unknown): void;
  /** It is gone, for this reason; told once. */
  ended(reason: string): void;
}

/** The part of node:worker_threads that is used: the core names no module of Node. */
interface NodeWorker {
  postMessage(message: unknown): void;
  on(event: string, listener: (value: unknown) => void): void;
  ref(): void;
  unref(): void;
  terminate(): Promise<number>;
}
type NodeWorkerClass = new (file: URL, options: object) => NodeWorker;

/** Node's own modules, where there are any, without an import that a bundler would follow. */
function nodeModule<T>(name: string): T | undefined {
  const system = typeof process === 'undefined' ? undefined : process.getBuiltinModule;
  return system?.(`node:${name}`) as T | undefined;
}

/** Threads that work at the same time on this machine. */
export function coreCount(): number {
  const own = (globalThis as { navigator?: { hardwareConcurrency?: number } }).navigator;
  const os = nodeModule<{ availableParallelism(): number }>('os');
  return os?.availableParallelism() ?? own?.hardwareConcurrency ?? 1;
}

/** Start a thread that runs src/tikhonovWorker.ts. @throws where the platform has none. */
export function startThread(events: ThreadEvents): Thread {
  let gone = false;
  const ended = (reason: string) => {
    if (!gone) events.ended(reason);
    gone = true;
  };
  const listeners = { message: events.message, ended };
  const node = nodeModule<{ Worker: NodeWorkerClass }>('worker_threads');
  return node ? startInNode(node.Worker, listeners) : startInBrowser(listeners);
}

function startInNode(Worker: NodeWorkerClass, { message, ended }: ThreadEvents): Thread {
  // Not as `new Worker(new URL(…))`: a bundler for Node would take the file for an asset.
  const file = new URL(import.meta.url.replace(/[^/]*\/[^/]*$/, 'tikhonovWorker.js'));
  const worker = new Worker(file, { execArgv: [] });
  worker.on('message', message);
  worker.on('error', (error) => ended(error instanceof Error ? error.message : String(error)));
  worker.on('exit', (code) => ended(`exit code ${code}`));
  worker.unref();
  return {
    post: (value) => worker.postMessage(value),
    hold: (alive) => (alive ? worker.ref() : worker.unref()),
    stop: () => worker.terminate().then(() => undefined),
  };
}

function startInBrowser({ message, ended }: ThreadEvents): Thread {
  // In this form bundlers find the file and make a bundle of its own of it.
  const worker = new Worker(new URL('../tikhonovWorker.js', import.meta.url), { type: 'module' });
  worker.onmessage = (event) => message(event.data);
  worker.onmessageerror = () => ended('a message could not be read');
  worker.onerror = (event) => {
    event.preventDefault();
    ended(event.message || 'its script could not be loaded');
  };
  return {
    post: (value) => worker.postMessage(value),
    hold: () => undefined,
    stop: async () => worker.terminate(),
  };
}

/** Inside a thread: hear what is posted, and post back. */
export function hear(listener: (message: unknown) => void): (message: unknown) => void {
  const port = nodeModule<{ parentPort: NodeWorker | null }>('worker_threads')?.parentPort;
  if (port) {
    port.on('message', listener);
    return (message) => port.postMessage(message);
  }
  const own = globalThis as unknown as {
    onmessage: (event: MessageEvent) => void;
    postMessage(message: unknown): void;
  };
  own.onmessage = (event) => listener(event.data);
  return (message) => own.postMessage(message);
}
