/** The helpers of a runtime: threads that work in the same memory as the one that started them. */
import type { Memory, MemoryShare } from '../memory/memory.ts';
import type { Scope } from '../memory/scope.ts';
import { Batch, type BatchMessage, type Outcome } from './batch.ts';
import { startThread, type Thread } from './thread.ts';

/** Milliseconds until a helper that says nothing counts as failed. */
const PATIENCE = 20_000;

/** Starts that may fail one after the other, where one has succeeded before. */
const TRIALS = 3;

/** Jobs of one kind, as helpers are told of them. */
export interface Jobs {
  /** Which of the functions in src/tikhonovWorker.ts does them. */
  readonly kind: string;
  /** What all of them need, and each: plain data. */
  readonly setup: unknown;
  readonly jobs: readonly unknown[];
}

interface Helper {
  readonly thread: Thread;
  /** Whether it has said that it is ready. */
  isReady: boolean;
}

export class Pool {
  readonly #memory: Memory;
  readonly #helpers: (Helper | undefined)[];
  readonly #batches = new Map<number, Batch>();
  readonly #sessions = new WeakMap<Scope, number>();
  #count = 0;
  /** Starts that may fail in a row: the very first must not. */
  #trials = 1;
  #isOpen = true;
  /** Why a helper could not be started, the last time one could not. */
  why: string | undefined;

  private constructor(memory: Memory, count: number) {
    this.#memory = memory;
    this.#helpers = new Array<Helper | undefined>(count).fill(undefined);
  }

  /** `count` helpers, or fewer where the platform does not start them: then `why` says why. */
  static async open(memory: Memory, count: number): Promise<Pool> {
    const pool = new Pool(memory, count);
    await Promise.all(pool.#helpers.map((_, k) => pool.#begin(k)));
    return pool;
  }

  /** Helpers there are. */
  get size(): number {
    return this.#helpers.filter(Boolean).length;
  }

  /** Tell the helpers of jobs. What they reserve for them lasts as long as `scope`. */
  start(scope: Scope, { kind, setup, jobs }: Jobs): Batch {
    const batch = new Batch(++this.#count, scope.where, jobs.length);
    const session = this.#sessionOf(scope);
    this.#batches.set(batch.id, batch);
    const { cells } = batch.claims;
    for (const [helper, { thread }] of this.#present()) {
      thread.hold(true);
      const message = { batch: batch.id, session, kind, setup, jobs, cells, helper };
      thread.post(message satisfies BatchMessage);
    }
    return batch;
  }

  /** Nobody works on the batch any more. */
  end({ id }: Batch): void {
    this.#batches.delete(id);
    if (this.#batches.size > 0) return;
    for (const [, { thread, isReady }] of this.#present()) thread.hold(!isReady);
  }

  /** End all helpers, and with them the work in progress. */
  close(reason: string): void {
    this.#isOpen = false;
    for (const [k, { thread }] of this.#present()) {
      void thread.stop();
      this.#lose(k, reason);
    }
  }

  /** End one helper as if it had crashed. */
  async crash(helper: number): Promise<void> {
    await this.#helpers[helper]?.thread.stop();
  }

  #present(): [number, Helper][] {
    return [...this.#helpers.entries()].filter((entry): entry is [number, Helper] => !!entry[1]);
  }

  /** Resolves once the helper is ready, or has failed. */
  #begin(k: number): Promise<void> {
    return new Promise((resolve) => {
      const settled = () => {
        clearTimeout(timer);
        resolve();
      };
      const ended = (reason: string) => {
        settled();
        this.#lose(k, reason);
      };
      const timer = setTimeout(() => {
        void this.#helpers[k]?.thread.stop();
        ended('it did not answer');
      }, PATIENCE);
      const message = (said: unknown) => {
        if (said === 'ready') {
          this.#ready(k);
          settled();
        } else this.#hear(said as Outcome);
      };
      try {
        const thread = startThread({ message, ended });
        this.#helpers[k] = { thread, isReady: false };
        thread.hold(true);
        thread.post(this.#memory.share satisfies MemoryShare | undefined);
      } catch (error) {
        ended(error instanceof Error ? error.message : String(error));
      }
    });
  }

  #ready(k: number): void {
    const helper = this.#helpers[k]!;
    helper.isReady = true;
    this.#trials = TRIALS;
    helper.thread.hold(this.#batches.size > 0);
  }

  #hear(outcome: Outcome): void {
    this.#batches.get(outcome.batch)?.hear(outcome);
  }

  /** A helper is gone. It is replaced, unless the platform does not seem to start any. */
  #lose(k: number, reason: string): void {
    const lost = this.#helpers[k];
    this.#helpers[k] = undefined;
    for (const batch of this.#batches.values()) batch.lose(k, reason);
    if (!this.#isOpen) return;
    if (!lost?.isReady) this.#trials--;
    if (this.#trials > 0) void this.#begin(k);
    else this.why = `a worker thread could not be started: ${reason}`;
  }

  /** Under which number helpers reserve memory for a run; it ends with the run's scope. */
  #sessionOf(scope: Scope): number {
    const known = this.#sessions.get(scope);
    if (known !== undefined) return known;
    const session = ++this.#count;
    this.#sessions.set(scope, session);
    scope.afterwards(() => {
      this.#sessions.delete(scope);
      this.#memory.takeBack(session);
      for (const [, { thread }] of this.#present()) thread.post({ close: session });
    });
    return session;
  }
}
