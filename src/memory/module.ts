/** Compiles linear.wasm once: inline base64 by default, or bytes or a module the caller brings. */
import base64 from '../generated/linear.ts';
import { withSharedMemory } from './sharedMemory.ts';

/** linear.wasm as a compiled module or as its bytes. */
export type WasmSource = WebAssembly.Module | BufferSource;

let compiled: WebAssembly.Module | undefined;

export function linearModule(source?: WasmSource): WebAssembly.Module {
  if (source instanceof WebAssembly.Module) return source;
  if (source) return new WebAssembly.Module(source);
  compiled ??= new WebAssembly.Module(decode(base64));
  return compiled;
}

/** The same for a shared memory; undefined for a compiled module, whose bytes are out of reach. */
export function sharedModule(source?: WasmSource): WebAssembly.Module | undefined {
  if (source instanceof WebAssembly.Module) return undefined;
  return new WebAssembly.Module(withSharedMemory(source ? bytesOf(source) : decode(base64)));
}

function bytesOf(source: BufferSource): Uint8Array<ArrayBuffer> {
  if (!ArrayBuffer.isView(source)) return new Uint8Array(source);
  return new Uint8Array(source.buffer, source.byteOffset, source.byteLength);
}

function decode(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}
