/** Compiles linear.wasm once: inline base64 by default, or bytes or a module the caller brings. */
import base64 from '../generated/linear.ts';
import { withSharedMemory } from './sharedMemory.ts';

/** A module of kernels, compiled or as its bytes. */
export type WasmSource = WebAssembly.Module | BufferSource;

const compiled = new Map<string, WebAssembly.Module>();

/** The module of an inline text, compiled once. */
export function inlineModule(text: string): WebAssembly.Module {
  const module = compiled.get(text) ?? new WebAssembly.Module(decode(text));
  compiled.set(text, module);
  return module;
}

/** The same for a shared memory. */
export function inlineSharedModule(text: string): WebAssembly.Module {
  return new WebAssembly.Module(withSharedMemory(decode(text)));
}

/** Whether this engine can compile the module of an inline text. */
export function isValid(text: string): boolean {
  return WebAssembly.validate(decode(text));
}

export function linearModule(source?: WasmSource): WebAssembly.Module {
  if (source instanceof WebAssembly.Module) return source;
  return source ? new WebAssembly.Module(source) : inlineModule(base64);
}

/** Whether a module is compiled: its bytes are out of reach, so no shared memory can take it. */
export function isCompiled(source?: WasmSource): boolean {
  return source instanceof WebAssembly.Module;
}

/** The same for a shared memory; undefined for a compiled module. */
export function sharedModule(source?: WasmSource): WebAssembly.Module | undefined {
  if (source instanceof WebAssembly.Module) return undefined;
  return source
    ? new WebAssembly.Module(withSharedMemory(bytesOf(source)))
    : inlineSharedModule(base64);
}

function bytesOf(source: BufferSource): Uint8Array<ArrayBuffer> {
  if (!ArrayBuffer.isView(source)) return new Uint8Array(source);
  return new Uint8Array(source.buffer, source.byteOffset, source.byteLength);
}

/** What engines have that decode by themselves: forty times as fast as a loop that runs once. */
interface Decoders {
  readonly Uint8Array: { fromBase64?(text: string): Uint8Array<ArrayBuffer> };
  readonly Buffer?: { from(text: string, encoding: 'base64'): Uint8Array<ArrayBuffer> };
}

function decode(text: string): Uint8Array<ArrayBuffer> {
  const { Uint8Array: Bytes, Buffer } = globalThis as unknown as Decoders;
  if (Bytes.fromBase64) return Bytes.fromBase64(text);
  if (Buffer) return bytesOf(Buffer.from(text, 'base64'));
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}
