// Run by scripts/check-pack.mjs in a folder where nothing but the package is installed.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { crossValidate, Lasso, LogisticRegression, load, Matrix, path } from 'tikhonov';
import { fromRecords } from 'tikhonov/data';
import { Lasso as LassoOfLinear } from 'tikhonov/linear';
import { renderReport } from 'tikhonov/report';
import { crossValidate as crossValidateOfSelect } from 'tikhonov/select';

assert.equal(LassoOfLinear, Lasso);
assert.equal(crossValidateOfSelect, crossValidate);
assert.equal(typeof renderReport, 'function');

const n = 40;
const columns = [3, 5, 7].map((step) => Array.from({ length: n }, (_, i) => (i * step) % 11));
const y = columns[0].map((value, i) => 2 * value - columns[1][i]);
const X = Matrix.wrap({ data: new Float64Array(columns.flat()), rows: n, cols: 3, order: 'col' });

const model = await new Lasso({ lambda: 0.01 }).fit(X, y);
assert.ok(model.certificate.ok);
assert.ok(Math.abs(model.coef[0] - 2) < 0.1 && Math.abs(model.coef[1] + 1) < 0.1);
assert.equal((await path(new Lasso(), X, y)).lambdas.length, 100);
assert.ok((await crossValidate(new Lasso(), X, y, { folds: 5 })).lambda > 0);

const labels = y.map((value) => (value > 5 ? 'more' : 'less'));
const classifier = await new LogisticRegression({ lambda: 0.01 }).fit(X, labels);
assert.ok(classifier.certificate.ok);
assert.deepEqual(load(classifier.save()).predict(X), classifier.predict(X));

const rows = y.map((target, i) => ({ target, a: columns[0][i], b: i % 2 ? 'odd' : 'even' }));
assert.deepEqual(fromRecords(rows, { target: 'target' }).featureNames, ['a', 'b=even', 'b=odd']);

const wasm = readFileSync(fileURLToPath(import.meta.resolve('tikhonov/wasm/linear.wasm')));
assert.ok(WebAssembly.validate(wasm));
