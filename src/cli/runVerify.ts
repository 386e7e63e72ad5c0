import { fail } from '../check.ts';
import type { Dataset } from '../data/types.ts';
import type { FittedModel } from '../linear/fittedModel.ts';
import type { Certificate } from '../linear/types.ts';
import { EXIT } from './exitStatus.ts';
import { failureLine } from './failureLine.ts';
import { familyJson } from './familyWords.ts';
import { DamagedModel, isNetwork, readModel } from './modelFile.ts';
import { readAgain } from './readAgain.ts';
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
  if (isNetwork(model))
    fail('tikhonov', 'the model', 'be linear', 'a network', 'networks have no certificate');
  const { dataset, y } = await readAgain(model, data, flags);
  const { X, weights, offset } = dataset;
  const certificate = model.verify(X, y, {
    ...(weights && { weights }),
    ...(offset && { offset }),
  });
  const result = { modelPath, data, model, certificate, notes: notesOf(model, dataset) };
  if (flags.json) console.log(JSON.stringify(verifyJson(result)));
  else if (!flags.quiet) console.log(verifySummary(result));
  process.exitCode = certificate.ok ? EXIT.done : EXIT.uncertified;
}

interface Verified {
  readonly modelPath: string;
  readonly data: string;
  readonly model: FittedModel;
  readonly certificate: Certificate;
  readonly notes: readonly string[];
}

function notesOf(model: FittedModel, dataset: Dataset): string[] {
  const { rows } = model.settings;
  if (rows === dataset.y.length) return [...dataset.notes];
  const fitted = `the model was fitted to ${countOf(rows, 'row')}`;
  return [`${fitted}, the data have ${dataset.y.length}`, ...dataset.notes];
}

function verifySummary({ modelPath, data, model, certificate, notes }: Verified): string {
  const { kind, ok, gap, relative, tol, lambda } = certificate;
  const verdict = ok ? emphasize('green', 'holds') : emphasize('red', 'does not hold');
  return [
    `the certificate of ${modelPath} ${verdict} on ${data}`,
    ...alignCells([
      ['lambda', String(lambda)],
      [kind === 'duality-gap' ? 'gap' : 'residual', powerText(gap)],
      ['relative', `${gapText(relative, tol, ok)} of ${unitOf(kind)}`],
      ['at the fit', powerText(model.certificate.relative)],
      ...(ok ? [] : [['hint', 'the model or the data are not those of the fit']]),
      ...notes.map((note) => ['note', note]),
    ]),
  ].join('\n');
}

/** What a certificate is measured against. */
function unitOf(kind: Certificate['kind']): string {
  return kind === 'duality-gap' ? 'the null loss' : 'the largest gradient of the null model';
}

function verifyJson({ modelPath, data, model, certificate, notes }: Verified): object {
  const { ok, gap, relative, tol, lambda, kind } = certificate;
  return {
    command: 'verify',
    ...familyJson(model),
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
