/** The command without the price of a process: one runs all commands of a test file. */
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';
import { jsonOf, type Outcome, plainEnvironment } from './command.ts';

const HOST = fileURLToPath(new URL('host.mjs', import.meta.url));

interface Waiting {
  readonly done: (outcome: Outcome) => void;
  readonly fail: (reason: Error) => void;
}

/**
 * `tikhonov` and `json` as in command.ts, for files of many commands: loading and compiling the
 * package takes a process longer than most of them. That a process begins, speaks and ends as it
 * should is tested by those of command.ts: for every command in cv, fit, verify, predict, usage,
 * errors, terminal and interrupt.test.ts.
 */
export function oneProcess() {
  const waiting = new Map<number, Waiting>();
  let host: ChildProcess | undefined;
  let count = 0;

  function start(): ChildProcess {
    const child = fork(HOST, { execArgv: [], env: plainEnvironment() });
    child.on('message', ({ id, outcome }: { id: number; outcome: Outcome }) => {
      waiting.get(id)!.done(outcome);
      waiting.delete(id);
    });
    child.on('exit', (code) => {
      for (const { fail } of waiting.values()) fail(new Error(`the host ended with ${code}`));
    });
    return child;
  }

  function tikhonov(words: readonly string[]): Promise<Outcome> {
    host ??= start();
    const id = count++;
    return new Promise((done, fail) => {
      waiting.set(id, { done, fail });
      host!.send({ id, words });
    });
  }

  afterAll(() => {
    host?.kill();
  });
  return { tikhonov, json: jsonOf(tikhonov) };
}
