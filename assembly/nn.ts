// The menu of nn.wasm: every export is one line.
import { Product } from './blas/gemm';
import { RELU } from './blas/gemmMicro';
import { Binomial } from './datafit/binomial';
import { Gaussian } from './datafit/gaussian';
import { Huber } from './datafit/huber';
import { Poisson } from './datafit/poisson';
import { Quantile } from './datafit/quantile';
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
import { binaryFocalLoss, FocalLoss, focalLoss } from './loss/focal';
import { RowLoss, rowLoss } from './loss/rows';
import { SoftmaxLoss, softmaxLoss } from './loss/softmax';
import { Noise } from './math/philox';
import { SIZE } from './math/reals';
import { Adagrad, adagradBegin, adagradLengths, adagradStep } from './optimizer/adagrad';
import { Adam, adamBegin, adamLengths, adamStep, lambBegin, lambStep, Nadam, nadamBegin, nadamStep } from './optimizer/adam';
import { average } from './optimizer/average';
import { bound, clamp, limitNorms, orthogonalize } from './optimizer/constraint';
import { addNoise, addScaled, clipNorm, take } from './optimizer/gradient';
import { Grouped, groupProximal, groupSlope, groupValue } from './optimizer/groupProximal';
import { Lion, lionBegin, lionStep } from './optimizer/lion';
import { penaltySlope, penaltyValue, proximal, softThreshold } from './optimizer/proximal';
import { Rmsprop, rmspropBegin, rmspropLengths, rmspropStep } from './optimizer/rmsprop';
import { Sgd, sgdBegin, sgdLengths, sgdStep } from './optimizer/sgd';
import { ElasticNet } from './penalty/elasticNet';
import { Mcp } from './penalty/mcp';
import { Scad } from './penalty/scad';
import { ABSOLUTE, errors, fillUniform, SIDE, SQUARED, shuffle } from './train/batch';
import { flipLabels, normalize } from './train/labels';

export { columnSums as column_sums } from './layer/dense';
export { add as add_numbers, clear as clear_numbers, copy as copy_numbers, product as multiply_numbers, scale as scale_numbers } from './layer/flat';
export { alphaForward as alpha_forward, repeatRows as repeat_rows } from './layer/mask';
export { softmaxBackward as softmax_backward, softmaxForward as softmax_forward } from './layer/softmax';
export { columnPowers as column_powers, standardizeBackward as standardize_backward, standardizeForward as standardize_forward } from './layer/standardize';
export { gatherRows as gather_rows, gatherSparse as gather_sparse, gatherWords as gather_words, hits, observe as gradient_observe, squares, total as squares_total } from './train/batch';

/** Where the module's constants end, and the bytes of one number. */
export function data_end(): usize { return __heap_base; }
export function real_bytes(): i32 { return <i32>SIZE; }

/** C = A B, Aᵀ B, A Bᵀ: m × n of sums of k terms; + C or cut off at 0 as `flags` say. */
export function gemm_workspace(): usize { return Product.workspace(); }
export function gemm_nn(work: usize, m: i32, n: i32, k: i32, a: usize, b: usize, c: usize, flags: i32): void { Product.in(work, m, n, k).left(a).right(b).plus(0, flags).into(c); }
export function gemm_tn(work: usize, m: i32, n: i32, k: i32, a: usize, b: usize, c: usize, flags: i32): void { Product.in(work, m, n, k).left(a, true).right(b).plus(0, flags).into(c); }
/** Aᵀ B of the first m of `cols` columns of A. */
export function gemm_columns(work: usize, m: i32, n: i32, k: i32, a: usize, cols: i32, b: usize, c: usize): void { Product.in(work, m, n, k).columns(a, cols).right(b).into(c); }
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
export function huber_loss(t: usize, f: usize): f64 { return rowLoss(changetype<RowLoss>(t), changetype<Huber>(f)); }
export function quantile_loss(t: usize, f: usize): f64 { return rowLoss(changetype<RowLoss>(t), changetype<Quantile>(f)); }
export function poisson_loss(t: usize, f: usize): f64 { return rowLoss(changetype<RowLoss>(t), changetype<Poisson>(f)); }
export function focal_loss(t: usize): f64 { return focalLoss(changetype<FocalLoss>(t)); }
export function binaryFocal_loss(t: usize): f64 { return binaryFocalLoss(changetype<FocalLoss>(t)); }

// optimizers: begin a step, then move each group of weights; how far each of them goes for a gradient
export function adam_begin(t: usize, rate: f64): void { adamBegin(changetype<Adam>(t), rate); }
export function adam_step(t: usize, n: i32, w: usize, g: usize, m: usize, v: usize, decay: f64, l2: f64): void { adamStep(changetype<Adam>(t), n, w, g, m, v, decay, l2); }
export function adam_lengths(t: usize, n: i32, v: usize, to: usize): void { adamLengths(changetype<Adam>(t), n, v, to); }
export function nadam_begin(t: usize, rate: f64): void { nadamBegin(changetype<Nadam>(t), rate); }
export function nadam_step(t: usize, n: i32, w: usize, g: usize, m: usize, v: usize, decay: f64, l2: f64): void { nadamStep(changetype<Nadam>(t), n, w, g, m, v, decay, l2); }
export function lamb_begin(t: usize, rate: f64): void { lambBegin(changetype<Adam>(t), rate); }
export function lamb_step(t: usize, n: i32, w: usize, g: usize, m: usize, v: usize, decay: f64, l2: f64): void { lambStep(changetype<Adam>(t), n, w, g, m, v, decay, l2); }
export function rmsprop_begin(t: usize, rate: f64): void { rmspropBegin(changetype<Rmsprop>(t), rate); }
export function rmsprop_step(t: usize, n: i32, w: usize, g: usize, v: usize, b: usize, decay: f64, l2: f64): void { rmspropStep(changetype<Rmsprop>(t), n, w, g, v, b, decay, l2); }
export function rmsprop_lengths(t: usize, n: i32, v: usize, to: usize): void { rmspropLengths(changetype<Rmsprop>(t), n, v, to); }
export function adagrad_begin(t: usize, rate: f64): void { adagradBegin(changetype<Adagrad>(t), rate); }
export function adagrad_step(t: usize, n: i32, w: usize, g: usize, a: usize, decay: f64, l2: f64): void { adagradStep(changetype<Adagrad>(t), n, w, g, a, decay, l2); }
export function adagrad_lengths(t: usize, n: i32, a: usize, to: usize): void { adagradLengths(changetype<Adagrad>(t), n, a, to); }
export function lion_begin(t: usize, rate: f64): void { lionBegin(changetype<Lion>(t), rate); }
export function lion_step(t: usize, n: i32, w: usize, g: usize, m: usize, decay: f64, l2: f64): void { lionStep(changetype<Lion>(t), n, w, g, m, decay, l2); }
export function sgd_begin(t: usize, rate: f64): void { sgdBegin(changetype<Sgd>(t), rate); }
export function sgd_step(t: usize, n: i32, w: usize, g: usize, v: usize, decay: f64, l2: f64): void { sgdStep(changetype<Sgd>(t), n, w, g, v, decay, l2); }
export function sgd_lengths(t: usize, n: i32, to: usize): void { sgdLengths(changetype<Sgd>(t), n, to); }

// what is done to gradients before a step
export function gradient_add(n: i32, factor: f64, x: usize, y: usize): void { addScaled(n, factor, x, y); }
export function gradient_take(n: i32, factor: f64, sum: usize, g: usize): void { take(n, factor, sum, g); }
export function gradient_noise(n: i32, sigma: f64, noise: usize, g: usize): void { addNoise(n, sigma, changetype<Noise>(noise), g); }
export function gradient_clip(n: i32, most: f64, g: usize): f64 { return clipNorm(n, most, g); }

// penalties: proximal steps of weights by steps of their own, values, slopes of outputs
export function l1_prox(l1: f64, n: i32, w: usize, s: usize): void { softThreshold(l1, n, w, s); }
export function mcp_prox(p: usize, n: i32, w: usize, s: usize): void { proximal(changetype<Mcp>(p), n, w, s); }
export function scad_prox(p: usize, n: i32, w: usize, s: usize): void { proximal(changetype<Scad>(p), n, w, s); }
export function group_prox(t: usize, w: usize, s: usize): void { groupProximal(changetype<Grouped>(t), w, s); }
export function elasticNet_value(p: usize, n: i32, w: usize): f64 { return penaltyValue(changetype<ElasticNet>(p), n, w); }
export function mcp_value(p: usize, n: i32, w: usize): f64 { return penaltyValue(changetype<Mcp>(p), n, w); }
export function scad_value(p: usize, n: i32, w: usize): f64 { return penaltyValue(changetype<Scad>(p), n, w); }
export function group_value(t: usize, w: usize): f64 { return groupValue(changetype<Grouped>(t), w); }
export function elasticNet_slope(p: usize, n: i32, scale: f64, y: usize, dy: usize): void { penaltySlope(changetype<ElasticNet>(p), n, scale, y, dy); }
export function mcp_slope(p: usize, n: i32, scale: f64, y: usize, dy: usize): void { penaltySlope(changetype<Mcp>(p), n, scale, y, dy); }
export function scad_slope(p: usize, n: i32, scale: f64, y: usize, dy: usize): void { penaltySlope(changetype<Scad>(p), n, scale, y, dy); }
/** The same of groups of the numbers of each of `rows` samples. */
export function group_slope(t: usize, rows: i32, size: i32, scale: f64, y: usize, dy: usize): void { groupSlope(changetype<Grouped>(t), rows, size, scale, y, dy); }

// averages of weights
export function weights_average(n: i32, share: f64, x: usize, y: usize): void { average(n, share, x, y); }

// constraints: projections of weights
export function weights_clamp(n: i32, low: f64, high: f64, w: usize): void { clamp(n, low, high, w); }
export function weights_bound(n: i32, low: usize, high: usize, w: usize): void { bound(n, low, high, w); }
export function norms_limit(rows: i32, cols: i32, low: f64, high: f64, w: usize, sums: usize): void { limitNorms(rows, cols, low, high, w, sums); }
export function weights_orthogonalize(work: usize, rows: i32, cols: i32, w: usize, gram: usize, next: usize): void { orthogonalize(work, rows, cols, w, gram, next); }

// batches and what is random in them
export function shuffle_list(n: i32, noise: usize, list: usize): void { shuffle(n, changetype<Noise>(noise), list); }
export function flip_labels(n: i32, classes: i32, p: f64, noise: usize, labels: usize): void { flipLabels(n, classes, p, changetype<Noise>(noise), labels); }
export function weights_normalize(n: i32, w: usize): f64 { return normalize(n, w); }
export function fill_uniform(n: i32, noise: usize, limit: f64, to: usize): void { fillUniform(n, changetype<Noise>(noise), limit, to); }
/** The next step of everything random. */
export function clock_tick(clock: usize): void { store<u32>(clock, load<u32>(clock) + 1); }

// what is measured of outputs z of rows whose targets are y; weights may be 0
export function side_hits(rows: i32, cols: i32, z: usize, y: usize, weights: usize): f64 { return errors(SIDE, rows, cols, z, y, weights); }
export function squared_errors(rows: i32, cols: i32, z: usize, y: usize, weights: usize): f64 { return errors(SQUARED, rows, cols, z, y, weights); }
export function absolute_errors(rows: i32, cols: i32, z: usize, y: usize, weights: usize): f64 { return errors(ABSOLUTE, rows, cols, z, y, weights); }
