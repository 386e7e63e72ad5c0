import { csvText } from './csvText.ts';
import { familyJson } from './familyWords.ts';
import { type AnyModel, isNetwork, readModel } from './modelFile.ts';
import { type NewRows, readNewRows } from './newRows.ts';
import type { PredictFlags } from './predict.ts';
import type { Column } from './predictedColumns.ts';
import { predictionColumns } from './predictionColumns.ts';
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
  const columns = await predictionColumns(model, rows, flags);
  const cells = [...rows.ids, ...columns.map((column) => column.cells)];
  const count = columns[0]!.cells.length;
  const text = csvText([...id, ...columns.map(({ name }) => name)], cells, count);
  if (out !== undefined) await writeFiles(new Map([[out, text]]), signal);
  if (json) console.log(JSON.stringify(predictJson(model, data, rows, columns, out)));
  else if (out === undefined) process.stdout.write(text);
  if (quiet || json) return;
  for (const note of rows.notes) process.stderr.write(`tikhonov predict: note: ${note}\n`);
  if (out !== undefined)
    process.stderr.write(`tikhonov predict: ${count} rows written to ${out}\n`);
}

function predictJson(
  model: AnyModel,
  data: string,
  { notes }: NewRows,
  columns: readonly Column[],
  out: string | undefined,
): object {
  const lists = columns.map(({ name, cells }) => ({ name, cells: Array.from(cells, plain) }));
  return {
    command: 'predict',
    data,
    rows: lists[0]!.cells.length,
    model: modelJson(model),
    predictions: lists[0]!.cells,
    ...(lists.length > 1 && { columns: lists }),
    notes,
    files: { predictions: out ?? null },
  };
}

function modelJson(model: AnyModel): object {
  if (!isNetwork(model)) {
    const { lambda, l1Ratio } = model;
    return { lambda, l1Ratio, ...familyJson(model) };
  }
  const { loss, classes } = model;
  return { loss: loss.type, ...(classes && { classes }) };
}

/** Cells of incomplete rows are null. */
function plain(cell: unknown): unknown {
  return cell === undefined ? null : cell;
}
