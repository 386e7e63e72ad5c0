/** This package as a subject. Arguments: strict or fast, the number of threads. */

import { readFileSync } from 'node:fs';
import { init } from '../../../dist/index.js';
import { serve } from '../subjects/serve.mjs';
import { kernelMakers } from './kernels.mjs';
import { fresh } from './start.mjs';
import { training } from './training.mjs';

const precision = process.argv[2] === 'fast' ? 'fast' : 'strict';
const { memory } = await init({ precision, threads: Number(process.argv[3] ?? 1) });
const manifest = new URL('../../../package.json', import.meta.url);

await serve(
  { tikhonov: JSON.parse(readFileSync(manifest, 'utf8')).version },
  {
    training,
    startUp: fresh(precision),
    tierUp: fresh(precision),
    ...kernelMakers(memory, precision === 'fast'),
  },
);
