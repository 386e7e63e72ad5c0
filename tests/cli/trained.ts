/** Networks trained by the command, and what a test needs to compute their scores once more. */
import { readFileSync } from 'node:fs';
import { classCodes } from '../../src/data/classCodes.ts';
import type { EpochLog } from '../../src/train/index.ts';
import { splitRows } from '../../src/train/split.ts';
import { lossRounding } from '../support/tolerance.ts';
import { columnsOf, Folder } from './command.ts';
import { oneProcess } from './oneProcess.ts';

export const PENGUINS = 'examples/data/penguins.csv';
export const IRIS = 'examples/data/iris.csv';

export interface Part {
  readonly loss: number;
  readonly accuracy?: number;
  readonly auc?: number | null;
  readonly rSquared?: number;
  readonly rootMeanSquare?: number;
  readonly meanAbsolute?: number;
}

export interface TrainJson {
  readonly target: string;
  readonly classes?: readonly (string | number)[];
  readonly rows: { readonly all: number; readonly train: number; readonly validation: number };
  readonly features: number;
  readonly network: { readonly parameters: number };
  readonly training: { readonly loss: string; readonly optimizer: string; readonly lr: number };
  readonly scores: {
    readonly train: Part;
    readonly validation: Part | null;
    readonly trivial: Part;
  };
  readonly epochs: number;
  readonly bestEpoch: number;
  readonly ending: string;
  readonly history: readonly EpochLog[];
  readonly notes: readonly string[];
  readonly files: { readonly model: string | null };
}

const ROUNDING = lossRounding(false);
export const isClose = (a: number, b: number) =>
  Math.abs(a - b) <= ROUNDING * Math.max(1, Math.abs(b));
export const mean = (values: readonly number[]) =>
  values.reduce((a, b) => a + b, 0) / values.length;
export const cellsOf = (path: string) => columnsOf(readFileSync(path, 'utf8'));

/** What a file of tests needs: a folder, the command, and trainings by it. */
export function trainer() {
  const folder = new Folder();
  const { json, tikhonov } = oneProcess();

  /** Train and say what the network predicts of all rows. */
  async function trained(name: string, data: string, ...words: string[]) {
    const out = folder.at(`${name}.safetensors`);
    const result = await json<TrainJson>(['train', data, ...words, '--out', out]);
    const { stdout } = await tikhonov(['predict', out, data]);
    return { out, result, table: columnsOf(stdout), best: result.history[result.bestEpoch - 1]! };
  }

  return { folder, json, tikhonov, trained };
}

/** The rows kept for validation, by the rule of the library. */
export function heldRows(labels: readonly string[] | number): readonly number[] {
  const n = typeof labels === 'number' ? labels : labels.length;
  const codes = typeof labels === 'number' ? undefined : classCodes('test', labels, n).codes;
  const { check, clean } = splitRows(n, 0.2, '0', codes);
  return Array.from(check.subarray(clean));
}
