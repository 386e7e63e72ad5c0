/** PyTorch, where it is installed, reads what we train and predicts what we predict. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { TrainOptions } from '../../src/train/index.ts';
import { FOREIGN_NAMES, FOREIGN_NETWORKS, foreignAnswer } from '../support/foreignNetworks.ts';
import { NETWORK_ROUNDING, relativeDifference } from '../support/tolerance.ts';

/** Debian's first: its packages are invisible to other interpreters on the PATH. */
const PYTHON = ['/usr/bin/python3', 'python3'].find(
  (command) => spawnSync(command, ['-c', 'import torch']).status === 0,
);
if (!PYTHON) console.warn('no Python with PyTorch found: what it reads is not tested');
const SCRIPT = fileURLToPath(new URL('../golden/networks.py', import.meta.url));
const SHORT: TrainOptions = { epochs: 3, batchSize: 2, earlyStopping: false, validation: 0 };

describe.skipIf(!PYTHON)('a network that was trained here', () => {
  test.each(FOREIGN_NAMES)('predicts the same in PyTorch: %s', async (name) => {
    const { net, names, outputs } = FOREIGN_NETWORKS.pytorch[name];
    const { rows } = foreignAnswer('pytorch', name);
    const y = rows.map((row) => row.slice(0, outputs));
    const fitted = await net.fit(rows, y, SHORT);
    const bytes = fitted.toSafetensors({ layout: 'pytorch', names });
    const file = Buffer.from(bytes).toString('base64');
    const input = JSON.stringify({ name, file, rows });
    const { stdout, stderr } = spawnSync(PYTHON!, [SCRIPT, '--predict'], { input });
    expect(stderr.toString()).toBe('');
    const predicted = (JSON.parse(stdout.toString()) as number[][]).flat();
    const { data } = fitted.scores(rows);
    expect(relativeDifference(predicted, data)).toBeLessThan(NETWORK_ROUNDING);
  });
});
