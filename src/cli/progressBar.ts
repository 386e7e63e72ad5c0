import type { Progress } from '../runtime/types.ts';
import { shortNumber } from './terminal.ts';

export interface ProgressBar {
  readonly onProgress?: (progress: Progress) => void;
  stop(): void;
}

/**
 * A bar on stderr where that is a terminal; otherwise, and where told to be quiet, nothing.
 *
 * @param main the phase that the bar measures; of others only the count is shown behind it.
 */
export async function progressBar(
  main: 'folds' | 'path' | 'epochs',
  isQuiet: boolean | undefined,
): Promise<ProgressBar> {
  if (isQuiet || !process.stderr.isTTY) return { stop: () => undefined };
  const { SingleBar } = (await import('cli-progress')).default;
  const format = '{phase} [{bar}] {percentage} % {detail}';
  const bar = new SingleBar({ format, clearOnComplete: true });
  bar.start(1, 0, { phase: 'reading', detail: '' });
  return {
    onProgress({ phase, done, total, loss }) {
      const told = loss === undefined ? '' : `, loss ${shortNumber(loss)}`;
      const detail = `${phase} ${done}/${total}${told}`;
      if (phase !== main) bar.update({ phase: 'fitting', detail });
      else {
        bar.setTotal(total);
        bar.update(done, { phase: 'fitting', detail });
      }
    },
    stop: () => bar.stop(),
  };
}
