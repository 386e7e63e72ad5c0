import { constants } from 'node:os';

/** Why a run was aborted: Ctrl-C or a request to end. */
export class Interruption extends Error {
  override readonly name = 'Interruption';
  readonly exitStatus: number;

  constructor(signal: 'SIGINT' | 'SIGTERM') {
    super('interrupted, nothing written');
    this.exitStatus = 128 + constants.signals[signal];
  }
}

/** Run `work` with a signal that the first Ctrl-C aborts; a second one ends the process at once. */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const abort = (signal: NodeJS.Signals) =>
    controller.abort(new Interruption(signal as 'SIGINT' | 'SIGTERM'));
  process.once('SIGINT', abort);
  process.once('SIGTERM', abort);
  try {
    return await work(controller.signal);
  } finally {
    process.off('SIGINT', abort);
    process.off('SIGTERM', abort);
  }
}
