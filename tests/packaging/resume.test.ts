/** A run of networks goes on in another process, with the same bits. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  batchNorm,
  dense,
  dropout,
  type FittedNetwork,
  load,
  sequential,
} from '../../src/index.ts';
import { RINGS, SIDES } from '../support/rings.ts';

/** What both processes train. */
const OPTIONS = { epochs: 10, batchSize: 16, seed: 5 };

const CODE = `
  import { readFileSync, writeFileSync } from 'node:fs';
  const { batchNorm, dense, dropout, sequential } = await import(process.argv[1]);
  const { X, y, options } = JSON.parse(readFileSync(process.argv[2] + '/data.json', 'utf8'));
  const net = sequential([dense(6, { activation: 'relu' }), batchNorm(), dropout(0.3), dense(2)]);
  const resume = readFileSync(process.argv[2] + '/checkpoint');
  const fitted = await net.fit(X, y, { ...options, resume });
  writeFileSync(process.argv[2] + '/network', fitted.save());
`;

test('train 10 is train 4, save, load elsewhere, train 6', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tikhonov-'));
  try {
    const files: Uint8Array[] = [];
    const onCheckpoint = (bytes: Uint8Array) => {
      files.push(bytes);
    };
    const net = sequential([dense(6, { activation: 'relu' }), batchNorm(), dropout(0.3), dense(2)]);
    const whole = await net.fit(RINGS, SIDES, { ...OPTIONS, checkpoint: { onCheckpoint } });
    writeFileSync(
      join(folder, 'data.json'),
      JSON.stringify({ X: RINGS, y: SIDES, options: OPTIONS }),
    );
    writeFileSync(join(folder, 'checkpoint'), files[3]!);
    const entry = new URL('../../dist/index.js', import.meta.url).href;
    execFileSync(process.execPath, ['--input-type=module', '-e', CODE, entry, folder]);
    const bytes = new Uint8Array(readFileSync(join(folder, 'network')));
    expect(load<FittedNetwork>(bytes).history).toEqual(whole.history);
    expect(bytes).toEqual(new Uint8Array(whole.save()));
  } finally {
    rmSync(folder, { recursive: true });
  }
});
