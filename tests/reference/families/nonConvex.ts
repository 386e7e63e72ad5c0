import type { NonConvexPenalty } from './penalty.ts';

/**
 * MCP: l1 |b| − b² / (2γ) up to |b| = γ l1, then constant; Zhang (2010).
 * SCAD: l1 |b| up to l1, a parabola up to γ l1, then constant; Fan, Li (2001).
 */
export function nonConvexValue(penalty: NonConvexPenalty, b: number, factor: number): number {
  const { kind, gamma, l1, l2 } = terms(penalty);
  const size = Math.abs(b);
  const concave = kind === 'mcp' ? mcp(size, l1, gamma) : scad(size, l1, gamma);
  return factor * (concave + (l2 / 2) * b ** 2);
}

/** Distance of v from the subdifferential at b: 0 where b is stationary. */
export function nonConvexViolation(
  penalty: NonConvexPenalty,
  b: number,
  v: number,
  factor: number,
): number {
  const { kind, gamma, l1, l2 } = terms(penalty);
  if (b === 0) return Math.max(Math.abs(v) - factor * l1, 0);
  const size = Math.abs(b);
  const falling = kind === 'mcp' ? l1 - size / gamma : (gamma * l1 - size) / (gamma - 1);
  const slope = Math.max(kind === 'mcp' ? falling : Math.min(l1, falling), 0);
  return Math.abs(v - factor * (Math.sign(b) * slope + l2 * b));
}

function terms({ kind, lambda, gamma, l1Ratio = 1 }: NonConvexPenalty) {
  return { kind, gamma, l1: lambda * l1Ratio, l2: lambda * (1 - l1Ratio) };
}

function mcp(size: number, l1: number, gamma: number): number {
  const inside = Math.min(size, gamma * l1);
  return l1 * inside - inside ** 2 / (2 * gamma);
}

function scad(size: number, l1: number, gamma: number): number {
  if (size <= l1) return l1 * size;
  const inside = Math.min(size, gamma * l1);
  return (2 * gamma * l1 * inside - inside ** 2 - l1 ** 2) / (2 * (gamma - 1));
}
