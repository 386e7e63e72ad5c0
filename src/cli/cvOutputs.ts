/** The files of `tikhonov cv`, as text and bytes. */
import { extension } from '../data/extension.ts';
import { readRows } from '../data/readRows.ts';
import { columnOf } from '../data/table.ts';
import { rowsWithTarget } from '../data/targetOf.ts';
import type { Dataset } from '../data/types.ts';
import type { CVResult } from '../select/types.ts';
import { csvText } from './csvText.ts';
import type { CvFlags } from './cv.ts';
import type { ModelMeta } from './modelFile.ts';
import { packageVersion } from './packageVersion.ts';
import { shellWords } from './shellWords.ts';

export interface CvOutcome {
  readonly data: string;
  readonly flags: CvFlags;
  readonly dataset: Dataset;
  readonly cv: CVResult;
  readonly notes: readonly string[];
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

function modelBytes({ data, dataset, cv }: CvOutcome): Uint8Array {
  const meta: ModelMeta = { encoding: dataset.encoding, data };
  return cv.model.withMeta(meta).save();
}

async function reportPage({ data, flags, dataset, cv, notes }: CvOutcome): Promise<string> {
  const { renderReport } = await import('../report/renderReport.ts');
  const { X, y, weights } = dataset;
  return renderReport(
    { ...cv, notes },
    {
      X,
      y,
      ...(weights && { weights }),
      target: dataset.encoding.schema.target,
      dataName: data,
      ...(flags.out !== undefined && { modelName: flags.out }),
      seed: flags.seed,
      versions: { tikhonov: packageVersion(), 'Node.js': process.versions.node },
      command: shellWords(['tikhonov', ...process.argv.slice(2)]),
    },
  );
}

/** One line per row with a target: its number in the file, observed, predicted out of fold. */
async function predictionTable({ data, dataset, cv }: CvOutcome): Promise<string> {
  const { y } = dataset;
  const folds = new Array<string>(y.length).fill('');
  cv.splits.forEach(({ test }, k) => {
    for (const i of test) folds[i] = folds[i] ? `${folds[i]} ${k + 1}` : String(k + 1);
  });
  const rows = await sourceRows(data, dataset);
  const predicted = cv.oof?.data ?? [];
  const columns = [rows, y, predicted, folds];
  return csvText(['row', 'observed', 'prediction', 'fold'], columns, y.length);
}

/** Number in the file, from 1, of each row of the data set: those without target are not in it. */
async function sourceRows(data: string, { y, encoding }: Dataset): Promise<number[]> {
  if (extension('tikhonov', data) === 'svm') return Array.from(y, (_, i) => i + 1);
  const table = await readRows(data);
  const target = columnOf('tikhonov', table, encoding.schema.target, 'target');
  return rowsWithTarget(table, target).map((i) => i + 1);
}
