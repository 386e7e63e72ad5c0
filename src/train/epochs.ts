/** Training as something to loop over. */
import type { FittedNetwork } from './fittedNetwork.ts';
import type { EpochLog } from './history.ts';
import type { Answer } from './loop.ts';

type Told = (log: EpochLog) => Promise<Answer>;

/** A training that waits before each epoch until its log is asked for; made by `Network.epochs`. */
export class Epochs implements AsyncIterable<EpochLog> {
  readonly #start: (told: Told) => Promise<FittedNetwork>;
  readonly #onEpoch: ((log: EpochLog) => Answer | Promise<Answer>) | undefined;
  #fitted: Promise<FittedNetwork> | undefined;
  /** Hands a log, or the end, to whoever asked for it. */
  #give: ((next: IteratorResult<EpochLog, undefined>) => void) | undefined;
  /** Lets training go on. */
  #go: ((answer: Answer) => void) | undefined;
  /** Whether nobody asks for logs. */
  #isLeft = false;

  /** @internal */
  constructor(
    start: (told: Told) => Promise<FittedNetwork>,
    onEpoch?: (log: EpochLog) => Answer | Promise<Answer>,
  ) {
    this.#start = start;
    this.#onEpoch = onEpoch;
  }

  /**
   * What training leaves. It begins with the first log that is asked for; where none was, here, and goes
   * on to its end.
   */
  get fitted(): Promise<FittedNetwork> {
    this.#isLeft = this.#isLeft || !this.#fitted;
    return this.#begin();
  }

  [Symbol.asyncIterator](): AsyncIterator<EpochLog, undefined> {
    const end = { done: true, value: undefined } as const;
    return {
      next: () =>
        new Promise((resolve, reject) => {
          this.#give = resolve;
          this.#go?.();
          this.#begin().then(() => resolve(end), reject);
        }),
      return: async () => {
        this.#isLeft = true;
        this.#go?.('stop');
        await this.#fitted;
        return end;
      },
    };
  }

  #begin(): Promise<FittedNetwork> {
    this.#fitted ??= this.#start((log) => this.#told(log));
    return this.#fitted;
  }

  async #told(log: EpochLog): Promise<Answer> {
    const answer = await this.#onEpoch?.(log);
    if (answer === 'stop' || this.#isLeft) return answer;
    const going = new Promise<Answer>((resolve) => {
      this.#go = resolve;
    });
    this.#give?.({ done: false, value: log });
    return going;
  }
}
