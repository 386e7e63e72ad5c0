/** Reference answers of every family, fitted again through the public API. */
import { describe, expect, test } from 'vitest';
import {
  GOLDEN_FAMILIES,
  goldenFamily,
  goldenFamilyFits,
} from '../../reference/families/goldenFamilies.ts';
import { distanceTo, expectCertified, expectProven, flat, pathOf, singleFit } from './fits.ts';
import {
  COEFFICIENT,
  DEVIANCE_RATIO,
  GOLDEN_TOL,
  PINBALL_COEFFICIENT,
  PINBALL_TOL,
} from './tolerance.ts';

test('every family is among the stored answers', () => {
  const families = new Set(GOLDEN_FAMILIES.map((name) => goldenFamily(name).family));
  expect(families.size).toBe(12);
});

describe.each(GOLDEN_FAMILIES)('%s', (name) => {
  const stored = goldenFamily(name);
  const fits = goldenFamilyFits(name);
  const isPinball = stored.family === 'quantile';
  const tol = isPinball ? PINBALL_TOL : GOLDEN_TOL;
  const limit = isPinball ? PINBALL_COEFFICIENT : COEFFICIENT;

  test('is reproduced by the path: coefficients, intercepts, deviance, certificates', async () => {
    const { said, models } = await pathOf(fits, tol);
    models.forEach((model, k) => {
      const fit = fits[k]!;
      const label = `λ = ${fit.lambda}`;
      expectProven(model, said, fit);
      expect(distanceTo(model, fit), label).toBeLessThanOrEqual(limit);
      // a pinball loss may be flat in its intercept
      const intercepts = isPinball ? [] : flat(fit.solution.intercept);
      intercepts.forEach((value, c) => {
        const shift = Math.abs(model.settings.intercepts[c]! - value);
        expect(shift, label).toBeLessThanOrEqual(limit * Math.max(1, Math.abs(value)));
      });
      const ratio = stored.devianceRatio?.[k] ?? model.devianceRatio;
      const away = Math.abs(model.devianceRatio - ratio);
      expect(away, label).toBeLessThanOrEqual(DEVIANCE_RATIO);
    });
  });

  test('is reproduced by a single fit', () => {
    const fit = fits[fits.length >> 1]!;
    const { said, model } = singleFit(fit, tol);
    expectCertified(model, said);
    expect(distanceTo(model, fit)).toBeLessThanOrEqual(limit);
  });
});
