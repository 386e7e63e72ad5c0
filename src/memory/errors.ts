/** The WASM memory cannot hold what was asked for; everything reserved by the call is freed. */
export class MemoryError extends RangeError {
  override readonly name = 'MemoryError';
  /** Bytes that could not be reserved. */
  readonly bytes: number;
  /** Bytes that the memory may have. */
  readonly limit: number;
  constructor(bytes: number, limit: number, message?: string) {
    super(
      message ??
        `memory: cannot reserve ${bytes} bytes within the limit of ${limit} bytes; ${HINT}`,
    );
    this.bytes = bytes;
    this.limit = limit;
  }
}

/** What helps. */
export const HINT = 'use init({ memoryMB }) with more, float32 storage or a sparse matrix';
