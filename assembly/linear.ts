// The menu of linear.wasm: every export is one line. Penalties × working set, designs × products.
import { Level1 } from './blas/level1';
import { Binomial } from './datafit/binomial';
import { Cox } from './datafit/cox';
import { Gamma } from './datafit/gamma';
import { Gaussian } from './datafit/gaussian';
import { Huber } from './datafit/huber';
import { Multigaussian } from './datafit/multigaussian';
import { Multinomial } from './datafit/multinomial';
import { NegativeBinomial } from './datafit/negativeBinomial';
import { Poisson } from './datafit/poisson';
import { Quantile } from './datafit/quantile';
import { SquaredHinge } from './datafit/squaredHinge';
import { Tweedie } from './datafit/tweedie';
import { Csc } from './design/csc';
import { Dense } from './design/dense';
import { Standardized } from './design/standardized';
import { ElasticNet } from './penalty/elasticNet';
import { Group } from './penalty/group';
import { Mcp } from './penalty/mcp';
import { Scad } from './penalty/scad';
import { blockCall } from './solver/blockCall';
import { ColumnProblem, columnCurvatures } from './solver/columnSweep';
import * as columns from './solver/columns';
import { coxCall } from './solver/coxCall';
import { dualGap, Terms } from './solver/dualGap';
import * as gram from './solver/gram';
import { jointRowCall } from './solver/jointRowCall';
import { kernelPanel } from './solver/kernelMatrix';
import { Lazy, lazyKeep, lazyMagnitudes } from './solver/lazy';
import { Moments, momentsForms, momentsToGram } from './solver/moments';
import { penaltyCall } from './solver/penaltyCall';
import { Quadratic } from './solver/quadratic';
import { rowCall } from './solver/rowCall';
import { Rows } from './solver/rows';
import { screen } from './solver/screening';
import { softmaxMargin, softmaxShares } from './solver/softmaxMargin';
import { freedom, refreshTarget, restSquares, scaleQuadratic, solveRound } from './solver/solve';

export { choleskyRows, choleskySolve, matrixTimes } from './blas/positive';
export { squaredResidual } from './datafit/squared';
export { slopeProx } from './penalty/slope';
export { gramMirror } from './solver/gram';
export { quadraticForms, reflectBlocks, spreadCoordinate, tridiagonalFactor } from './solver/quadraticForms';
export { reflect, tridiagonalSolve, tridiagonalStep } from './solver/tridiagonal';

type F64 = Dense<f64>;
type F32 = Dense<f32>;
type I8 = Dense<i8>;

/** Where the module's constants end. */
export function data_end(): usize { return __heap_base; }

// vectors
export function dot(n: i32, x: usize, y: usize): f64 { return Level1.dot(n, x, y); }
export function axpy(n: i32, a: f64, x: usize, y: usize): void { Level1.axpy(n, a, x, y); }
export function sum(n: i32, x: usize): f64 { return Level1.sum(n, x); }
export function multiply(n: i32, x: usize, y: usize, z: usize): void { Level1.multiply(n, x, y, z); }
export function roots(n: i32, x: usize, z: usize): i32 { return Level1.roots(n, x, z); }
export function farthest(n: i32, x: usize, a: f64, y: usize, w: usize): f64 { return Level1.farthest(n, x, a, y, w); }
export function shift(n: i32, a: f64, x: usize): void { Level1.shift(n, a, x); }

// elementary functions with the same bits on every engine
export function exp(x: f64): f64 { return Math.exp(x); }
export function log(x: f64): f64 { return Math.log(x); }
export function log1p(x: f64): f64 { return Math.log1p(x); }

// penalties: solve on the working set, duality gap, screening
export function elasticNet_solve(q: usize, t: usize, p: usize, squares: f64, tolerance: f64, budget: f64): f64 { return solveRound<ElasticNet>(changetype<Quadratic>(q), changetype<Terms>(t), changetype<ElasticNet>(p), squares, tolerance, budget); }
export function elasticNet_freedom(q: usize, p: usize, from: i32, to: i32): f64 { return freedom<ElasticNet>(changetype<Quadratic>(q), changetype<ElasticNet>(p), from, to); }
export function elasticNet_gap(t: usize, p: usize, squares: f64, rest: f64, nullLoss: f64): f64 { return dualGap<ElasticNet>(changetype<Terms>(t), changetype<ElasticNet>(p), squares, rest, nullLoss); }
export function elasticNet_screen(t: usize, p: usize, before: usize, ratio: f64, inside: usize, found: usize): i32 { return screen<ElasticNet>(changetype<Terms>(t), changetype<ElasticNet>(p), before, ratio, inside, found); }

// penalties: what solver/penaltyCall.ts offers of each
export function elasticNet(call: i32, at: usize, p: usize, a: f64, b: f64): f64 { return penaltyCall<ElasticNet>(call, at, changetype<ElasticNet>(p), a, b); }
export function mcp(call: i32, at: usize, p: usize, a: f64, b: f64): f64 { return penaltyCall<Mcp>(call, at, changetype<Mcp>(p), a, b); }
export function scad(call: i32, at: usize, p: usize, a: f64, b: f64): f64 { return penaltyCall<Scad>(call, at, changetype<Scad>(p), a, b); }
export function group(call: i32, at: usize, p: usize, a: f64, b: f64): f64 { return blockCall<Group>(call, at, changetype<Group>(p), a, b); }

// families: what solver/rowCall.ts offers of each
export function gaussian(call: i32, rows: usize, f: usize, other: usize, a: f64): f64 { return rowCall<Gaussian>(call, rows, changetype<Gaussian>(f), other, a); }
export function binomial(call: i32, rows: usize, f: usize, other: usize, a: f64): f64 { return rowCall<Binomial>(call, rows, changetype<Binomial>(f), other, a); }
export function poisson(call: i32, rows: usize, f: usize, other: usize, a: f64): f64 { return rowCall<Poisson>(call, rows, changetype<Poisson>(f), other, a); }
export function gamma(call: i32, rows: usize, f: usize, other: usize, a: f64): f64 { return rowCall<Gamma>(call, rows, changetype<Gamma>(f), other, a); }
export function tweedie(call: i32, rows: usize, f: usize, other: usize, a: f64): f64 { return rowCall<Tweedie>(call, rows, changetype<Tweedie>(f), other, a); }
export function negativeBinomial(call: i32, rows: usize, f: usize, other: usize, a: f64): f64 { return rowCall<NegativeBinomial>(call, rows, changetype<NegativeBinomial>(f), other, a); }
export function huber(call: i32, rows: usize, f: usize, other: usize, a: f64): f64 { return rowCall<Huber>(call, rows, changetype<Huber>(f), other, a); }
export function quantile(call: i32, rows: usize, f: usize, other: usize, a: f64): f64 { return rowCall<Quantile>(call, rows, changetype<Quantile>(f), other, a); }
export function squaredHinge(call: i32, rows: usize, f: usize, other: usize, a: f64): f64 { return rowCall<SquaredHinge>(call, rows, changetype<SquaredHinge>(f), other, a); }
export function cox(call: i32, rows: usize, f: usize, other: usize, a: f64): f64 { return coxCall(call, rows, changetype<Cox>(f), other, a); }
export function multigaussian(call: i32, rows: usize, f: usize, other: usize, a: f64): f64 { return jointRowCall<Multigaussian>(call, rows, changetype<Multigaussian>(f), other, a); }
export function multinomial(call: i32, rows: usize, f: usize, other: usize, a: f64): f64 { return jointRowCall<Multinomial>(call, rows, changetype<Multinomial>(f), other, a); }

/** A class of softmax against the others. */
export function softmax_shares(rows: usize, shares: usize): void { softmaxShares(changetype<Rows>(rows), shares); }
export function softmax_margin(rows: usize, shares: usize, to: usize, passes: i32): f64 { return softmaxMargin(changetype<Rows>(rows), shares, to, passes); }

/** What solver/columnSweep.ts keeps of each column of a working set without Gram matrix. */
export function column_curvatures(c: usize, from: i32, to: i32): void { columnCurvatures(changetype<ColumnProblem>(c), from, to); }

/** Columns `lazySelect` found have their gradients. */
export function lazy_magnitudes(s: usize, norm: usize, ratio: f64): void { lazyMagnitudes(changetype<Standardized>(s), norm, ratio); }
export function lazy_keep(z: usize, count: i32, slot: i32): void { lazyKeep(changetype<Lazy>(z), count, slot); }

/** c ← u + G b on a working set. */
export function quadratic_refresh(q: usize): void { refreshTarget(changetype<Quadratic>(q)); }
export function quadratic_scale(q: usize, a: f64): void { scaleQuadratic(changetype<Quadratic>(q), a); }
export function quadratic_rest(q: usize, squares: f64): f64 { return restSquares(changetype<Quadratic>(q), squares); }

// designs: moments, products with vectors, combinations of columns
export function dense64_moments(x: usize, weights: usize, positive: i32, from: i32, to: i32, mean: usize, variance: usize, constant: usize): void { columns.columnMoments<F64>(x, weights, positive, from, to, mean, variance, constant); }
export function dense64_dots(s: usize, list: usize, count: i32, v: usize, _total: f64, out: usize): void { columns.denseDots<f64>(changetype<Standardized>(s), list, count, v, out); }
export function dense64_sides(x: usize, center: usize, from: i32, to: i32, sides: usize): void { columns.denseSides<f64>(x, center, from, to, changetype<columns.Sides>(sides)); }
export function dense64_combine(s: usize, list: usize, count: i32, b: usize, y: usize): void { columns.denseCombine(changetype<Standardized>(s), list, count, b, y); }
export function dense64_combineRows(x: usize, list: usize, count: i32, center: usize, b: usize, rows: usize, m: i32, y: usize): void { columns.columnCombineRows<F64>(x, list, count, center, b, rows, m, y); }
export function dense64_kernel(s: usize, from: i32, to: i32, column: usize, kernel: usize, ld: i32): void { kernelPanel<F64>(changetype<Standardized>(s), from, to, column, kernel, ld); }
export function dense32_moments(x: usize, weights: usize, positive: i32, from: i32, to: i32, mean: usize, variance: usize, constant: usize): void { columns.columnMoments<F32>(x, weights, positive, from, to, mean, variance, constant); }
export function dense32_dots(s: usize, list: usize, count: i32, v: usize, _total: f64, out: usize): void { columns.denseDots<f32>(changetype<Standardized>(s), list, count, v, out); }
export function dense32_sides(x: usize, center: usize, from: i32, to: i32, sides: usize): void { columns.denseSides<f32>(x, center, from, to, changetype<columns.Sides>(sides)); }
export function dense32_combine(s: usize, list: usize, count: i32, b: usize, y: usize): void { columns.columnCombine<F32>(changetype<Standardized>(s), list, count, b, y); }
export function dense32_combineRows(x: usize, list: usize, count: i32, center: usize, b: usize, rows: usize, m: i32, y: usize): void { columns.columnCombineRows<F32>(x, list, count, center, b, rows, m, y); }
export function dense32_kernel(s: usize, from: i32, to: i32, column: usize, kernel: usize, ld: i32): void { kernelPanel<F32>(changetype<Standardized>(s), from, to, column, kernel, ld); }
export function dense8_moments(x: usize, weights: usize, positive: i32, from: i32, to: i32, mean: usize, variance: usize, constant: usize): void { columns.columnMoments<I8>(x, weights, positive, from, to, mean, variance, constant); }
export function dense8_dots(s: usize, list: usize, count: i32, v: usize, _total: f64, out: usize): void { columns.denseDots<i8>(changetype<Standardized>(s), list, count, v, out); }
export function dense8_sides(x: usize, center: usize, from: i32, to: i32, sides: usize): void { columns.denseSides<i8>(x, center, from, to, changetype<columns.Sides>(sides)); }
export function dense8_combine(s: usize, list: usize, count: i32, b: usize, y: usize): void { columns.columnCombine<I8>(changetype<Standardized>(s), list, count, b, y); }
export function dense8_combineRows(x: usize, list: usize, count: i32, center: usize, b: usize, rows: usize, m: i32, y: usize): void { columns.columnCombineRows<I8>(x, list, count, center, b, rows, m, y); }
export function dense8_kernel(s: usize, from: i32, to: i32, column: usize, kernel: usize, ld: i32): void { kernelPanel<I8>(changetype<Standardized>(s), from, to, column, kernel, ld); }
export function csc_moments(x: usize, weights: usize, positive: i32, from: i32, to: i32, mean: usize, variance: usize, constant: usize): void { columns.columnMoments<Csc>(x, weights, positive, from, to, mean, variance, constant); }
export function csc_dots(s: usize, list: usize, count: i32, v: usize, total: f64, out: usize): void { columns.columnDots<Csc>(changetype<Standardized>(s), list, count, v, total, out); }
export function csc_sides(x: usize, center: usize, from: i32, to: i32, sides: usize): void { columns.columnSides<Csc>(x, center, from, to, changetype<columns.Sides>(sides)); }
export function csc_combine(s: usize, list: usize, count: i32, b: usize, y: usize): void { columns.columnCombine<Csc>(changetype<Standardized>(s), list, count, b, y); }
export function csc_combineRows(x: usize, list: usize, count: i32, center: usize, b: usize, rows: usize, m: i32, y: usize): void { columns.columnCombineRows<Csc>(x, list, count, center, b, rows, m, y); }
export function csc_kernel(s: usize, from: i32, to: i32, column: usize, kernel: usize, ld: i32): void { kernelPanel<Csc>(changetype<Standardized>(s), from, to, column, kernel, ld); }

// Gram matrices
export function dense64_gram(s: usize, block: usize, rows: usize, from: i32, m: i32): void { gram.gramRows<f64>(changetype<Standardized>(s), changetype<gram.GramBlock>(block), rows, from, m); }
export function dense32_gram(s: usize, block: usize, rows: usize, from: i32, m: i32): void { gram.gramRows<f32>(changetype<Standardized>(s), changetype<gram.GramBlock>(block), rows, from, m); }
export function dense8_gram(s: usize, block: usize, rows: usize, from: i32, m: i32): void { gram.gramRows<i8>(changetype<Standardized>(s), changetype<gram.GramBlock>(block), rows, from, m); }
export function dense64_gramFew(s: usize, block: usize, v: usize, from: i32, m: i32): void { gram.gramFew<f64>(changetype<Standardized>(s), changetype<gram.GramBlock>(block), v, from, m); }
export function dense32_gramFew(s: usize, block: usize, v: usize, from: i32, m: i32): void { gram.gramFew<f32>(changetype<Standardized>(s), changetype<gram.GramBlock>(block), v, from, m); }
export function dense8_gramFew(s: usize, block: usize, v: usize, from: i32, m: i32): void { gram.gramFew<i8>(changetype<Standardized>(s), changetype<gram.GramBlock>(block), v, from, m); }
export function csc_gram(s: usize, block: usize, from: i32, to: i32, sums: usize, totalWeight: f64): void { gram.gramSparse(changetype<Standardized>(s), changetype<gram.GramBlock>(block), from, to, sums, totalWeight); }
export function moments_toGram(m: usize, ld: i32, p: i32, hasIntercept: i32, standardize: i32, constant: usize, target: usize): f64 { return momentsToGram(m, ld, p, hasIntercept, standardize, constant, changetype<Moments>(target)); }
export function moments_forms(m: usize, ld: i32, size: i32, z: usize, out: usize): void { momentsForms(m, ld, size, z, out); }
