/** jax-js as a subject: steps under `jit`, on WebAssembly, in a loop like its examples' own. */

import { peerVersion, requirePeer } from '../subjects/peer.mjs';
import { serve } from '../subjects/serve.mjs';

// It asks a browser for the number of cores, and starts as many threads: one here.
Object.defineProperty(globalThis, 'navigator', {
  value: { hardwareConcurrency: 1, userAgent: 'node' },
  configurable: true,
});
const jax = requirePeer('@jax-js/jax');
const { numpy: np, jit, tree, valueAndGrad } = jax;
await jax.init('wasm');
jax.defaultDevice('wasm');
const { forward, initial, meanLoss } = await import('./jaxNetwork.mjs');

/** @typedef {any} Tree */

const BETA1 = 0.9;
const BETA2 = 0.999;

/** Adam and AdamW. @param {any} optimizer @param {Tree} correction of both moments by the step */
function update({ lr, weightDecay = 0 }, params, grads, means, squares, correction) {
  const mean = tree.map(
    (/** @type {Tree} */ m, /** @type {Tree} */ g) => m.mul(BETA1).add(g.mul(1 - BETA1)),
    means,
    tree.ref(grads),
  );
  const square = tree.map(
    (/** @type {Tree} */ v, /** @type {Tree} */ g) => v.mul(BETA2).add(np.square(g).mul(1 - BETA2)),
    squares,
    grads,
  );
  const [first, second] = correction;
  const moved = tree.map(
    (/** @type {Tree} */ p, /** @type {Tree} */ m, /** @type {Tree} */ v) => {
      const size = np.sqrt(v.mul(second.ref)).add(1e-8);
      return p.mul(1 - lr * weightDecay).sub(m.mul(first.ref).div(size).mul(lr));
    },
    params,
    tree.ref(mean),
    tree.ref(square),
  );
  first.dispose();
  second.dispose();
  return { params: moved, means: mean, squares: square };
}

/** The compiled functions of a task. @param {any} task */
function compile({ layers, loss, optimizer }) {
  const cost = (
    /** @type {Tree} */ params,
    /** @type {Tree} */ states,
    /** @type {Tree} */ x,
    /** @type {Tree} */ y,
    /** @type {Tree} */ keys,
  ) => {
    const [z, next] = forward(layers, params, states, x, keys);
    return [meanLoss(loss, z, y), next];
  };
  const step = jit((/** @type {Tree} */ run, /** @type {Tree} */ batch) => {
    const { x, y, keys, correction } = batch;
    const params = tree.ref(run.params);
    const [[value, states], grads] = valueAndGrad(cost, { hasAux: true })(
      params,
      run.states,
      x,
      y,
      keys,
    );
    const moved = update(optimizer, run.params, grads, run.means, run.squares, correction);
    return [value, { ...moved, states }];
  });
  const score = jit(
    (/** @type {Tree} */ params, /** @type {Tree} */ states, /** @type {Tree} */ x) => {
      const [z, unused] = forward(layers, params, states, x);
      tree.dispose(unused);
      return z;
    },
  );
  const value = jit((/** @type {Tree} */ z, /** @type {Tree} */ y) => meanLoss(loss, z, y));
  return { step, score, value };
}

/** Fisher and Yates. @param {Int32Array} list */
function shuffle(list) {
  for (let i = list.length - 1; i > 0; i--) {
    const j = Math.floor(Math.random() * (i + 1));
    [list[i], list[j]] = [list[j], list[i]];
  }
}

/** Rows as arrays of jax-js. */
class Samples {
  /** @param {any} task @param {any} arrays @param {Record<string, number>} sizes */
  constructor({ shape, loss }, { x, y }, { cols, classes }) {
    Object.assign(this, { x, y, cols });
    this.width = loss === 'binary' ? 1 : classes;
    // one channel: first or last is the same
    this.shape = shape.length === 3 ? [shape[2], shape[0], shape[1]] : shape;
  }

  /** @param {Int32Array} rows */
  features(rows) {
    const values = new Float32Array(rows.length * this.cols);
    rows.forEach((row, i) => {
      values.set(this.x.subarray(row * this.cols, (row + 1) * this.cols), i * this.cols);
    });
    return np.array(values).reshape([rows.length, ...this.shape]);
  }

  /** @param {Int32Array} rows */
  targets(rows) {
    const values = new Float32Array(rows.length * this.width);
    rows.forEach((row, i) => {
      if (this.width === 1) values[i] = this.y[row];
      else values[i * this.width + this.y[row]] = 1;
    });
    return np.array(values).reshape([rows.length, this.width]);
  }
}

/** @type {import('../subjects/serve.mjs').Maker} */
function training(task, arrays, sizes) {
  const samples = new Samples(task, arrays, sizes);
  const { step, score, value } = compile(task);
  const dropouts = task.layers.filter((/** @type {any} */ { type }) => type === 'dropout').length;
  /** @type {Tree} */
  let best;
  /** @param {Tree} run @param {number} count @param {Int32Array} rows */
  const stepOn = (run, count, rows) => {
    const keys = Array.from({ length: dropouts }, (_, k) => np.array(Uint32Array.of(count, k)));
    const correction = [1 / (1 - BETA1 ** count), 1 / (1 - BETA2 ** count)].map((each) => {
      return np.array(Float32Array.of(each)).reshape([]);
    });
    const batch = { x: samples.features(rows), y: samples.targets(rows), keys, correction };
    return step(run, batch);
  };
  /** Mean loss without noise. @param {Tree} run @param {Int32Array} rows */
  const measure = async (run, rows) => {
    const x = samples.features(rows);
    const z = score(tree.ref(run.params), tree.ref(run.states), x);
    return (await value(z, samples.targets(rows)).data())[0];
  };
  return {
    async run({ epochs, rows }) {
      const order = Int32Array.from({ length: rows }, (_, i) => i);
      shuffle(order);
      const held = order.slice(0, Math.round(rows / 5));
      const kept = order.slice(held.length);
      const clean = kept.slice(0, held.length);
      const { params, states } = initial(task);
      const zeros = () => tree.map((/** @type {Tree} */ p) => np.zeros(p.shape), params);
      let run = { params, states, means: zeros(), squares: zeros() };
      let [count, least] = [0, Number.POSITIVE_INFINITY];
      const history = [];
      for (let epoch = 0; epoch < epochs; epoch++) {
        shuffle(kept);
        let total = 0;
        for (let done = 0; done < kept.length; done += task.batchSize) {
          const batch = kept.subarray(done, done + task.batchSize);
          const [cost, next] = stepOn(run, ++count, batch);
          run = next;
          total += batch.length * (await cost.data())[0];
        }
        const [cleanLoss, loss] = [await measure(run, clean), await measure(run, held)];
        history.push([total / kept.length, cleanLoss, loss]);
        if (loss >= least) continue;
        least = loss;
        tree.dispose(best);
        best = tree.ref({ params: run.params, states: run.states });
      }
      tree.dispose(run);
    },
    async answer() {
      const { rows, train } = sizes;
      const test = Int32Array.from({ length: rows - train }, (_, i) => train + i);
      const { params, states } = tree.ref(best);
      return score(params, states, samples.features(test)).data();
    },
  };
}

/** @type {import('../subjects/serve.mjs').Maker} */
function product({ form, m, n, k }, arrays) {
  const a = np.array(arrays.a).reshape(form === 'tn' ? [k, m] : [m, k]);
  const b = np.array(arrays.b).reshape(form === 'nt' ? [n, k] : [k, n]);
  const multiply = jit((/** @type {Tree} */ left, /** @type {Tree} */ right) => {
    const first = form === 'tn' ? np.transpose(left) : left;
    return np.matmul(first, form === 'nt' ? np.transpose(right) : right);
  });
  const run = async () => {
    const c = multiply(a.ref, b.ref);
    await c.blockUntilReady();
    c.dispose();
  };
  return { run, answer: () => multiply(a.ref, b.ref).data() };
}

/** @type {import('../subjects/serve.mjs').Maker} */
function exp(_task, arrays) {
  const x = np.array(arrays.x);
  const power = jit((/** @type {Tree} */ v) => np.exp(v));
  const run = async () => {
    const y = power(x.ref);
    await y.blockUntilReady();
    y.dispose();
  };
  return { run, answer: () => power(x.ref).data() };
}

await serve({ '@jax-js/jax': peerVersion('@jax-js/jax') }, { training, product, exp });
