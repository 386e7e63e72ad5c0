/** Networks trained on fixed data, reduced to a hash of every bit of their weights and histories. */
import {
  adamW,
  batchNorm,
  dense,
  dropout,
  type FittedNetwork,
  type Layer,
  sequential,
  sgd,
  type TrainOptions,
} from '../../src/nn.ts';
import { Fingerprint } from './fingerprint.ts';

const ROWS = 90;

/** Digits of a multiplicative sequence: integer arithmetic and one exact division. */
const X = Array.from({ length: ROWS }, (_, i) =>
  Array.from({ length: 6 }, (_, j) => (((i * 6 + j + 1) * 40503) % 65536) / 32768 - 1),
);
const LABELS = X.map(
  ([a, b, c]) => ['red', 'green', 'blue'][(a! > b! ? 1 : 0) + (c! > 0 ? 1 : 0)]!,
);
const NUMBERS = X.map(([a, b]) => a! * b!);

const OPTIONS: TrainOptions = { epochs: 6, batchSize: 16, seed: 'bits' };

const REGULARIZED = sequential([
  dense(17, { activation: 'relu' }),
  batchNorm(),
  dropout(0.25),
  dense(9, { activation: 'tanh' }),
  dense(3),
]);
const CLASSES: TrainOptions = { ...OPTIONS, optimizer: adamW({ lr: 0.01 }) };

/** Hash of each network by its name, in a fixed order. */
export async function networkBits(): Promise<Record<string, string>> {
  const optimizer = sgd({ lr: 0.05, momentum: 0.9, nesterov: true });
  return {
    classes: hashOf(await REGULARIZED.fit(X, LABELS, CLASSES)),
    numbers: await trained([dense(8, { activation: 'sigmoid' }), dense(1)], NUMBERS, { optimizer }),
  };
}

/** Of the run of classes, after half of its epochs; as base64. */
export async function halfwayCheckpoint(): Promise<string> {
  const files: Uint8Array[] = [];
  const onCheckpoint = (bytes: Uint8Array) => {
    files.push(bytes);
  };
  await REGULARIZED.fit(X, LABELS, { ...CLASSES, checkpoint: { every: 3, onCheckpoint } });
  return btoa(String.fromCharCode(...files[0]!));
}

/** Hash of the network of classes whose run goes on from there. */
export async function resumedBits(checkpoint: string): Promise<string> {
  const resume = Uint8Array.from(atob(checkpoint), (character) => character.charCodeAt(0));
  return hashOf(await REGULARIZED.fit(X, LABELS, { ...CLASSES, resume }));
}

async function trained(
  layers: readonly Layer[],
  y: string[] | number[],
  options: TrainOptions,
): Promise<string> {
  return hashOf(await sequential(layers).fit(X, y, { ...OPTIONS, ...options }));
}

function hashOf(fitted: FittedNetwork): string {
  const hash = new Fingerprint();
  for (const values of fitted.weights.values()) hash.add(values);
  for (const log of fitted.history) hash.add(Float64Array.from(Object.values(log)));
  return hash.add(fitted.scores(X).data).text;
}
