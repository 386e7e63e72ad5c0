/** Compiles linear.wasm once: inline base64 by default, or bytes or a module the caller brings. */
import base64 from '../generated/linear.ts';

/** linear.wasm as a compiled module or as its bytes. */
export type WasmSource = WebAssembly.Module | BufferSource;

let compiled: WebAssembly.Module | undefined;

export function linearModule(source?: WasmSource): WebAssembly.Module {
  if (source instanceof WebAssembly.Module) return source;
  if (source) return new WebAssembly.Module(source);
  compiled ??= new WebAssembly.Module(decode(base64));
  return compiled;
}

function decode(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}
