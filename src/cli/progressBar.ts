import type { Progress } from '../runtime/types.ts';

export interface ProgressBar {
  readonly onProgress?: (progress: Progress) => void;
  stop(): void;
}

/** A bar on stderr where that is a terminal; otherwise, and where told to be quiet, nothing. */
export async function progressBar(isQuiet: boolean | undefined): Promise<ProgressBar> {
  if (isQuiet || !process.stderr.isTTY) return { stop: () => undefined };
  const { SingleBar } = (await import('cli-progress')).default;
  const bar = new SingleBar({
    format: '{phase} [{bar}] {value}/{total}',
    clearOnComplete: true,
    hideCursor: true,
  });
  bar.start(1, 0, { phase: 'reading' });
  return {
    onProgress({ phase, done, total }) {
      bar.setTotal(total);
      bar.update(done, { phase });
    },
    stop: () => bar.stop(),
  };
}
