/** Which stretches of a shared memory belong to whom: a table that every thread reads and writes. */

/** Bytes of one page of WebAssembly. */
export const PAGE = 65536;

/** A stretch of addresses. */
export interface Stretch {
  readonly at: number;
  readonly bytes: number;
}

/** Layout of the table: the first free page, then slots of an owner, its first page and its pages. */
const SLOTS = 4096;
const WIDTH = 3;
/** A slot that is being filled. */
const BUSY = -1;
/** Pages claimed at once at least: 1 MiB. */
const LEAST = 16;

/**
 * Hands out whole pages of one shared memory, upwards, without locks. What owner 0 claims, the
 * thread that made the memory, is its own until it lowers the top; what others claim is entered in
 * a slot, so that the pages of a run that has ended, or whose thread has died, can be taken back.
 */
export class Arena {
  /** What another thread needs for an arena on the same table. */
  readonly table: Int32Array<SharedArrayBuffer>;

  constructor(table: Int32Array<SharedArrayBuffer>) {
    this.table = table;
  }

  /** A new table, for pages from `first` on. */
  static create(first: number): Arena {
    const arena = new Arena(new Int32Array(new SharedArrayBuffer(4 * (1 + SLOTS * WIDTH))));
    arena.table[0] = first;
    return arena;
  }

  /**
   * Pages for `bytes` bytes below the page `end`, or undefined where there are none. `spare(at)` is
   * how many free bytes of the owner end at address `at`: those need not be claimed again.
   */
  claim(
    owner: number,
    bytes: number,
    end: number,
    spare: (at: number) => number,
  ): Stretch | undefined {
    const slot = owner === 0 ? -1 : this.#freeSlot();
    for (;;) {
      const first = Atomics.load(this.table, 0);
      const missing = Math.ceil((bytes - spare(first * PAGE)) / PAGE);
      const pages = Math.max(missing, Math.min(LEAST, end - first));
      if (first + pages > end) {
        if (slot >= 0) Atomics.store(this.table, slot, 0);
        return undefined;
      }
      if (Atomics.compareExchange(this.table, 0, first, first + pages) !== first) continue;
      if (slot >= 0) this.#fill(slot, owner, first, pages);
      return { at: first * PAGE, bytes: pages * PAGE };
    }
  }

  /** Address of the first page that nobody owns; all above are free. */
  get top(): number {
    return Atomics.load(this.table, 0) * PAGE;
  }

  /** Free the pages between two addresses. Returns false where `from` is the top no more. */
  lower(from: number, to: number): boolean {
    return Atomics.compareExchange(this.table, 0, from / PAGE, to / PAGE) === from / PAGE;
  }

  /** Everything that `owner` has claimed; it owns nothing afterwards. */
  takeBack(owner: number): Stretch[] {
    const taken: Stretch[] = [];
    for (let slot = 1; slot < this.table.length; slot += WIDTH) {
      if (Atomics.load(this.table, slot) !== owner) continue;
      taken.push(this.#stretchAt(slot));
      Atomics.store(this.table, slot, 0);
    }
    return taken;
  }

  /** Bytes that owners other than 0 have claimed. */
  get lent(): number {
    let bytes = 0;
    for (let slot = 1; slot < this.table.length; slot += WIDTH)
      if (Atomics.load(this.table, slot) > 0) bytes += this.#stretchAt(slot).bytes;
    return bytes;
  }

  #stretchAt(slot: number): Stretch {
    return { at: this.table[slot + 1]! * PAGE, bytes: this.table[slot + 2]! * PAGE };
  }

  #freeSlot(): number {
    for (let slot = 1; slot < this.table.length; slot += WIDTH)
      if (Atomics.compareExchange(this.table, slot, 0, BUSY) === 0) return slot;
    throw new Error('memory: too many stretches are lent to threads');
  }

  #fill(slot: number, owner: number, page: number, pages: number): void {
    this.table[slot + 1] = page;
    this.table[slot + 2] = pages;
    Atomics.store(this.table, slot, owner);
  }
}
