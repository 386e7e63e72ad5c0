/** What Node, Deno and Bun say of themselves. */
interface Versions {
  readonly process?: { readonly versions?: { readonly v8?: string } };
}

/**
 * Whether this engine keeps fifteen vectors in registers, as tiles of 6 × 2 vectors need (fast build).
 * V8 before 13 (Node 20 and 22) moves some to memory, 39 GFLOPS against 53 with 4 × 2; from 13 on it
 * is 58 against 49 (bench/networks, case sgemm-nn-256).
 */
export function hasTallTiles(): boolean {
  const { v8 } = (globalThis as Versions).process?.versions ?? {};
  return v8 === undefined || Number.parseInt(v8, 10) >= 13;
}
