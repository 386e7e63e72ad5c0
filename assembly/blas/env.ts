/**
 * Whether tiles of six rows pay: their sums and operands take all fifteen vector registers, which
 * some engines do not keep apart (src/memory/tallTiles.ts). Bits are those of tiles of four.
 */
export declare const tallTiles: bool;
