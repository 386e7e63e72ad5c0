import type { Certificate } from './types.ts';

/**
 * What the gap of one fit says, measured against the loss of the intercept-only model; or its
 * stationarity, measured against the largest gradient there.
 */
export function certificateOf(
  gap: number,
  nullLoss: number,
  tol: number,
  lambda: number,
  kind: Certificate['kind'] = 'duality-gap',
): Certificate {
  const relative = nullLoss > 0 ? gap / nullLoss : gap > 0 ? Infinity : 0;
  const ok = relative <= tol;
  const base = { kind, gap, relative, tol, ok, lambda } as const;
  return ok ? base : { ...base, advice: adviceFor(relative, tol) };
}

/** The same of a problem that has no finite optimum: however small the gap, there is none to be near. */
export function withoutOptimum(certificate: Certificate, why: string): Certificate {
  return { ...certificate, ok: false, advice: why };
}

/** The worse of two: one that failed before one that holds, then the larger relative gap. */
export function worse(a: Certificate, b: Certificate): Certificate {
  if (a.ok !== b.ok) return a.ok ? b : a;
  return b.relative > a.relative ? b : a;
}

function adviceFor(relative: number, tol: number): string {
  if (!Number.isFinite(relative))
    return 'no finite bound: look for columns of extreme scale or unpenalized columns that depend on each other';
  return (
    `the gap ${relative.toExponential(1)} is above tol ${tol}: rounding stands in the way; ` +
    'centre or rescale extreme columns, drop duplicates, use float64, or accept a larger tol'
  );
}
