// Run by scripts/check-pack.mjs: the package is ES modules, and require() takes them all the same.
const assert = require('node:assert/strict');
const { Ridge } = require('tikhonov');

const X = [[0], [1], [2], [3]];
new Ridge({ lambda: 0 }).fit(X, [1, 3, 5, 7]).then((model) => {
  assert.ok(Math.abs(model.coef[0] - 2) < 1e-9);
  assert.ok(Math.abs(model.intercept - 1) < 1e-9);
});
