/** Which thread does which job of a batch: cells that all of its threads read and write. */

/** Who has claimed a job: nobody yet, this thread, nobody any more, or helper k as k + FIRST. */
const [NOBODY, CALLER, CLOSED, FIRST] = [0, 1, 2, 3];
/** Steps of the progress of one job. */
const STEPS = 1e6;

/** The cells: whether to stop, then the claimant of each job, then its progress. */
export class Claims {
  readonly cells: Int32Array<SharedArrayBuffer>;
  readonly #count: number;

  constructor(cells: Int32Array<SharedArrayBuffer>) {
    this.cells = cells;
    this.#count = (cells.length - 1) / 2;
  }

  static create(count: number): Claims {
    return new Claims(new Int32Array(new SharedArrayBuffer(4 * (1 + 2 * count))));
  }

  /** The first job that nobody has claimed, claimed for a helper or for the calling thread. */
  next(helper = CALLER - FIRST): number | undefined {
    for (let k = 0; k < this.#count; k++) if (this.#swap(k, helper + FIRST)) return k;
    return undefined;
  }

  /** No job is to be begun any more. */
  close(): void {
    for (let k = 0; k < this.#count; k++) this.#swap(k, CLOSED);
  }

  /** The jobs that one helper has claimed. */
  claimedBy(helper: number): number[] {
    return this.#jobsOf((claimant) => claimant === helper + FIRST);
  }

  claimedByHelpers(): number[] {
    return this.#jobsOf((claimant) => claimant >= FIRST);
  }

  /** Jobs in progress are to be left. */
  stop(): void {
    Atomics.store(this.cells, 0, 1);
  }

  get isStopped(): boolean {
    return Atomics.load(this.cells, 0) !== 0;
  }

  /** Say how much of a job is done, from 0 to 1. */
  tell(job: number, share: number): void {
    Atomics.store(this.cells, 1 + this.#count + job, Math.round(share * STEPS));
  }

  /** How much of all jobs is done, from 0 to 1. */
  get share(): number {
    let sum = 0;
    for (let k = 0; k < this.#count; k++) sum += Atomics.load(this.cells, 1 + this.#count + k);
    return sum / (STEPS * this.#count);
  }

  #jobsOf(suits: (claimant: number) => boolean): number[] {
    const jobs: number[] = [];
    for (let k = 0; k < this.#count; k++) if (suits(Atomics.load(this.cells, 1 + k))) jobs.push(k);
    return jobs;
  }

  #swap(job: number, claimant: number): boolean {
    return Atomics.compareExchange(this.cells, 1 + job, NOBODY, claimant) === NOBODY;
  }
}
