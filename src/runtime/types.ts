/** What every call that learns accepts and tells. */
import type { Runtime } from './runtime.ts';

/** How far a run has come: `done` of `total` units of `phase` ('path', 'folds', 'ridge', 'epochs'). */
export interface Progress {
  phase: string;
  done: number;
  total: number;
  lambda?: number;
  /** Of networks: the epoch that is over, and its validation loss (else its clean training loss). */
  epoch?: number;
  loss?: number;
}

/** What every call that learns accepts. */
export interface RunOptions {
  /** Seed of everything random, default 0: the same seed gives the same result everywhere. */
  seed?: number | bigint | string;
  /** Aborting rejects with the signal's reason and frees what the run had reserved. */
  signal?: AbortSignal;
  /** Called as work gets done, at most a few times per λ. */
  onProgress?: (progress: Progress) => void;
  /** The memory to work in, default the shared one. */
  runtime?: Runtime;
}
