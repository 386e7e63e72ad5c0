/** Self-contained HTML report of a cross-validation, and its plots as SVG. */
export type {
  OutOfFold,
  ReportAbout,
  ReportChoice,
  ReportCurve,
  ReportInput,
  ReportModel,
  ReportOutput,
  ReportPath,
  ReportSettings,
} from './input.ts';
export type {
  ClassOutcome,
  NumberOutcome,
  Outcome,
  SurvivalOutcome,
} from './outcome.ts';
export { certificateSvg } from './plot/certificateSvg.ts';
export { coefficientPathSvg } from './plot/coefficientPathSvg.ts';
export { cvCurveSvg } from './plot/cvCurveSvg.ts';
export type { PlotSize } from './plot/frame.ts';
export { predictedSvg } from './plot/predictedSvg.ts';
export { residualSvg } from './plot/residualSvg.ts';
export { renderReport } from './renderReport.ts';
export {
  type CVResultLike,
  type ModelSettings,
  type ReportOptions,
  reportInput,
} from './reportInput.ts';
