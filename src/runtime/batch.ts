/** Jobs that the calling thread and its helpers do together, and what has become of each. */
import { Claims } from './claims.ts';
import { errorOf, type Failure } from './failure.ts';

/** What a helper is told of a batch. */
export interface BatchMessage {
  readonly batch: number;
  readonly session: number;
  readonly kind: string;
  readonly setup: unknown;
  readonly jobs: readonly unknown[];
  readonly cells: Int32Array<SharedArrayBuffer>;
  readonly helper: number;
}

/** What a helper says of a job: its result, its error, or neither where it was told to stop. */
export interface Outcome {
  readonly batch: number;
  readonly job: number;
  readonly result?: unknown;
  readonly failure?: Failure;
}

/** Longest wait without looking at the signal, in milliseconds. */
const LOOK = 10;

type Settled = { readonly result: unknown } | { readonly error: unknown };

export class Batch {
  readonly id: number;
  readonly claims: Claims;
  readonly #where: string;
  #settled = new Map<number, Settled>();
  #wake: (() => void) | undefined;

  constructor(id: number, where: string, jobs: number) {
    this.id = id;
    this.#where = where;
    this.claims = Claims.create(jobs);
  }

  /** A job is done or has failed; then no other one is begun. */
  settle(job: number, outcome: Settled): void {
    if (this.#settled.has(job)) return;
    this.#settled.set(job, outcome);
    this.claims.tell(job, 1);
    if ('error' in outcome) this.claims.close();
    this.#wake?.();
  }

  /** The same by a helper's word. A job that was stopped has no result, and none is wanted. */
  hear({ job, failure, result }: Outcome): void {
    this.settle(job, failure ? { error: errorOf(failure) } : { result });
  }

  /** A helper is gone: its jobs have failed. */
  lose(helper: number, reason: string): void {
    const error = new Error(
      `${this.#where}: a worker thread ended in the middle of its work (${reason}); ` +
        'the next call gets a new one',
    );
    const lost = this.claims.claimedBy(helper).filter((job) => !this.#settled.has(job));
    for (const job of lost) this.settle(job, { error });
    // Nothing can come of the others either.
    if (lost.length > 0) this.claims.stop();
  }

  /** Whether helpers are still at work. */
  get isBusy(): boolean {
    return this.claims.claimedByHelpers().some((job) => !this.#settled.has(job));
  }

  /** Until some outcome is heard, or it is time to look at the signal. */
  news(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#wake?.(), LOOK);
      this.#wake = () => {
        clearTimeout(timer);
        this.#wake = undefined;
        resolve();
      };
    });
  }

  /** All results in order. @throws the error of the first job that failed. */
  results(): unknown[] {
    const order = [...this.#settled].sort(([a], [b]) => a - b).map(([, outcome]) => outcome);
    return order.map((outcome) => {
      if ('error' in outcome) throw outcome.error;
      return outcome.result;
    });
  }
}
