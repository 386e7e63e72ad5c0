/** Running a program of examples/ in a process of its own, and reading its scores. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect } from 'vitest';

export interface Score {
  readonly name: string;
  readonly value: number;
  /** Standard error; 0 where the program prints none. */
  readonly se: number;
  readonly baseline: number;
}

/** What a program printed: lines, and what they say. */
export interface Printed {
  readonly text: string;
  readonly scores: readonly Score[];
  /** The worst certificate of each cross-validation or path: its gap, and whether that is fine. */
  readonly certificates: readonly { readonly gap: number; readonly ok: boolean }[];
}

const SCORE = /^(.+?) (-?\d+\.\d+)(?: ± (\d+\.\d+))?, baseline (-?\d+\.\d+)$/gm;
const CERTIFICATE = /^worst certificate (\S+) ([≤>]) /gm;

/** Run a program on the built package; rejects where it fails. */
export async function runExample(program: string, data: string): Promise<Printed> {
  const env = { ...process.env, TIKHONOV_DATA: data };
  const { stdout } = await promisify(execFile)(process.execPath, [program], { env });
  const scores = [...stdout.matchAll(SCORE)].map(([, name, value, se, baseline]) => ({
    name: name!,
    value: Number(value),
    se: Number(se ?? 0),
    baseline: Number(baseline),
  }));
  const certificates = [...stdout.matchAll(CERTIFICATE)].map(([, gap, relation]) => ({
    gap: Number(gap),
    ok: relation === '≤',
  }));
  return { text: stdout, scores, certificates };
}

/** Without the folder of public data a program says which set it needs, and ends well. */
export async function expectNeed(program: string): Promise<void> {
  const env = { ...process.env, TIKHONOV_DATA: '' };
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [program], { env });
  expect(stderr).toBe('');
  expect(stdout).toMatch(/^This example needs the public data set \w+ \(.+; source: .+\)\nas .+/);
}
