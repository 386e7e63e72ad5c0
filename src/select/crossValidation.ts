/** The result of a cross-validation. */
import { worse } from '../linear/certificate.ts';
import type { FittedLinear, FittedModel, LinearPath } from '../linear/index.ts';
import type { Certificate } from '../linear/types.ts';
import type { Matrix } from '../memory/matrix.ts';
import type { CVCurve, CVResult, Measure, Split } from './types.ts';

export interface CrossValidationParts<F extends FittedModel = FittedLinear> {
  readonly curve: CVCurve;
  readonly curves: readonly CVCurve[];
  /** Selected index into curve.lambdas. */
  readonly index: number;
  readonly measure: Measure;
  readonly path: LinearPath<F>;
  readonly oof: Matrix | undefined;
  readonly splits: readonly Split[];
  readonly certificates: readonly Certificate[];
  readonly notes: readonly string[];
}

/** The result of a cross-validation. */
export class CrossValidation<F extends FittedModel = FittedLinear> implements CVResult<F> {
  readonly curve: CVCurve;
  readonly curves: readonly CVCurve[];
  readonly lambdaMin: number;
  readonly lambda1se: number;
  readonly lambda: number;
  readonly l1Ratio: number;
  readonly gamma: number;
  readonly measure: Measure;
  readonly model: F;
  readonly path: LinearPath<F>;
  readonly oof?: Matrix;
  readonly splits: readonly Split[];
  readonly worstCertificate: Certificate;
  readonly fits: { readonly total: number; readonly failed: number };
  readonly notes: readonly string[];
  /** Index of the selected λ. */
  readonly index: number;

  /** @internal Use `crossValidate`. */
  constructor(parts: CrossValidationParts<F>) {
    const { curve, index, certificates } = parts;
    this.curve = curve;
    this.curves = parts.curves;
    this.index = index;
    this.lambdaMin = curve.lambdas[curve.minIndex]!;
    this.lambda1se = curve.lambdas[curve.oneSeIndex]!;
    this.lambda = curve.lambdas[index]!;
    this.l1Ratio = curve.l1Ratio;
    this.gamma = curve.gamma;
    this.measure = parts.measure;
    this.path = parts.path;
    this.model = parts.path.model(index);
    if (parts.oof) this.oof = parts.oof;
    this.splits = parts.splits;
    this.worstCertificate = certificates.reduce(worse);
    this.fits = {
      total: certificates.length,
      failed: certificates.filter((certificate) => !certificate.ok).length,
    };
    this.notes = parts.notes;
  }

  /** A few lines for people. */
  summary(): string {
    const { curve, worstCertificate: c } = this;
    const at = (index: number) =>
      `λ = ${short(curve.lambdas[index]!)}, ${this.measure} ${short(curve.mean[index]!)} ± ${short(curve.se[index]!)}`;
    return [
      `${this.splits.length} folds, ${this.curves.length} × ${curve.lambdas.length} λ, ` +
        `${this.fits.total} fits with certificates`,
      `best  ${at(curve.minIndex)}, l1Ratio ${this.l1Ratio}` +
        (this.gamma < 1 ? `, relaxed by γ ${this.gamma}` : ''),
      `1-SE  ${at(curve.oneSeIndex)}`,
      `worst certificate: relative gap ${c.relative.toExponential(1)} ${c.ok ? '≤' : '>'} ${c.tol}`,
      ...(this.fits.failed > 0
        ? [`${this.fits.failed} fits missed the tolerance: ${c.advice}`]
        : []),
      this.model.summary(),
    ].join('\n');
  }
}

function short(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(5))) : String(value);
}
