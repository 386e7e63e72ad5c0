/** Penalties as plain values, and the blocks that a convex one falls into. */
import { type ColumnPenalty, EXCLUDED } from '../columnPenalty.ts';
import { at } from '../standardForm.ts';
import { type Block, near, norm, norms, single, sorted } from './block.ts';
import { quadratic, spectrum } from './quadratic.ts';

/** Of b_j = s_j β_j; K responses or classes have K coefficients per column. */
export type Penalty =
  | ElasticNetPenalty
  | GroupPenalty
  | { kind: 'slope'; sequence: ArrayLike<number> }
  | { kind: 'tikhonov'; lambda: number; gamma: readonly ArrayLike<number>[] }
  | NonConvexPenalty;

/** λ Σ_j f_j [r |b_j| + (1 − r) / 2 b_j²]; grouped: ‖·‖₂ of the K coefficients in place of |·|. */
export interface ElasticNetPenalty {
  kind: 'elasticNet';
  lambda: number;
  l1Ratio: number;
  factor?: ArrayLike<number>;
  lower?: number | ArrayLike<number>;
  upper?: number | ArrayLike<number>;
  grouped?: boolean;
}

/**
 * λ [r ‖b‖₁ + (1 − r) Σ_g ω_g ‖b_g‖₂], ω_g = √|g| by default; r = 0 is the group lasso. A group
 * spans all classes, or, `apart`, each class has its own.
 */
export interface GroupPenalty {
  kind: 'group';
  lambda: number;
  l1Ratio: number;
  groups: readonly (readonly number[])[];
  groupWeights?: ArrayLike<number>;
  apart?: boolean;
}

/** Σ_j f_j [g(|b_j|; λ r, γ) + λ (1 − r) / 2 b_j²], g the penalty MCP or SCAD. */
export interface NonConvexPenalty {
  kind: 'mcp' | 'scad';
  lambda: number;
  gamma: number;
  l1Ratio?: number;
  factor?: ArrayLike<number>;
}

/** Where the coefficients are: K × p of them, and which columns must be 0. */
export interface Layout {
  readonly cols: number;
  readonly width: number;
  /** s_j. */
  readonly scale: Float64Array;
  readonly isConstant: readonly boolean[];
}

/**
 * The blocks of a convex penalty. Where nothing else bounds a coefficient, ± (1 + 10 |b|) does: far
 * beyond its optimum if b is near it, and so small that rounding in v costs no more than rounding.
 */
export function blocksOf(penalty: Penalty, layout: Layout, b: Float64Array): Block[] {
  switch (penalty.kind) {
    case 'elasticNet':
      return elasticNetBlocks(penalty, layout, b);
    case 'group':
      return penalty.groups.flatMap((_, g) =>
        classesOf(penalty, layout).flatMap((classes) =>
          groupBlocks(penalty, g, classes, layout, b),
        ),
      );
    case 'slope':
      return slopeBlocks(penalty.sequence, layout);
    case 'tikhonov':
      return tikhonovBlocks(penalty, layout, b);
    default:
      throw new RangeError(`blocksOf: penalty must have a duality gap, got ${penalty.kind}`);
  }
}

/** What f_j λ says of one coefficient, limits on the scale of b. */
export function columnOf(penalty: ElasticNetPenalty, layout: Layout, j: number): ColumnPenalty {
  const { lambda, l1Ratio, factor, lower = -Infinity, upper = Infinity } = penalty;
  const f = factor?.[j] ?? 1;
  if (layout.isConstant[j] || f === Infinity) return EXCLUDED;
  const scale = layout.scale[j]!;
  const [low, high] = [at(lower, j) * scale, at(upper, j) * scale];
  return { l1: lambda * f * l1Ratio, l2: lambda * f * (1 - l1Ratio), low, high };
}

/** The combinations of coefficients that nothing holds where they are: directions in b. */
export function freeCombinations(penalty: Penalty, layout: Layout, b: Float64Array) {
  const unit = (position: number) => b.map((_, k) => Number(k === position));
  if (penalty.kind !== 'tikhonov')
    return [...b.keys()].filter((k) => isFreeAt(penalty, layout, b, k)).map(unit);
  const { vectors, isNull } = spectrum(penalty.gamma);
  const hidden = vectors.filter((_, m) => isNull[m] || penalty.lambda === 0);
  return Array.from({ length: layout.width }, (_, c) => c * layout.cols).flatMap((first) =>
    hidden.map((q) => b.map((_, k) => q[k - first] ?? 0)),
  );
}

function isFreeAt(penalty: Penalty, layout: Layout, b: Float64Array, k: number): boolean {
  const j = k % layout.cols;
  if (penalty.kind === 'elasticNet') return isFree(columnOf(penalty, layout, j), b[k]!);
  if (penalty.kind !== 'group' || layout.isConstant[j]) return false;
  const g = penalty.groups.findIndex((group) => group.includes(j));
  const share = penalty.l1Ratio + (1 - penalty.l1Ratio) * (penalty.groupWeights?.[g] ?? 1);
  return penalty.lambda * share === 0;
}

/** Whether nothing holds a coefficient where it is: no penalty, and no limit close to it. */
function isFree(each: ColumnPenalty, b: number): boolean {
  const inside = b > each.low && b < each.high && !near(b, each.low) && !near(b, each.high);
  return each.l1 === 0 && each.l2 === 0 && inside;
}

function elasticNetBlocks(penalty: ElasticNetPenalty, layout: Layout, b: Float64Array): Block[] {
  const columns = Array.from({ length: layout.cols }, (_, j) => j);
  const position = (k: number, j: number) => k * layout.cols + j;
  const classes = Array.from({ length: layout.width }, (_, k) => k);
  return columns.flatMap((j) => {
    const each = columnOf(penalty, layout, j);
    const isPenalized = each.l1 > 0 || each.l2 > 0;
    if (penalty.grouped && isPenalized) {
      const list = classes.map((k) => position(k, j));
      return [norms(list, 0, each.l1, each.l2)];
    }
    return classes.map((k) => {
      const reach = 1 + 10 * Math.abs(b[position(k, j)]!);
      const [low, high] = [Math.max(each.low, -reach), Math.min(each.high, reach)];
      return single(position(k, j), isPenalized ? each : { ...each, low, high });
    });
  });
}

/** The classes that share a group. */
function classesOf({ apart }: GroupPenalty, { width }: Layout): number[][] {
  const classes = Array.from({ length: width }, (_, k) => k);
  return apart ? classes.map((k) => [k]) : [classes];
}

function groupBlocks(
  penalty: GroupPenalty,
  g: number,
  classes: readonly number[],
  layout: Layout,
  b: Float64Array,
): Block[] {
  const { lambda, l1Ratio, groupWeights } = penalty;
  const group = penalty.groups[g]!;
  const positions = (columns: readonly number[]) =>
    columns.flatMap((j) => classes.map((k) => k * layout.cols + j));
  const list = positions(group.filter((j) => !layout.isConstant[j]));
  const excluded = positions(group.filter((j) => layout.isConstant[j]));
  const strength = lambda * (1 - l1Ratio) * (groupWeights?.[g] ?? Math.sqrt(group.length));
  const reach = (k: number) => 1 + 10 * Math.abs(b[k]!);
  const free = (k: number) => single(k, { l1: 0, l2: 0, low: -reach(k), high: reach(k) });
  const isPenalized = strength > 0 || lambda * l1Ratio > 0;
  return [
    ...(isPenalized ? [norms(list, lambda * l1Ratio, strength, 0)] : list.map(free)),
    ...excluded.map((k) => single(k, EXCLUDED)),
  ];
}

/** Every class has an order of its own. */
function slopeBlocks(sequence: ArrayLike<number>, { cols, width }: Layout): Block[] {
  return Array.from({ length: width }, (_, c) =>
    sorted(
      Array.from({ length: cols }, (__, j) => c * cols + j),
      sequence,
    ),
  );
}

function tikhonovBlocks(
  { lambda, gamma }: { lambda: number; gamma: readonly ArrayLike<number>[] },
  { cols, width }: Layout,
  b: Float64Array,
): Block[] {
  const reach = 1 + 10 * norm(b);
  return Array.from({ length: width }, (_, c) => {
    const list = Array.from({ length: cols }, (_, j) => c * cols + j);
    if (lambda > 0) return [quadratic(list, lambda, gamma, reach)];
    return list.map((k) => single(k, { l1: 0, l2: 0, low: -reach, high: reach }));
  }).flat();
}
