/**
 * Threads that do a round of work together, thousands of times a second: no message is sent for a
 * round, all of them look at cells that they share.
 */
import type { Scope } from '../memory/scope.ts';
import type { Batch } from './batch.ts';
import type { Pool } from './pool.ts';

/** Words of a line of the cache, so that threads do not wait for each other's cells. */
const LINE = 16;
/** Which turn it is, and the round that is done in it: 0 where the team is no more. */
const [TURN, ROUND] = [0, 1];
/** How many helpers sleep, whether the calling thread does, whether a part has failed. */
const [SLEEPERS, WAITS, FAILED] = [LINE, LINE + 1, LINE + 2];
/** The last turn in which a part was claimed, and in which a helper was done with it. */
const claimOf = (part: number) => (2 + 2 * part) * LINE;
const doneOf = (part: number) => claimOf(part) + LINE;

/** Milliseconds to look at a cell before sleeping: to be woken takes a hundredth of one. */
const SPIN = 0.1;
/** Longest sleep of the calling thread in milliseconds, and how many of them it has patience for. */
const SLEEP = 10;
const PATIENCE = 1000;
/** Threads of a team at most. */
const MOST = 16;

/** What a helper does in a round. */
export type Part = () => void;

/** What helpers are told of a team; `extra` is the work's own. */
export interface TeamSetup<T> {
  readonly cells: Int32Array<SharedArrayBuffer>;
  readonly extra: T;
}

/** The calling thread, and as many helpers as come: what nobody else has begun it does itself. */
export class Team {
  /** Threads, the calling one included. */
  readonly size: number;
  readonly #cells: Int32Array<SharedArrayBuffer>;
  readonly #open: () => Batch;
  readonly #where: string;
  readonly #patience: number;
  #batch: Batch | undefined;
  #turn = 0;

  /** `kind` and `extra` say what helpers do; they are asked with the first round, until `scope` ends. */
  constructor(scope: Scope, pool: Pool, kind: string, extra: unknown, patience = PATIENCE) {
    this.size = Math.min(MOST, 1 + pool.size);
    const cells = new Int32Array(new SharedArrayBuffer(4 * claimOf(this.size)));
    cells[ROUND] = -1;
    this.#cells = cells;
    this.#where = scope.where;
    this.#patience = patience;
    const jobs = Array.from({ length: this.size - 1 }, (_, k) => k + 1);
    this.#open = () => {
      const batch = pool.start(scope, { kind, setup: { cells, extra }, jobs });
      scope.afterwards(() => {
        batch.claims.close();
        this.#begin(0);
        pool.end(batch);
      });
      return batch;
    };
  }

  /**
   * A round, by its number > 0 among helpers: every part by some thread, all of them done at the end.
   * @throws Error if a helper has ended or failed.
   */
  do(round: number, parts: readonly Part[]): void {
    this.#batch ??= this.#open();
    if (this.#batch.claims.isStopped) this.#batch.results();
    const turn = this.#begin(round);
    let begun = 0;
    try {
      for (let part = 0; part < parts.length; part++) {
        if (!this.#claims(part, turn)) continue;
        begun |= 1 << part;
        parts[part]!();
      }
    } finally {
      // however this ends, nobody else is at work behind it
      for (let part = 1; part < this.size; part++)
        if ((begun >> part) % 2 === 0 && !this.#claims(part, turn)) this.#waitFor(part, turn);
    }
    if (Atomics.load(this.#cells, FAILED)) throw this.#error('failed');
  }

  #begin(round: number): number {
    const cells = this.#cells;
    this.#turn = (this.#turn + 1) | 0;
    Atomics.store(cells, ROUND, round);
    Atomics.store(cells, TURN, this.#turn);
    if (Atomics.load(cells, SLEEPERS) > 0) Atomics.notify(cells, TURN);
    return this.#turn;
  }

  #claims(part: number, turn: number): boolean {
    return claims(this.#cells, part, turn);
  }

  /** Until a helper is done with what it has claimed. */
  #waitFor(part: number, turn: number): void {
    const cells = this.#cells;
    const at = doneOf(part);
    const before = Atomics.load(cells, at);
    if (before === turn || changes(cells, at, before, SPIN)) return;
    Atomics.store(cells, WAITS, 1);
    for (let k = 0; Atomics.load(cells, at) === before; k++) {
      if (k === this.#patience) throw this.#error('does not answer');
      sleep(cells, at, before);
    }
    Atomics.store(cells, WAITS, 0);
  }

  #error(what: string): Error {
    return new Error(`${this.#where}: a worker thread ${what} in the middle of a step`);
  }
}

/** In a helper: does its part of every round, until the team is no more. */
export function follow(
  cells: Int32Array<SharedArrayBuffer>,
  part: number,
  partOf: (round: number) => Part,
): void {
  for (let turn = Atomics.load(cells, TURN); ; turn = nextTurn(cells, turn)) {
    if (Atomics.load(cells, ROUND) === 0) return;
    if (!claims(cells, part, turn)) continue;
    // the round stays what it is until this part is done
    try {
      partOf(Atomics.load(cells, ROUND))();
    } catch (error) {
      Atomics.store(cells, FAILED, 1);
      throw error;
    } finally {
      Atomics.store(cells, doneOf(part), turn);
      if (Atomics.load(cells, WAITS)) Atomics.notify(cells, doneOf(part));
    }
  }
}

/** Whether a part of this turn is the caller's, because nobody else has claimed it. */
function claims(cells: Int32Array, part: number, turn: number): boolean {
  const before = (turn - 1) | 0;
  return Atomics.compareExchange(cells, claimOf(part), before, turn) === before;
}

function nextTurn(cells: Int32Array, turn: number): number {
  if (!changes(cells, TURN, turn, SPIN)) {
    Atomics.add(cells, SLEEPERS, 1);
    Atomics.wait(cells, TURN, turn);
    Atomics.sub(cells, SLEEPERS, 1);
  }
  return Atomics.load(cells, TURN);
}

/** Whether a cell becomes another than `value` within so many milliseconds of looking at it. */
function changes(cells: Int32Array, at: number, value: number, milliseconds: number): boolean {
  const end = performance.now() + milliseconds;
  do {
    for (let k = 0; k < 50; k++) if (Atomics.load(cells, at) !== value) return true;
  } while (performance.now() < end);
  return false;
}

/** Until a cell is no longer `value`, or ten milliseconds; a page's own thread may not sleep. */
function sleep(cells: Int32Array, at: number, value: number): void {
  try {
    Atomics.wait(cells, at, value, SLEEP);
  } catch {
    changes(cells, at, value, SLEEP);
  }
}
