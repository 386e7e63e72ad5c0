/** Which build of nn.wasm a memory takes: apart from the builds, so that linear models load none. */
import type { Memory } from './memory.ts';
import { isValid } from './module.ts';

/** The text of the build with fused multiply-adds, where it is wanted. */
const fast = new WeakMap<Memory, string>();

/** nn.wasm as it was handed over, compiled for its memory. */
const given = new WeakMap<Memory, WebAssembly.Module>();

/** Take nn.wasm of the caller's on a memory on which no network has been trained. */
export function giveKernels(memory: Memory, module: WebAssembly.Module): void {
  given.set(memory, module);
}

export function givenKernels(memory: Memory): WebAssembly.Module | undefined {
  return given.get(memory);
}

/** That text for a memory; undefined where products are strict. */
export function fastKernels(memory: Memory): string | undefined {
  return fast.get(memory);
}

/** What products of networks are rounded like on a memory. */
export function precisionOf(memory: Memory): 'strict' | 'fast' {
  return fast.has(memory) ? 'fast' : 'strict';
}

/**
 * Use the build with fused multiply-adds on a memory on which no network has been trained. Returns
 * why not, where this engine has no relaxed SIMD.
 */
export async function useFastKernels(memory: Memory): Promise<string | undefined> {
  const { default: text } = await import('../generated/nnFast.ts');
  if (!isValid(text)) return 'strict precision: this engine has no relaxed SIMD';
  fast.set(memory, text);
  return undefined;
}
