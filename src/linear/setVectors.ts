/** What a working set knows of each of its coordinates, one number after the other in WASM memory. */
import type { Memory } from '../memory/memory.ts';
import type { Scope } from '../memory/scope.ts';

const KEPT = ['target', 'u', 'b', 'penaltyFactor', 'lower', 'upper', 'inverse'] as const;
const SCRATCH = ['direction', 'gradient', 'moved', 'saved', 'before'] as const;

/** Vectors that are read from outside. */
export type Vector = (typeof KEPT)[number] | 'direction';

/** Addresses: f64 each, `members` and `marks` i32, `rotations` twice as long. */
export type SetVectors = Record<
  Vector | (typeof SCRATCH)[number] | 'members' | 'marks' | 'rotations',
  number
>;

export function reserveVectors(scope: Scope, length: number): SetVectors {
  const vectors = [...KEPT, ...SCRATCH].map((name) => [name, scope.f64(length)]);
  return {
    ...Object.fromEntries(vectors),
    rotations: scope.f64(2 * length),
    members: scope.i32(length),
    marks: scope.i32(length),
  } as SetVectors;
}

/** The first `size` of what is kept, and whom the factor stands for. */
export function copyVectors(memory: Memory, from: SetVectors, to: SetVectors, size: number): void {
  for (const name of KEPT) memory.f64(to[name], size).set(memory.f64(from[name], size));
  memory.i32(to.members, size).set(memory.i32(from.members, size));
}
