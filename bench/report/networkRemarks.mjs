import { prose } from './format.mjs';

/**
 * Why a case of networks misses its target and what would be needed, as paragraphs; `kernels` for the
 * table of kernels.
 * @type {Record<string, string[]>}
 */
export const networkRemarks = {
  'N1-step': [
    prose(
      'Of 44 µs on Node 20 a step takes 25 for products (0.96 million multiply-adds, 22 µs at the peak',
      'of the registers), 5 for Adam, 5 for what is measured after an epoch, 4 for losses, activations and',
      'the sums of gradients, 2 for the calls and 1 for what a fit begins with. Tried and kept:',
      'losses two numbers at once, moments flushed every sixteenth step, cells checked in',
      'WebAssembly, stops a millisecond apart. What it would take: fused multiply-adds, which the',
      'fast build has, or wider vectors.',
    ),
  ],
  'N2-step': [
    prose(
      'Nine tenths of a step are products, 129 million operations at 39 GFLOPS of 42 on Node 20; on it',
      'goes what is measured after each epoch, a sixth of the time, as epochs have nine steps. PyTorch',
      'multiplies vectors of 16 numbers, WebAssembly of four. What it would take: fused multiply-adds,',
      'which the fast build has, or wider vectors. Of three runs on a host at rest this is the middle',
      'one: PyTorch at 0.67, 0.75 and 0.97 of our time. With two threads PyTorch is slower here than',
      'with one, when it ends at all; against its one thread, our two take 0.96 of the wall clock, 0.86',
      'in the fast build.',
    ),
  ],
  'N3-step': [
    prose(
      'TensorFlow.js needs 24 minutes for its training, jax-js four: each has a run of its own with ours.',
      'The step is two thirds convolutions. What it would take against jax-js: fused multiply-adds,',
      'which the fast build has.',
    ),
  ],
  'N4-step': [
    prose(
      'Of 8 µs a step takes 3 for two products, whose ten columns fill ten lanes of twelve, 1 for the',
      'loss, 0.5 for Adam, 1.5 for what is measured after an epoch, 1 for eleven calls and their',
      'JavaScript, and 0.6 for what a fit begins with. Tried and kept: rows of the loss side by side,',
      'exponentials with a shorter chain, stops a millisecond apart, labels and cells read without',
      'copies; 9.8 µs before. Tried without gain: eight rows at once where a vector of columns is',
      'left. Calls into WebAssembly are 3 ns each; as one they would save little. What it would take:',
      'fused multiply-adds, which the fast build has.',
    ),
  ],
  kernels: [
    prose(
      'Strict products of 64 × 64 and more stand at 0.91 to 1.0 of what mul and add can do on',
      'registers, but for 0.87 to 0.89 in three; TensorFlow.js at 0.76 to 0.84 of it in A·B of 128 and',
      'more, jax-js at 0.9 from 256 on, which leaves room for factors of 1.1 to 1.3. Fused products',
      'have tiles of 4 × 2 vectors on Node 20, at 0.77 to 0.89 of the fused peak, as eight sums are',
      'just as many as hide the latency of a fused operation, and of 6 × 2 on Node 24. A busy neighbour',
      'on the host takes a third to a half of the speed in most minutes, so the first run is taken in',
      'whose peaks are at least 41.0 and 58.5 GFLOPS and two threads at most 2.1 times as fast as one;',
      'of exp, dropout and adamW the one of five in which plain JavaScript was fastest. At 1024 × 1024',
      'panels come from memory that neighbours use, too: over six runs A·B stood at 0.49 to 0.87 of the',
      'peak, TensorFlow.js at 0.50 to 0.71, jax-js at 0.54 to 0.92. Two threads need two cores at rest:',
      'strict and fast, the same code, gain 1.2 to 2.0 in one run; of 64 × 64 they lose 1 µs of 7.',
      'Products of 33 × 45 × 57 end in tiles of one row and of five columns in eight.',
    ),
    prose(
      'start-up: 0.7 ms compile the module, 0.4 make an instance, 1.2 are known-answer tests of the',
      'machine in code that is not optimized yet, and 3 are JavaScript that runs for the first time.',
      'What it would take: a snapshot of the engine, which packages cannot bring.',
    ),
  ],
};
