// Do not believe the solver: recompute the certificate from the data, the coefficients and the file.
import { Lasso, load } from 'tikhonov';

const X = Array.from({ length: 50 }, (_, i) => [Math.sin(i), Math.cos(2 * i), Math.sin(3 * i)]);
const y = X.map(([a, b], i) => 3 * a - 2 * b + Math.sin(7 * i) / 5);

const model = await new Lasso({ lambda: 0.1 }).fit(X, y);
const { relative, tol, ok } = model.certificate;
console.log(`at most ${tol} of the null loss above the optimum: ${ok && relative <= tol}`);

const copy = load(model.save());
console.log(`recomputed from a file: ${copy.verify(X, y).ok}`);
console.log(`on other data: ${copy.verify(X, y.toReversed()).ok}`);

const text = new TextDecoder().decode(model.save());
try {
  load(text.replace('"lambda":0.1', '"lambda":0.2'));
} catch (error) {
  console.log(error.message);
}
