// The menu of nn.wasm: every export is one line.
import { Product } from './blas/gemm';
import { RELU } from './blas/gemmMicro';
import { Binomial } from './datafit/binomial';
import { Gaussian } from './datafit/gaussian';
import { activate, activateBackward } from './layer/activation';
import { BatchNorm, batchNormBackward, batchNormEvaluate, batchNormFrozen, batchNormTrain } from './layer/batchNorm';
import { Blocks, blockFactors } from './layer/blocks';
import { Conv, convFilters, convForward, convInput } from './layer/conv';
import { Depthwise, depthwiseFilters, depthwiseForward, depthwiseInput } from './layer/depthwise';
import { dropoutForward } from './layer/dropout';
import { Elu } from './layer/elu';
import { Embedding, embeddingBackward, embeddingForward } from './layer/embedding';
import { Gelu } from './layer/gelu';
import { GroupNorm, groupNormBackward, groupNormForward } from './layer/groupNorm';
import { LeakyRelu } from './layer/leakyRelu';
import { maskFactors } from './layer/mask';
import { noiseAdd, normalFactors } from './layer/noise';
import { maxPoolBackward, maxPoolForward, meanPoolBackward, meanPoolForward } from './layer/pool';
import { Relu } from './layer/relu';
import { Selu } from './layer/selu';
import { Sigmoid } from './layer/sigmoid';
import { Silu } from './layer/silu';
import { Softplus } from './layer/softplus';
import { Tanh } from './layer/tanh';
import { Window } from './layer/window';
import { RowLoss, rowLoss } from './loss/rows';
import { SoftmaxLoss, softmaxLoss } from './loss/softmax';
import { Noise } from './math/philox';
import { SIZE } from './math/reals';
import { Adam, adamBegin, adamStep } from './optimizer/adam';
import { Sgd, sgdBegin, sgdStep } from './optimizer/sgd';
import { fillUniform, shuffle } from './train/batch';

export { columnSums as column_sums } from './layer/dense';
export { add as add_numbers, clear as clear_numbers, copy as copy_numbers, product as multiply_numbers, scale as scale_numbers } from './layer/flat';
export { alphaForward as alpha_forward, repeatRows as repeat_rows } from './layer/mask';
export { softmaxBackward as softmax_backward, softmaxForward as softmax_forward } from './layer/softmax';
export { gatherRows as gather_rows, gatherWords as gather_words, hits, squares } from './train/batch';

/** Where the module's constants end, and the bytes of one number. */
export function data_end(): usize { return __heap_base; }
export function real_bytes(): i32 { return <i32>SIZE; }

/** C = A B, Aᵀ B, A Bᵀ: m × n of sums of k terms; + C or cut off at 0 as `flags` say. */
export function gemm_workspace(): usize { return Product.workspace(); }
export function gemm_nn(work: usize, m: i32, n: i32, k: i32, a: usize, b: usize, c: usize, flags: i32): void { Product.in(work, m, n, k).left(a).right(b).plus(0, flags).into(c); }
export function gemm_tn(work: usize, m: i32, n: i32, k: i32, a: usize, b: usize, c: usize, flags: i32): void { Product.in(work, m, n, k).left(a, true).right(b).plus(0, flags).into(c); }
export function gemm_nt(work: usize, m: i32, n: i32, k: i32, a: usize, b: usize, c: usize, flags: i32): void { Product.in(work, m, n, k).left(a).right(b, true).plus(0, flags).into(c); }

/** y = x W + b, and max(y, 0): batch × units from batch × inputs. */
export function dense_forward(work: usize, batch: i32, units: i32, inputs: i32, x: usize, w: usize, b: usize, y: usize): void { Product.in(work, batch, units, inputs).left(x).right(w).plus(b, 0).into(y); }
export function dense_relu(work: usize, batch: i32, units: i32, inputs: i32, x: usize, w: usize, b: usize, y: usize): void { Product.in(work, batch, units, inputs).left(x).right(w).plus(b, RELU).into(y); }

// activations: n numbers in whole vectors
export function relu_forward(n: i32, x: usize, y: usize): void { activate(changetype<Relu>(0), n, x, y); }
export function relu_backward(n: i32, y: usize, dy: usize, dx: usize): void { activateBackward(changetype<Relu>(0), n, y, dy, dx); }
export function sigmoid_forward(n: i32, x: usize, y: usize): void { activate(changetype<Sigmoid>(0), n, x, y); }
export function sigmoid_backward(n: i32, y: usize, dy: usize, dx: usize): void { activateBackward(changetype<Sigmoid>(0), n, y, dy, dx); }
export function tanh_forward(n: i32, x: usize, y: usize): void { activate(changetype<Tanh>(0), n, x, y); }
export function tanh_backward(n: i32, y: usize, dy: usize, dx: usize): void { activateBackward(changetype<Tanh>(0), n, y, dy, dx); }
export function leakyRelu_forward(n: i32, x: usize, y: usize): void { activate(changetype<LeakyRelu>(0), n, x, y); }
export function leakyRelu_backward(n: i32, y: usize, dy: usize, dx: usize): void { activateBackward(changetype<LeakyRelu>(0), n, y, dy, dx); }
export function elu_forward(n: i32, x: usize, y: usize): void { activate(changetype<Elu>(0), n, x, y); }
export function elu_backward(n: i32, y: usize, dy: usize, dx: usize): void { activateBackward(changetype<Elu>(0), n, y, dy, dx); }
export function selu_forward(n: i32, x: usize, y: usize): void { activate(changetype<Selu>(0), n, x, y); }
export function selu_backward(n: i32, y: usize, dy: usize, dx: usize): void { activateBackward(changetype<Selu>(0), n, y, dy, dx); }
export function gelu_forward(n: i32, x: usize, y: usize): void { activate(changetype<Gelu>(0), n, x, y); }
export function gelu_backward(n: i32, x: usize, dy: usize, dx: usize): void { activateBackward(changetype<Gelu>(0), n, x, dy, dx); }
export function silu_forward(n: i32, x: usize, y: usize): void { activate(changetype<Silu>(0), n, x, y); }
export function silu_backward(n: i32, x: usize, dy: usize, dx: usize): void { activateBackward(changetype<Silu>(0), n, x, dy, dx); }
export function softplus_forward(n: i32, x: usize, y: usize): void { activate(changetype<Softplus>(0), n, x, y); }
export function softplus_backward(n: i32, x: usize, dy: usize, dx: usize): void { activateBackward(changetype<Softplus>(0), n, x, dy, dx); }

// windows over images: convolutions and pools
export function conv_forward(t: usize): void { convForward(changetype<Conv>(t)); }
export function conv_filters(t: usize): void { convFilters(changetype<Conv>(t)); }
export function conv_input(t: usize): void { convInput(changetype<Conv>(t)); }
export function depthwise_forward(t: usize): void { depthwiseForward(changetype<Depthwise>(t)); }
export function depthwise_filters(t: usize): void { depthwiseFilters(changetype<Depthwise>(t)); }
export function depthwise_input(t: usize): void { depthwiseInput(changetype<Depthwise>(t)); }
export function maxPool_forward(t: usize): void { maxPoolForward(changetype<Window>(t)); }
export function maxPool_backward(t: usize): void { maxPoolBackward(changetype<Window>(t)); }
export function meanPool_forward(t: usize): void { meanPoolForward(changetype<Window>(t)); }
export function meanPool_backward(t: usize): void { meanPoolBackward(changetype<Window>(t)); }

// normalization and noise
export function batchNorm_train(t: usize): void { batchNormTrain(changetype<BatchNorm>(t)); }
export function batchNorm_evaluate(t: usize): void { batchNormEvaluate(changetype<BatchNorm>(t)); }
export function batchNorm_backward(t: usize): void { batchNormBackward(changetype<BatchNorm>(t)); }
export function batchNorm_frozen(t: usize): void { batchNormFrozen(changetype<BatchNorm>(t)); }
export function groupNorm_forward(t: usize): void { groupNormForward(changetype<GroupNorm>(t)); }
export function groupNorm_backward(t: usize): void { groupNormBackward(changetype<GroupNorm>(t)); }
export function embedding_forward(t: usize): void { embeddingForward(changetype<Embedding>(t)); }
export function embedding_backward(t: usize): void { embeddingBackward(changetype<Embedding>(t)); }
export function dropout_forward(n: i32, rate: f64, noise: usize, x: usize, m: usize, y: usize): void { dropoutForward(n, rate, changetype<Noise>(noise), x, m, y); }
export function mask_factors(n: i32, rate: f64, scale: f64, noise: usize, m: usize): void { maskFactors(n, rate, scale, changetype<Noise>(noise), m); }
export function block_factors(t: usize): void { blockFactors(changetype<Blocks>(t)); }
export function normal_factors(n: i32, mean: f64, sigma: f64, noise: usize, m: usize): void { normalFactors(n, mean, sigma, changetype<Noise>(noise), m); }
export function noise_add(n: i32, sigma: f64, noise: usize, x: usize, y: usize): void { noiseAdd(n, sigma, changetype<Noise>(noise), x, y); }

// losses of a batch: their value; gradients are left in the record's dz
export function softmax_loss(t: usize): f64 { return softmaxLoss(changetype<SoftmaxLoss>(t)); }
export function binomial_loss(t: usize, f: usize): f64 { return rowLoss(changetype<RowLoss>(t), changetype<Binomial>(f)); }
export function gaussian_loss(t: usize, f: usize): f64 { return rowLoss(changetype<RowLoss>(t), changetype<Gaussian>(f)); }

// optimizers: begin a step, then move each group of weights
export function adam_begin(t: usize, rate: f64): void { adamBegin(changetype<Adam>(t), rate); }
export function adam_step(t: usize, n: i32, w: usize, g: usize, m: usize, v: usize, decay: f64, l2: f64): void { adamStep(changetype<Adam>(t), n, w, g, m, v, decay, l2); }
export function sgd_begin(t: usize, rate: f64): void { sgdBegin(changetype<Sgd>(t), rate); }
export function sgd_step(t: usize, n: i32, w: usize, g: usize, v: usize, decay: f64, l2: f64): void { sgdStep(changetype<Sgd>(t), n, w, g, v, decay, l2); }

// batches and what is random in them
export function shuffle_list(n: i32, noise: usize, list: usize): void { shuffle(n, changetype<Noise>(noise), list); }
export function fill_uniform(n: i32, noise: usize, limit: f64, to: usize): void { fillUniform(n, changetype<Noise>(noise), limit, to); }
/** The next step of everything random. */
export function clock_tick(clock: usize): void { store<u32>(clock, load<u32>(clock) + 1); }
