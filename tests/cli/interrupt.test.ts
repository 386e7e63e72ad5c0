import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, it } from 'vitest';
import { COMMAND, Folder } from './command.ts';

const data = new Folder();

/** 2000 rows of 40 features: with 400 folds minutes of work, read in a moment. */
const rows = Array.from({ length: 2000 }, (_, i) => {
  const cells = Array.from({ length: 40 }, (_, j) => (((i + 1) * (j + 7) * 7919) % 1009) / 1009);
  return [...cells, cells[0]! + cells[1]! + ((i * 31) % 17) / 17].join(',');
});
const names = [...Array.from({ length: 40 }, (_, j) => `x${j}`), 'y'].join(',');
const path = data.file('long.csv', [names, ...rows].join('\n'));

describe('a long run', () => {
  it.concurrent.for([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('that gets %s leaves nothing behind', async ([signal, expected], { expect }) => {
    const outputs = new Folder();
    const files = ['--out', 'model.json', '--report', 'report.html', '--predictions', 'oof.csv'];
    const words = ['cv', path, '--target', 'y', '--repeats', '40', ...files];
    const child = spawn(process.execPath, [COMMAND, ...words], { cwd: outputs.path });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk;
    });
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk;
    });
    const ended = new Promise<number | null>((done) => child.once('close', done));
    await sleep(4000);
    const since = performance.now();
    child.kill(signal);
    const status = await ended;
    expect({ status, stdout, stderr }).toEqual({
      status: expected,
      stdout: '',
      stderr: 'tikhonov cv: interrupted, nothing written\n',
    });
    // The run itself would go on for minutes.
    expect(performance.now() - since).toBeLessThan(5000);
    expect(readdirSync(outputs.path)).toEqual([]);
  });
});
