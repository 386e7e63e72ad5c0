/**
 * First-fit allocator over one address range that can grow. It only hands out numbers: which bytes
 * they mean is the caller's business, so it is tested without WebAssembly.
 *
 *   base                                    top          limit
 *   ├── used ──┼── free ──┼── used ──┼─ … ──┤ grow(top) ──┤
 *
 * Further ranges, such as pages of a memory that is shared, are holes that somebody adds.
 */
const ALIGN = 16;

interface Hole {
  at: number;
  bytes: number;
}

export class Heap {
  readonly base: number;
  /** Freed ranges below `top`, ascending, never adjacent. */
  #holes: Hole[] = [];
  #sizes = new Map<number, number>();
  #top: number;
  #used = 0;
  readonly #reserve: (top: number) => boolean;

  /** `reserve(top)` makes addresses below `top` usable, or returns false. */
  constructor(base: number, reserve: (top: number) => boolean) {
    this.base = align(base);
    this.#top = this.base;
    this.#reserve = reserve;
  }

  /** Bytes handed out and not yet freed. */
  get used(): number {
    return this.#used;
  }

  /** A 16-byte aligned address of at least `bytes` bytes, or −1 where the memory is exhausted. */
  allocate(bytes: number): number {
    const size = Math.max(align(bytes), ALIGN);
    const at = this.#take(size);
    if (at < 0) return -1;
    this.#sizes.set(at, size);
    this.#used += size;
    return at;
  }

  /** Make a block longer where it lies. Returns false where something else follows it. */
  extend(at: number, bytes: number): boolean {
    const old = this.#sizes.get(at)!;
    const more = align(bytes) - old;
    const end = at + old;
    const next = this.#holes.findIndex((hole) => hole.at === end && hole.bytes >= more);
    if (next >= 0) this.#cut(next, more);
    else if (end === this.#top && this.#reserve(end + more)) this.#top = end + more;
    else return false;
    this.#sizes.set(at, old + more);
    this.#used += more;
    return true;
  }

  /** Use a further range of free addresses. */
  adopt({ at, bytes }: { readonly at: number; readonly bytes: number }): void {
    this.#release({ at, bytes });
  }

  /** Free bytes that end at an address. */
  spareBefore(end: number): number {
    const hole = this.#holes.find(({ at, bytes }) => at + bytes === end);
    return hole?.bytes ?? 0;
  }

  /** Give up the free bytes that end at an address, from the first multiple of `unit` on. */
  cede(end: number, unit: number): { at: number; bytes: number } | undefined {
    const index = this.#holes.findIndex(({ at, bytes }) => at + bytes === end);
    const hole = this.#holes[index];
    const from = hole ? Math.ceil(hole.at / unit) * unit : end;
    if (!hole || from >= end) return undefined;
    hole.bytes = from - hole.at;
    if (hole.bytes === 0) this.#holes.splice(index, 1);
    return { at: from, bytes: end - from };
  }

  free(at: number): void {
    const bytes = this.#sizes.get(at);
    if (bytes === undefined) throw new Error(`heap: ${at} is not an allocated address`);
    this.#sizes.delete(at);
    this.#used -= bytes;
    this.#release({ at, bytes });
  }

  #take(size: number): number {
    const index = this.#holes.findIndex((hole) => hole.bytes >= size);
    if (index >= 0) return this.#cut(index, size);
    const at = this.#top;
    if (!this.#reserve(at + size)) return -1;
    this.#top = at + size;
    return at;
  }

  /** The first bytes of a hole. */
  #cut(index: number, size: number): number {
    const hole = this.#holes[index]!;
    const at = hole.at;
    hole.at += size;
    hole.bytes -= size;
    if (hole.bytes === 0) this.#holes.splice(index, 1);
    return at;
  }

  #release(block: Hole): void {
    let i = this.#holes.findIndex((hole) => hole.at > block.at);
    if (i < 0) i = this.#holes.length;
    this.#holes.splice(i, 0, block);
    this.#merge(i);
    this.#merge(i - 1);
    const last = this.#holes.at(-1);
    if (last && last.at + last.bytes === this.#top) {
      this.#top = last.at;
      this.#holes.pop();
    }
  }

  /** Join hole i with hole i + 1 where they touch. */
  #merge(i: number): void {
    const hole = this.#holes[i];
    const next = this.#holes[i + 1];
    if (!hole || !next || hole.at + hole.bytes !== next.at) return;
    hole.bytes += next.bytes;
    this.#holes.splice(i + 1, 1);
  }
}

function align(bytes: number): number {
  return Math.ceil(bytes / ALIGN) * ALIGN;
}
