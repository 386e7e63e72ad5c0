import { fail } from '../check.ts';
import { encodeDataset } from '../data/dataset.ts';
import { extension } from '../data/extension.ts';
import { readDataset } from '../data/readDataset.ts';
import { readRows } from '../data/readRows.ts';
import type { Dataset } from '../data/types.ts';
import type { FittedLinear } from '../linear/fittedLinear.ts';
import type { Certificate } from '../linear/types.ts';
import { EXIT } from './exitStatus.ts';
import { failureLine } from './failureLine.ts';
import { DamagedModel, encodingOf, readModel } from './modelFile.ts';
import { checkColumns } from './newRows.ts';
import { alignCells, countOf, emphasize, gapText, powerText } from './terminal.ts';
import type { VerifyFlags } from './verify.ts';

/**
 * Recompute the certificate, print it, and set the exit status: 1 where it does not hold or the
 * model file is damaged.
 */
export async function runVerify(
  modelPath: string,
  data: string,
  flags: VerifyFlags,
): Promise<void> {
  const model = await readModel(modelPath).catch((error: unknown) => {
    if (!(error instanceof DamagedModel)) throw error;
    process.stderr.write(`tikhonov verify: ${failureLine(error)}\n`);
    process.exitCode = EXIT.uncertified;
  });
  if (!model) return;
  const dataset = await readAgain(model, data, flags.target);
  const { X, y, weights, offset } = dataset;
  const certificate = model.verify(X, y, {
    ...(weights && { weights }),
    ...(offset && { offset }),
  });
  const result = { modelPath, data, model, certificate, notes: notesOf(model, dataset) };
  if (flags.json) console.log(JSON.stringify(verifyJson(result)));
  else if (!flags.quiet) console.log(verifySummary(result));
  process.exitCode = certificate.ok ? EXIT.done : EXIT.uncertified;
}

/** The data set as the training saw it, by the encoding in the model. */
async function readAgain(model: FittedLinear, path: string, target?: string): Promise<Dataset> {
  if (extension('verify', path) === 'svm') return readDataset(path, { columns: model.coef.length });
  const { columns, schema } = encodingOf(model, target);
  if (schema.target === '')
    fail('tikhonov', '--target', 'be given', undefined, 'the model was saved without its name');
  // Groups make folds, not fits.
  const { group: _, ...fitted } = schema;
  const encoding = { columns, schema: fitted };
  const table = await readRows(path);
  checkColumns(path, table, encoding);
  return encodeDataset(encoding, table);
}

interface Verified {
  readonly modelPath: string;
  readonly data: string;
  readonly model: FittedLinear;
  readonly certificate: Certificate;
  readonly notes: readonly string[];
}

function notesOf(model: FittedLinear, dataset: Dataset): string[] {
  const { rows } = model.settings;
  if (rows === dataset.y.length) return [...dataset.notes];
  const fitted = `the model was fitted to ${countOf(rows, 'row')}`;
  return [`${fitted}, the data have ${dataset.y.length}`, ...dataset.notes];
}

function verifySummary({ modelPath, data, model, certificate, notes }: Verified): string {
  const { ok, gap, relative, tol, lambda } = certificate;
  const verdict = ok ? emphasize('green', 'holds') : emphasize('red', 'does not hold');
  return [
    `the certificate of ${modelPath} ${verdict} on ${data}`,
    ...alignCells([
      ['lambda', String(lambda)],
      ['gap', powerText(gap)],
      ['relative', `${gapText(relative, tol, ok)} of the null loss`],
      ['at the fit', powerText(model.certificate.relative)],
      ...(ok ? [] : [['hint', 'the model or the data are not those of the fit']]),
      ...notes.map((note) => ['note', note]),
    ]),
  ].join('\n');
}

function verifyJson({ modelPath, data, model, certificate, notes }: Verified): object {
  const { ok, gap, relative, tol, lambda, kind } = certificate;
  return {
    command: 'verify',
    model: modelPath,
    data,
    ok,
    kind,
    gap,
    relative,
    tol,
    lambda,
    stored: model.certificate,
    notes,
  };
}
