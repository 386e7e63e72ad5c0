/** Fits of stored problems, and what is asked of each of them. */
import { expect } from 'vitest';
import { type FittedModel, path } from '../../../src/linear/index.ts';
import type { GoldenFamilyFit } from '../../reference/families/goldenFamilies.ts';
import { judgeGap } from '../../reference/families/judgeGap.ts';
import { certifiedGap, relativeDifference } from '../../support/tolerance.ts';
import { type Said, saidFamily, solutionOf } from './said.ts';

/** A whole stored path in one call, its models in the order of the fits. */
export async function pathOf(fits: readonly GoldenFamilyFit[], tol: number) {
  const said = saidFamily(fits[0]!.problem, tol);
  const lambdas = fits.map(({ lambda }) => lambda);
  const found = await path(said.estimator, said.X, said.y, { ...said.data, lambdas });
  return { said, models: fits.map(({ lambda }) => found.at(lambda) as FittedModel) };
}

/** One stored point alone. */
export function singleFit({ problem }: GoldenFamilyFit, tol: number) {
  const said = saidFamily(problem, tol);
  return { said, model: said.estimator.fitSync(said.X, said.y, said.data) as FittedModel };
}

/** The certificate holds, and so it does for `verify`. */
export function expectCertified(model: FittedModel, said: Said): void {
  const { certificate, lambda } = model;
  const label = `λ = ${lambda}`;
  expect(certificate.ok, label).toBe(true);
  expect(certificate.relative, label).toBeLessThanOrEqual(certificate.tol);
  const { weights, offset } = said.data;
  const own = model.verify(said.X, said.y, {
    ...(weights && { weights }),
    ...(offset && { offset }),
  });
  expect(own.relative, label).toBeLessThanOrEqual(certifiedGap(certificate.tol));
  expect(own.kind).toBe(certificate.kind);
}

/** The same, and the independent judge agrees. */
export function expectProven(model: FittedModel, said: Said, { problem }: GoldenFamilyFit): void {
  expectCertified(model, said);
  const { relative } = judgeGap(problem, solutionOf(model));
  expect(relative, `λ = ${model.lambda}`).toBeLessThanOrEqual(certifiedGap(model.certificate.tol));
}

/** All coefficients, output after output. */
export function flat(values: unknown): number[] {
  return typeof values === 'number'
    ? [values]
    : Array.from(values as ArrayLike<unknown>).flatMap(flat);
}

/**
 * Largest difference of coefficients times column deviation, relative to the largest; at λ_max,
 * where rounding decides whether one enters, absolute.
 */
export function distanceTo(model: FittedModel, fit: GoldenFamilyFit): number {
  const ours = flat(solutionOf(model).coef);
  const stored = flat(fit.solution.coef);
  if (stored.some((value) => Math.abs(value) > 1e-6)) return relativeDifference(ours, stored);
  return Math.max(...ours.map((value, j) => Math.abs(value - stored[j]!)));
}
