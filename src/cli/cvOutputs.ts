/** The files of `tikhonov cv`, as text and bytes. */
import { extension } from '../data/extension.ts';
import { readRows } from '../data/readRows.ts';
import type { FittedModel } from '../linear/fittedModel.ts';
import { type Outcome, outcomeOf } from '../report/outcome.ts';
import type { CVResult } from '../select/types.ts';
import { csvText } from './csvText.ts';
import type { CvFlags } from './cv.ts';
import { metaFor } from './metaFor.ts';
import { packageVersion } from './packageVersion.ts';
import { predictedColumns } from './predictedColumns.ts';
import { rowsWithAll } from './responseColumns.ts';
import { shellWords } from './shellWords.ts';
import type { Training } from './training.ts';

export interface CvOutcome {
  readonly data: string;
  readonly flags: CvFlags;
  readonly training: Training;
  readonly cv: CVResult<FittedModel>;
  /** Predictions out of fold beside what was observed. */
  readonly scored: Outcome | undefined;
  readonly notes: readonly string[];
}

/** What the folds predicted of the rows they did not see. */
export function scoredOf({ dataset, y }: Training, cv: CVResult<FittedModel>): Outcome | undefined {
  const { family, classes, outputNames } = cv.model.settings;
  const { weights, offset } = dataset;
  return outcomeOf({ family, oof: cv.oof, y, classes, outputNames, weights, offset });
}

/** Contents by path, of the files that were asked for. */
export async function outputsOf(outcome: CvOutcome): Promise<Map<string, string | Uint8Array>> {
  const { out, report, predictions } = outcome.flags;
  const contents = new Map<string, string | Uint8Array>();
  if (out !== undefined) contents.set(out, modelBytes(outcome));
  if (report !== undefined) contents.set(report, await reportPage(outcome));
  if (predictions !== undefined) contents.set(predictions, await predictionTable(outcome));
  return contents;
}

function modelBytes({ data, training, cv }: CvOutcome): Uint8Array {
  return cv.model.withMeta(metaFor(training, data)).save();
}

async function reportPage({ data, flags, training, cv, notes }: CvOutcome): Promise<string> {
  const { renderReport } = await import('../report/renderReport.ts');
  const { X, weights, offset } = training.dataset;
  return renderReport(
    { ...cv, notes },
    {
      X,
      y: training.y,
      ...(weights && { weights }),
      ...(offset && { offset }),
      target: training.name,
      dataName: data,
      ...(flags.out !== undefined && { modelName: flags.out }),
      seed: flags.seed,
      versions: { tikhonov: packageVersion(), 'Node.js': process.versions.node },
      penalty: flags.penalty,
      command: shellWords(['tikhonov', ...process.argv.slice(2)]),
    },
  );
}

/** One line per row with a target: its number in the file, observed, predicted out of fold. */
async function predictionTable({ data, training, cv }: CvOutcome): Promise<string> {
  const n = training.dataset.y.length;
  const folds = new Array<string>(n).fill('');
  cv.splits.forEach(({ test }, k) => {
    for (const i of test) folds[i] = folds[i] ? `${folds[i]} ${k + 1}` : String(k + 1);
  });
  const columns = [
    { name: 'row', cells: await sourceRows(data, training) },
    ...predictedColumns(training, cv),
    { name: 'fold', cells: folds },
  ];
  return csvText(
    columns.map(({ name }) => name),
    columns.map(({ cells }) => cells),
    n,
  );
}

/** Number in the file, from 1, of each row of the data set: those without target are not in it. */
async function sourceRows(data: string, { dataset, roles }: Training): Promise<number[]> {
  const { y, encoding } = dataset;
  if (extension('tikhonov', data) === 'svm') return Array.from(y, (_, i) => i + 1);
  const table = await readRows(data);
  const { target } = encoding.schema;
  const others = roles.targets ?? (roles.event === undefined ? [] : [roles.event]);
  return rowsWithAll(table, [target, ...others]).map((i) => i + 1);
}
