/** How long a computation keeps the event loop from turning. */

/** What a caller may have to wait, in milliseconds. */
export const LONGEST_BLOCK = 50;

/** Attempts of a measurement on a machine that other programs use too. */
const ATTEMPTS = 3;

/**
 * The longest stretch without a turn, in milliseconds: the least of a few attempts, because
 * something else on the machine may make a stretch longer, but nothing makes it shorter. Each
 * stretch counts by the clock or by the processor time of the process, whichever is less.
 */
export async function longestBlock(call: (signal: AbortSignal) => Promise<unknown>, most = 1500) {
  let least = Infinity;
  for (let k = 0; k < ATTEMPTS && least > LONGEST_BLOCK; k++)
    least = Math.min(least, await measure(call, most));
  return least;
}

/** Processor time is reported for all threads, so a stretch counts by the clock where that is less. */
export function stopwatch(): () => number {
  const start = performance.now();
  const cpu = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(cpu);
    return Math.min(performance.now() - start, (user + system) / 1000);
  };
}

/** Aborts after `most` milliseconds: what takes longer is not waited for. */
async function measure(call: (signal: AbortSignal) => Promise<unknown>, most: number) {
  const controller = new AbortController();
  const stop = setTimeout(() => controller.abort(), most);
  let longest = 0;
  let read = stopwatch();
  let running = true;
  const turn = () => {
    longest = Math.max(longest, read());
    read = stopwatch();
    if (running) setImmediate(turn);
  };
  setImmediate(turn);
  await call(controller.signal).catch((reason: unknown) => {
    if (!controller.signal.aborted) throw reason;
  });
  running = false;
  clearTimeout(stop);
  return Math.max(longest, read());
}
