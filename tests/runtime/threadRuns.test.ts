/** What happens around the work of threads: progress, aborts, errors, crashes, memory, the end. */
import { execFileSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Progress, Runtime } from '../../src/index.ts';
import type { Pool } from '../../src/runtime/pool.ts';
import { built, type Package } from '../support/built.ts';
import { LONGEST_BLOCK, longestBlock, stopwatch } from '../support/eventLoop.ts';
import { random } from '../support/random.ts';

let own: Package;
let runtime: Runtime;
let helpers: Pool;

beforeAll(async () => {
  own = await built();
  runtime = await own.init({ threads: 2 });
  const { poolOf } = await import(pathToFileURL('dist/runtime/inThreads.js').href);
  helpers = poolOf(runtime.memory);
});
afterAll(() => runtime.dispose());

function problem(n: number, p: number) {
  const { normal } = random(n + p);
  const data = Float64Array.from({ length: n * p }, normal);
  const y = Float64Array.from({ length: n }, (_, i) => data[i]! - data[n + i]! + normal());
  return { X: { data, rows: n, cols: p, order: 'col' as const }, y };
}

/** Rows in a pattern that is quickly made. */
function manyRows(n: number, p: number) {
  const data = Float64Array.from({ length: n * p }, (_, k) => ((k % 9973) * (k % 8191)) % 1009);
  return { X: { data, rows: n, cols: p, order: 'col' as const }, y: data.slice(0, n) };
}

const small = problem(60, 80);
const large = problem(400, 6000);
const tall = problem(2000, 60);

const cv = (options: object = {}, { X, y } = small) =>
  own.crossValidate(new own.Lasso(), X, y, { nLambda: 20, runtime, ...options });
const long = (options: object = {}) => cv({ nLambda: 200, ...options }, large);

/** Resolves when a helper is at work: it has reserved memory. */
async function underWay({ memory }: Runtime = runtime): Promise<void> {
  while (memory.used === memory.heap.used) await turns();
}

const turns = () => new Promise((resolve) => setTimeout(resolve, 10));

describe('progress', () => {
  test('never goes back, and ends at the last unit', async () => {
    const seen: Progress[] = [];
    await cv({ onProgress: (progress: Progress) => seen.push({ ...progress }), folds: 5 });
    expect(seen.length).toBeGreaterThan(2);
    expect(new Set(seen.map(({ phase, total }) => `${phase} ${total}`))).toEqual(
      new Set(['folds 6']),
    );
    seen.slice(1).forEach(({ done }, k) => {
      expect(done).toBeGreaterThanOrEqual(seen[k]!.done);
    });
    expect(seen.at(-1)!.done).toBe(6);
  });
});

describe('aborting', () => {
  test('rejects with the signal’s reason within 50 ms and frees everything', async () => {
    let least = Infinity;
    for (let k = 0; k < 3 && least > LONGEST_BLOCK; k++) {
      const controller = new AbortController();
      const reason = new Error('the user went away');
      let read = stopwatch();
      setTimeout(() => {
        read = stopwatch();
        controller.abort(reason);
      }, 120);
      await expect(long({ signal: controller.signal })).rejects.toBe(reason);
      // Both threads count as processor time.
      least = Math.min(least, read() / 2);
      expect(runtime.bytesInUse).toBe(0);
    }
    expect(least).toBeLessThanOrEqual(LONGEST_BLOCK);
  });

  test('leaves the threads ready for the next call', async () => {
    const { curve } = await cv();
    const alone = await cv({ runtime: undefined });
    expect(curve.mean).toEqual(alone.curve.mean);
  });

  test('the event loop has its turns', async () => {
    const longest = await longestBlock((signal) => long({ signal }), 800);
    expect(longest).toBeLessThanOrEqual(2 * LONGEST_BLOCK);
  });
});

describe('a thread that dies', () => {
  test('rejects the call with a clear error, frees its memory, and is replaced', async () => {
    const fit = long();
    await underWay();
    void helpers.crash(0);
    await expect(fit).rejects.toThrow(
      'crossValidate: a worker thread ended in the middle of its work (exit code 1); ' +
        'the next call gets a new one',
    );
    expect(runtime.bytesInUse).toBe(0);
    expect(runtime.threads).toBe(2);
    const { curve } = await cv();
    expect(curve.mean).toEqual((await cv({ runtime: undefined })).curve.mean);
    expect(runtime.why).toBeUndefined();
  });

  test('in the middle of moments rejects a path as well', async () => {
    const { X, y } = manyRows(30_000, 300);
    const fit = own.path(new own.Lasso(), X, y, { runtime });
    await underWay();
    void helpers.crash(0);
    await expect(fit).rejects.toThrow('path: a worker thread ended in the middle of its work');
    expect(runtime.bytesInUse).toBe(0);
    const { coef } = await new own.Lasso({ lambda: 0.1 }).fit(small.X, small.y, { runtime });
    expect(coef).toEqual(new own.Lasso({ lambda: 0.1 }).fitSync(small.X, small.y).coef);
    expect(runtime.threads).toBe(2);
  });

  test('while it is idle is replaced without a word', async () => {
    await helpers.crash(0);
    const { fits } = await cv();
    expect(fits.failed).toBe(0);
    await turns();
    expect(runtime.threads).toBe(2);
  });
});

describe('an error in a job', () => {
  test('keeps its class and its message, the first of them in order', async () => {
    const init = new Array(79).fill(1);
    const make = () => new own.GLM({ penalty: own.adaptive(own.l1(1), { init }) });
    const message = 'adaptive: init must have length 80 (one per column of X), got 79';
    const fit = own.crossValidate(make(), small.X, small.y, { runtime });
    await expect(fit).rejects.toThrow(new RangeError(message));
  });

  test('of memory is a MemoryError', async () => {
    const little = await own.init({ threads: 2, memoryMB: 12 });
    const fit = own.crossValidate(new own.Lasso(), large.X, large.y, { runtime: little });
    await expect(fit).rejects.toBeInstanceOf(own.MemoryError);
    await expect(fit).rejects.toMatchObject({ name: 'MemoryError' });
    expect(little.bytesInUse).toBe(0);
    await little.dispose();
  });
});

describe('what cannot be sent', () => {
  test('is done by one thread, and a note says so', async () => {
    const value = (w: Float64Array) => w.reduce((sum, v) => sum + v * v, 0) / 2;
    const grad = (w: Float64Array, out: Float64Array) => out.set(w);
    const penalty = own.custom({ value, grad });
    const options = { runtime, nLambda: 3, folds: 3 };
    const { X, y } = tall;
    const custom = await own.crossValidate(new own.GLM({ penalty }), X, y, options);
    expect(custom.notes).toContain(
      'one thread did all fits: the penalty is made of functions, which no other can be sent',
    );
    const exclude = () => [3];
    const chosen = await own.crossValidate(new own.Lasso({ exclude }), X, y, options);
    expect(chosen.notes).toContain(
      'one thread did all fits: exclude is a function, which no other can be sent',
    );
    const plain = await own.crossValidate(new own.Lasso(), X, y, options);
    expect(plain.notes.filter((note) => note.includes('thread'))).toEqual([]);
  });
});

describe('several calls at once', () => {
  test('give what each gives alone', async () => {
    const seeds = [0, 1, 2];
    const together = await Promise.all(seeds.map((seed) => cv({ seed })));
    for (const seed of seeds)
      expect(together[seed]!.curve.mean).toEqual((await cv({ seed })).curve.mean);
    expect(runtime.bytesInUse).toBe(0);
  });
});

describe('memory', () => {
  test('stays as it is over many runs', async () => {
    await cv({}, tall);
    await cv();
    const { size } = runtime.memory;
    for (let k = 0; k < 12; k++) await cv({}, k % 2 ? tall : small);
    expect(runtime.memory.size).toBe(size);
    expect(runtime.bytesInUse).toBe(0);
  });

  test('holds matrices that threads read where they are', async () => {
    await own.init();
    const { Matrix } = own;
    const shared = await own.init({ threads: 2 });
    const X = Matrix.from(small.X);
    expect(X.data.buffer).toBeInstanceOf(SharedArrayBuffer);
    const { curve } = await own.crossValidate(new own.Lasso(), X, small.y, { nLambda: 20 });
    expect(curve.mean).toEqual((await cv()).curve.mean);
    X.free();
    expect(shared.bytesInUse).toBe(0);
    await shared.dispose();
  });
});

describe('the end', () => {
  const run = (code: string) =>
    execFileSync(process.execPath, ['--input-type=module', '-e', code], {
      encoding: 'utf8',
      timeout: 25_000,
    }).trim();
  const entry = JSON.stringify(pathToFileURL('dist/index.js').href);

  test('idle threads do not keep Node running, and a call that waits for them does', () => {
    const said = run(`
      const { init, crossValidate, Lasso } = await import(${entry});
      const { threads } = await init({ threads: 3 });
      const X = Array.from({ length: 60 }, (_, i) => [i % 7, (i * i) % 11, i % 5]);
      const cv = await crossValidate(new Lasso(), X, X.map(([a, b]) => a - b + (a * b) % 3));
      console.log(threads, cv.fits.failed);`);
    expect(said).toBe('3 0');
  });

  test('disposing ends the threads and rejects their work', async () => {
    const brief = await own.init({ threads: 2 });
    const fit = long({ runtime: brief });
    await underWay(brief);
    await brief.dispose();
    await expect(fit).rejects.toThrow(/worker thread ended .*the runtime was disposed of/);
    expect(brief.threads).toBe(1);
  });

  test('without shared memory there is one thread, and it says why', () => {
    const said = run(`
      delete globalThis.SharedArrayBuffer;
      const { init, Lasso } = await import(${entry});
      const { threads, shared, why } = await init({ threads: 'auto' });
      const { certificate } = new Lasso({ lambda: 0.1 }).fitSync([[1], [2], [4]], [1, 2, 3]);
      console.log(threads, shared, certificate.ok, why);`);
    expect(said).toBe(
      '1 false true one thread: memory cannot be shared here; a page must be served with the ' +
        'headers Cross-Origin-Opener-Policy: same-origin and ' +
        'Cross-Origin-Embedder-Policy: require-corp',
    );
  });

  test('a compiled module cannot be shared, and bytes can', async () => {
    const bytes = Uint8Array.from(
      atob((await import('../../src/generated/linear.ts')).default),
      (letter) => letter.charCodeAt(0),
    );
    const compiled = await own.init({ threads: 2, wasm: new WebAssembly.Module(bytes) });
    expect(compiled.threads).toBe(1);
    expect(compiled.why).toBe('one thread: wasm is a compiled module; give its bytes instead');
    const network = await own.init({ threads: 2, nnWasm: new WebAssembly.Module(bytes) });
    expect(network.why).toBe('one thread: nnWasm is a compiled module; give its bytes instead');
    const given = await own.init({ threads: 2, wasm: bytes });
    expect([given.threads, given.shared]).toEqual([2, true]);
    await given.dispose();
  });

  test.each([0, 1.5, 'many'])('threads: %o is refused', async (threads) => {
    await expect(own.init({ threads: threads as number })).rejects.toThrow(
      `init: threads must be an integer >= 1, got ${typeof threads === 'string' ? '"many"' : threads}`,
    );
  });
});
