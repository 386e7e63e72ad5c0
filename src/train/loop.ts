/** Training from the first epoch, or from a checkpoint, to the one that ends it. */
import type { Scope } from '../memory/scope.ts';
import { awaited, type Task } from '../runtime/run.ts';
import { type Checkpoint, resumed, written } from './checkpoint.ts';
import { Trainer, type Work } from './fit.ts';
import type { EpochLog } from './history.ts';
import type { Stopper } from './stopping.ts';
import type { Weights } from './store.ts';

/**
 * Why a run ended: its epochs or its time were over, a criterion held, or a function said 'stop'; or
 * that the weights come from elsewhere.
 */
export type Ending = 'epochs' | 'patience' | 'GL' | 'PQ' | 'time' | 'callback' | 'import';

/** What a function that is told of an epoch may answer: 'stop', or nothing. */
// biome-ignore lint/suspicious/noConfusingVoidType: functions that return nothing are meant
export type Answer = 'stop' | void;

/** What a run is made of besides the work of its epochs. */
export interface Run extends Omit<Work, 'keepsBest'> {
  readonly stopper: Stopper | undefined;
  /** Milliseconds, or Infinity. */
  readonly budget: number;
  readonly onEpoch: ((log: EpochLog) => Answer | Promise<Answer>) | undefined;
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

export function* train(scope: Scope, run: Run): Task<Trained> {
  const { stopper, where } = run;
  const trainer = new Trainer(scope, { ...run, keepsBest: stopper?.restoresBest === true });
  const history: EpochLog[] = [];
  if (run.resume) history.push(...resumed(where, run.resume, trainer.blocks, scope, run.facts));
  for (const log of history) stopper?.isBest(log);
  const since = performance.now();
  const isLate = () => run.budget < Infinity && performance.now() - since > run.budget;
  let ending = endingOf(run, history, isLate, undefined);
  while (!ending) {
    const epoch = history.length + 1;
    const log = yield* trainer.epoch(epoch, isLate);
    history.push(log);
    if (stopper?.isBest(log) && stopper.restoresBest) trainer.keep();
    const loss = Number.isNaN(log.valLoss) ? log.cleanTrainLoss : log.valLoss;
    yield { phase: 'epochs', done: epoch, total: run.epochs, epoch, loss };
    const answer = run.onEpoch && (yield* awaited(run.onEpoch(log)));
    ending = endingOf(run, history, isLate, answer);
    const { every = 1, onCheckpoint } = run.checkpoint ?? {};
    if (onCheckpoint && epoch % every === 0 && ending !== 'time')
      yield* awaited(onCheckpoint(written(trainer.blocks, scope, run.facts, history)));
  }
  const bestEpoch = (stopper?.restoresBest && stopper.bestEpoch) || history.length;
  if (stopper?.restoresBest && stopper.bestEpoch) trainer.restore();
  return { weights: trainer.weights, history, bestEpoch, ending };
}

/** Whether the last of these epochs is the last of all, and why. */
function endingOf(
  { epochs, stopper }: Run,
  history: readonly EpochLog[],
  isLate: () => boolean,
  answer: Answer,
): Ending | undefined {
  if (history.length === 0) return undefined;
  if (answer === 'stop') return 'callback';
  const over = stopper?.over(history);
  if (over) return over;
  if (history.length >= epochs) return 'epochs';
  return isLate() ? 'time' : undefined;
}

/** Train for as many epochs on all rows as were best on some of them; the history is that of before. */
export function* refitted(
  scope: Scope,
  run: Run,
  parts: Run['parts'],
  first: Trained,
): Task<Trained> {
  const trainer = new Trainer(scope, { ...run, parts, keepsBest: false });
  for (let epoch = 1; epoch <= first.bestEpoch; epoch++) {
    yield* trainer.epoch(epoch, () => false);
    yield { phase: 'refit', done: epoch, total: first.bestEpoch, epoch };
  }
  return { ...first, weights: trainer.weights };
}
