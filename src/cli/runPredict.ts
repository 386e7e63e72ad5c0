import type { FittedLinear } from '../linear/fittedLinear.ts';
import { csvText } from './csvText.ts';
import { readModel } from './modelFile.ts';
import { type NewRows, readNewRows } from './newRows.ts';
import type { PredictFlags } from './predict.ts';
import { checkOutputs, writeFiles } from './writeFiles.ts';

/** Paths and options of one run. */
interface Request {
  readonly model: string;
  readonly data: string;
  readonly flags: PredictFlags;
}

/**
 * Predict, and write or print the table.
 * @throws as the library does; Interruption where the signal comes.
 */
export async function runPredict(request: Request, signal: AbortSignal): Promise<void> {
  const { data, flags } = request;
  const { id = [], out, json, quiet } = flags;
  await checkOutputs({ '--out': out }, [request.model, data]);
  const model = await readModel(request.model);
  const rows = await readNewRows(model, data, id);
  const prediction = model.predict(rows.X, rows.offset && { offset: rows.offset });
  for (const i of rows.incomplete) prediction[i] = Number.NaN;
  const columns = [...rows.ids, prediction];
  const text = csvText([...id, 'prediction'], columns, prediction.length);
  if (out !== undefined) await writeFiles(new Map([[out, text]]), signal);
  if (json) console.log(JSON.stringify(predictJson(model, data, rows, prediction, out)));
  else if (out === undefined) process.stdout.write(text);
  if (quiet || json) return;
  for (const note of rows.notes) process.stderr.write(`tikhonov predict: note: ${note}\n`);
  if (out !== undefined)
    process.stderr.write(`tikhonov predict: ${prediction.length} rows written to ${out}\n`);
}

function predictJson(
  model: FittedLinear,
  data: string,
  { notes }: NewRows,
  prediction: Float64Array,
  out: string | undefined,
): object {
  const { lambda, l1Ratio } = model;
  return {
    command: 'predict',
    data,
    rows: prediction.length,
    model: { lambda, l1Ratio },
    predictions: Array.from(prediction),
    notes,
    files: { predictions: out ?? null },
  };
}
