/** Training from the first epoch, or from a checkpoint, to the one that ends it. */
import type { Scope } from '../memory/scope.ts';
import { awaited, type Task } from '../runtime/run.ts';
import { type Checkpoint, resumed, written } from './checkpoint.ts';
import { Trainer, type Work } from './fit.ts';
import type { Ending, EpochLog } from './history.ts';
import type { Stopper } from './stopping.ts';
import type { Weights } from './store.ts';

/** What a function that is told of an epoch may answer: 'stop', or nothing. */
// biome-ignore lint/suspicious/noConfusingVoidType: functions that return nothing are meant
export type Answer = 'stop' | void;

/** What a run is made of besides the work of its epochs. */
export interface Run extends Omit<Work, 'keeps'> {
  readonly stopper: Stopper | undefined;
  /** Whether the time is over. */
  readonly isLate: () => boolean;
  readonly onEpoch: ((log: EpochLog) => Answer | Promise<Answer>) | undefined;
  /** Whether the weights are wanted where it fails. */
  readonly isRescued: boolean;
  readonly checkpoint: Checkpoint | undefined;
  readonly resume: Uint8Array | undefined;
  /** Everything that a checkpoint must agree with, by name. */
  readonly facts: Readonly<Record<string, string>>;
}

/** What a run leaves. */
export interface Trained {
  readonly weights: Weights;
  readonly history: readonly EpochLog[];
  /** The epoch whose weights these are. */
  readonly bestEpoch: number;
  readonly ending: Ending;
}

/** A run from its first epoch, or from a checkpoint. */
export class Training {
  readonly #scope: Scope;
  readonly #run: Run;
  readonly #trainer: Trainer;
  readonly #history: EpochLog[] = [];
  /** What watches, where it is to give the best weights back. */
  readonly #restorer: Stopper | undefined;
  readonly #keeps: Work['keeps'];

  constructor(scope: Scope, run: Run) {
    const { stopper, where, resume, facts, isRescued } = run;
    this.#scope = scope;
    this.#run = run;
    this.#restorer = stopper?.restoresBest ? stopper : undefined;
    this.#keeps = this.#restorer ? 'best' : isRescued ? 'last' : 'none';
    this.#trainer = new Trainer(scope, { ...run, keeps: this.#keeps });
    if (!resume) return;
    this.#history.push(...resumed(where, resume, this.#trainer.blocks, scope, facts));
    for (const log of this.#history) stopper?.isBest(log);
    if (this.#keeps === 'last') this.#trainer.keep();
  }

  /** To the epoch that ends it. */
  *toEnd(): Task<Trained> {
    let ending = this.#endingOf(undefined);
    while (!ending) ending = yield* this.#epoch();
    return this.#left(ending);
  }

  /** What it would have left, had it ended with its last whole epoch; undefined before one is over. */
  rescued(): Trained | undefined {
    const epochs = this.#restorer ? this.#restorer.bestEpoch : this.#history.length;
    return epochs > 0 && this.#keeps !== 'none' ? this.#left('rejected') : undefined;
  }

  *#epoch(): Task<Ending | undefined> {
    const { stopper, epochs, isLate, onEpoch, checkpoint, facts } = this.#run;
    const history = this.#history;
    const trainer = this.#trainer;
    const epoch = history.length + 1;
    const log = yield* trainer.epoch(epoch, isLate);
    history.push(log);
    const isBest = stopper?.isBest(log) === true;
    if (this.#keeps === 'last' || (this.#keeps === 'best' && isBest)) trainer.keep();
    const loss = Number.isNaN(log.valLoss) ? log.cleanTrainLoss : log.valLoss;
    yield { phase: 'epochs', done: epoch, total: epochs, epoch, loss };
    const answer = onEpoch && (yield* awaited(onEpoch(log)));
    const ending = this.#endingOf(answer);
    const { every = 1, onCheckpoint } = checkpoint ?? {};
    if (onCheckpoint && epoch % every === 0 && ending !== 'time')
      yield* awaited(onCheckpoint(written(trainer.blocks, this.#scope, facts, history)));
    return ending;
  }

  /** Whether the last epoch so far is the last of all, and why. */
  #endingOf(answer: Answer): Ending | undefined {
    const { epochs, stopper, isLate } = this.#run;
    const history = this.#history;
    if (history.length === 0) return undefined;
    if (answer === 'stop') return 'callback';
    const over = stopper?.over(history);
    if (over) return over;
    if (history.length >= epochs) return 'epochs';
    return isLate() ? 'time' : undefined;
  }

  #left(ending: Ending): Trained {
    const trainer = this.#trainer;
    const history = this.#history;
    const best = this.#restorer?.bestEpoch;
    if (best || this.#keeps === 'last') trainer.restore();
    return { weights: trainer.weights, history, bestEpoch: best || history.length, ending };
  }
}

/**
 * Weights trained for as many epochs on all rows as were best on some of them; undefined where the time is
 * over before.
 */
export function* refitted(
  scope: Scope,
  run: Run,
  parts: Run['parts'],
  epochs: number,
): Task<Weights | undefined> {
  const { isLate } = run;
  if (isLate()) return undefined;
  const trainer = new Trainer(scope, { ...run, parts, keeps: 'none' });
  for (let epoch = 1; epoch <= epochs; epoch++) {
    yield* trainer.epoch(epoch, isLate);
    if (isLate()) return undefined;
    yield { phase: 'refit', done: epoch, total: epochs, epoch };
  }
  return trainer.weights;
}
