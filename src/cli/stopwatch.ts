/** Seconds of the parts of a job; `total` counts from the start of the process. */
export interface Seconds {
  readonly read: number;
  readonly fit: number;
  readonly write: number;
  readonly total: number;
}

/** Call it at the end of each part. */
export class Stopwatch {
  readonly #parts: number[] = [];
  #since = performance.now();

  lap(): void {
    const now = performance.now();
    this.#parts.push((now - this.#since) / 1000);
    this.#since = now;
  }

  seconds(): Seconds {
    const [read = 0, fit = 0, write = 0] = this.#parts;
    return { read, fit, write, total: performance.now() / 1000 };
  }
}

export function secondsText({ read, fit, write, total }: Seconds): string {
  const parts = Object.entries({ reading: read, fitting: fit, writing: write });
  const said = parts.map(([name, value]) => `${name} ${value.toFixed(2)}`).join(', ');
  return `${total.toFixed(2)} s (${said})`;
}
