/** `tikhonov predict`: predictions of new rows as CSV. */
import type { Command } from 'commander';
import type { FittedLinear } from '../linear/fitted.ts';
import { csvText } from './csvText.ts';
import { EXIT_HELP } from './exitStatus.ts';
import { interruptible } from './interruption.ts';
import { readModel } from './modelFile.ts';
import { type NewRows, readNewRows } from './newRows.ts';
import { addOutputOptions, type OutputFlags, option } from './options.ts';
import { names } from './parse.ts';
import { checkOutputs, writeFiles } from './writeFiles.ts';

interface PredictFlags extends OutputFlags {
  readonly id?: string[];
  readonly out?: string;
}

const EXAMPLES = `
Examples:
  tikhonov predict model.json new.csv > predictions.csv
  tikhonov predict model.json new.csv --id customer,month --out predictions.csv
`;

export function definePredict(program: Command): void {
  const command = program
    .command('predict')
    .summary('predict new rows')
    .description(
      'Predict new rows, encoded as the training table was. Columns are found by name; the ' +
        'target may be missing. Prints CSV with a column "prediction", empty where a number is ' +
        'missing that training never missed.',
    )
    .argument('<model>', 'file written by fit or cv')
    .argument('<data>', 'table with a header, .svm or .npy');
  command.addOption(option('--id <columns>', 'columns copied to the output', names));
  command.option('--out <file>', 'write there instead of printing');
  addOutputOptions(command);
  command.addHelpText('after', EXAMPLES + EXIT_HELP);
  command.action((model: string, data: string, flags: PredictFlags) =>
    interruptible((signal) => runPredict(model, data, flags, signal)),
  );
}

async function runPredict(
  modelPath: string,
  data: string,
  flags: PredictFlags,
  signal: AbortSignal,
): Promise<void> {
  const { id = [], out, json, quiet } = flags;
  await checkOutputs({ '--out': out }, [modelPath, data]);
  const model = await readModel(modelPath);
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
