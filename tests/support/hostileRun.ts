/** Fits hostile problems and counts what their certificates say against the judge. */
import { judge } from '../reference/judge.ts';
import { estimate, said } from './estimate.ts';
import { hostile } from './hostile.ts';
import { certifiedGap } from './tolerance.ts';

export interface HostileCount {
  fits: number;
  /** Certificates that do not hold, and say so. */
  refused: number;
  /** Seeds whose certificate says ok though the judge finds a larger gap: must be none. */
  wrong: string[];
  /** Seeds where `verify` contradicts a certificate that the judge confirms. */
  unverified: string[];
  /** Seeds with coefficients or certificates that are not numbers. */
  broken: string[];
}

export function hostileRun(from: number, count: number, tol: number): HostileCount {
  const result: HostileCount = { fits: 0, refused: 0, wrong: [], unverified: [], broken: [] };
  for (let seed = from; seed < from + count; seed++) {
    const problem = hostile(seed);
    const model = estimate(problem, tol);
    const { X, y, data } = said(problem, tol);
    const { weights, offset } = data;
    const rows = { ...(weights && { weights }), ...(offset && { offset }) };
    result.fits++;
    if (!model.coef.every(Number.isFinite) || Number.isNaN(model.certificate.relative))
      result.broken.push(`seed ${seed}`);
    if (!model.certificate.ok) {
      result.refused++;
      continue;
    }
    const { relative } = judge(problem, model);
    if (!(relative <= certifiedGap(tol))) result.wrong.push(`seed ${seed}: judge says ${relative}`);
    const again = model.verify(X, y, rows);
    if (!again.ok) result.unverified.push(`seed ${seed}: verify says ${again.relative}`);
  }
  return result;
}
