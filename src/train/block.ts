/** What checkpoints hold of the memory. */

/** Bytes that a run cannot go on without, by name. */
export interface Block {
  readonly name: string;
  readonly kind: 'reals' | 'words' | 'bytes';
  readonly at: number;
  readonly bytes: number;
}
