/** The command as a user starts it: a process of its own, with pipes for its output. */
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll } from 'vitest';

export const COMMAND = resolve('dist/cli/main.js');

if (!existsSync(COMMAND))
  throw new Error('dist/cli/main.js is missing: run npm run build, as npm test does first');

export interface Outcome {
  /** Exit status. */
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Run `tikhonov` with these arguments; `variables` are added to the environment. */
export function tikhonov(
  words: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): Promise<Outcome> {
  const env = { ...plainEnvironment(), ...variables };
  return new Promise((done) => {
    execFile(process.execPath, [COMMAND, ...words], { env }, (error, stdout, stderr) => {
      const status = error ? Number(error.code ?? Number.NaN) : 0;
      done({ status, stdout, stderr });
    });
  });
}

/** Without a wish for colours, or for none. */
export function plainEnvironment(): NodeJS.ProcessEnv {
  const { FORCE_COLOR: _, NO_COLOR: __, ...inherited } = process.env;
  return inherited;
}

/** The output of a run that must succeed, parsed. */
export const json = jsonOf(tikhonov);

export function jsonOf(run: (words: readonly string[]) => Promise<Outcome>) {
  return async <T>(words: readonly string[]): Promise<T> => {
    const { status, stdout, stderr } = await run([...words, '--json']);
    if (status !== 0) throw new Error(`exit ${status}: ${stderr}`);
    return JSON.parse(stdout) as T;
  };
}

/** A folder that lives as long as the test file. */
export class Folder {
  readonly path = mkdtempSync(join(tmpdir(), 'tikhonov-cli-'));

  constructor() {
    afterAll(() => rmSync(this.path, { recursive: true }));
  }

  /** Path of a file in the folder. */
  at(name: string): string {
    return join(this.path, name);
  }

  /** Write a file, and return its path. */
  file(name: string, content: string | Uint8Array): string {
    writeFileSync(this.at(name), content);
    return this.at(name);
  }

  read(name: string): string {
    return readFileSync(this.at(name), 'utf8');
  }
}

/** Cells by column of a CSV without quotes. */
export function columnsOf(text: string): Record<string, string[]> {
  const [header = [], ...rows] = text
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','));
  return Object.fromEntries(header.map((name, j) => [name, rows.map((row) => row[j]!)]));
}

export const DIABETES = 'examples/data/diabetes.csv';

/** The bundled diabetes data: X by columns and the target. */
export function diabetes(): { names: string[]; X: number[][]; y: number[] } {
  const { progression, ...features } = columnsOf(readFileSync(DIABETES, 'utf8'));
  return {
    names: Object.keys(features),
    X: Object.values(features).map((cells) => cells.map(Number)),
    y: progression!.map(Number),
  };
}

/** What `fit` and `cv` print with --json, as far as the tests read it. */
export interface FitJson {
  readonly rows: number;
  readonly features: number;
  readonly lambda: number;
  readonly l1Ratio: number;
  readonly r2: { readonly crossValidated?: number; readonly inSample: number };
  readonly df: number;
  readonly intercept: number;
  readonly coefficients: readonly { readonly name: string; readonly value: number }[];
  readonly certificate: { readonly relative: number; readonly tol: number; readonly ok: boolean };
  readonly notes: readonly string[];
  readonly files: Readonly<Record<string, string | null>>;
  readonly seconds: { readonly total: number };
}

export interface CvJson extends FitJson {
  readonly folds: { readonly count: number; readonly description: string };
  readonly seed: string;
  readonly lambdaMin: number;
  readonly lambda1se: number;
  readonly error: { readonly mean: number; readonly se: number };
  readonly fits: { readonly total: number; readonly failed: number };
  readonly curves: readonly {
    readonly l1Ratio: number;
    readonly lambdas: readonly number[];
    readonly mean: readonly number[];
    readonly se: readonly number[];
    readonly minIndex: number;
    readonly oneSeIndex: number;
  }[];
}
