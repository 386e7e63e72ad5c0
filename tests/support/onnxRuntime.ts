/** onnxruntime-web, where it is installed: the judge of what `toOnnx` writes. */
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import type { Shape } from '../../src/layer/layer.ts';

/** Outputs of a model by name. */
export type Outputs = Readonly<Record<string, { dims: readonly number[]; data: Float32Array }>>;

/** Runs a model on rows of this shape. */
export type RunOnnx = (
  model: Uint8Array,
  rows: readonly (readonly number[])[],
  shape: Shape,
) => Promise<Outputs>;

/** What is used of the package; it is no dependency, so its own types may be missing. */
interface Runtime {
  readonly env: { logLevel: string; wasm: { numThreads: number } };
  readonly Tensor: new (type: 'float32', data: Float32Array, dims: readonly number[]) => object;
  readonly InferenceSession: {
    create(model: Uint8Array, options: object): Promise<Session>;
  };
}

interface Session {
  run(feeds: Readonly<Record<string, object>>): Promise<Outputs>;
  release(): Promise<void>;
}

/** Of this package itself, or among the subjects of the benchmarks. */
const PLACES = ['../../package.json', '../../bench/peers/networks/package.json'];

function entry(): string | undefined {
  for (const place of PLACES) {
    try {
      return createRequire(new URL(place, import.meta.url)).resolve('onnxruntime-web');
    } catch {
      // not there: the next place
    }
  }
  return undefined;
}

/** Undefined, and a line says so, where the package is not installed. */
export async function onnxRuntime(): Promise<RunOnnx | undefined> {
  const file = entry();
  if (!file) {
    console.warn('onnxruntime-web not found: npm install --prefix bench/peers/networks has it');
    return undefined;
  }
  const { default: ort } = (await import(pathToFileURL(file).href)) as { default: Runtime };
  ort.env.wasm.numThreads = 1;
  ort.env.logLevel = 'error';
  return async (model, rows, shape) => {
    const session = await ort.InferenceSession.create(model, { executionProviders: ['wasm'] });
    const X = new ort.Tensor('float32', Float32Array.from(rows.flat()), [rows.length, ...shape]);
    const outputs = await session.run({ X });
    await session.release();
    return outputs;
  };
}
