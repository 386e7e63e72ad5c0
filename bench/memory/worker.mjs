/** One run in a fresh memory; standard input says which, standard output what it took. */

import { readFileSync } from 'node:fs';
import { crossValidate, init, path } from '../../dist/index.js';
import { estimatorOf } from '../subjects/estimatorOf.mjs';
import { readProblem } from '../subjects/nodeWorker.mjs';
import { resident } from '../subjects/resident.mjs';

const request = JSON.parse(readFileSync(0, 'utf8'));
const { problem, folds } = readProblem(request);
const runtime = await init();
const empty = runtime.memory.size;
const { X, y, lambdas } = problem;
const matrix = resident(X, request.storage);
const estimator = estimatorOf(problem, request.tolerance);
if (folds) await crossValidate(estimator, matrix, y, { lambdas, folds, keep: false });
else await path(estimator, matrix, y, { lambdas });

/** Bytes of X as stored and of y. */
const dataBytes =
  8 * y.length +
  ('data' in X
    ? X.data.length * (request.storage === 'float32' ? 4 : 8)
    : X.values.byteLength + X.indices.byteLength + X.pointers.byteLength);
const peakBytes = runtime.memory.size - empty;
process.stdout.write(JSON.stringify({ dataBytes, peakBytes }));
