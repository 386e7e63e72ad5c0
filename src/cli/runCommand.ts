/** From the words of a command line to an exit status. */
import { Command, CommanderError } from 'commander';
import { nearest } from '../check.ts';
import { defineCv } from './cv.ts';
import { EXIT, EXIT_HELP } from './exitStatus.ts';
import { failureLine } from './failureLine.ts';
import { defineFit } from './fit.ts';
import { Interruption } from './interruption.ts';
import { packageVersion } from './packageVersion.ts';
import { definePredict } from './predict.ts';
import { defineTrain } from './train.ts';
import { defineVerify } from './verify.ts';

/** Definitions alone: what a command does is loaded when it runs. */
const COMMANDS: Readonly<Record<string, (program: Command) => void>> = {
  cv: defineCv,
  fit: defineFit,
  predict: definePredict,
  train: defineTrain,
  verify: defineVerify,
};

const EXAMPLES = `
Examples:
  tikhonov cv data.csv --target price --out model.json --report report.html
  tikhonov predict model.json new.csv > predictions.csv
  tikhonov verify model.json data.csv
  tikhonov train data.csv --target price --hidden 64,64 --out network.safetensors

Reads .csv, .tsv and .svm, each also with .gz, and .npy.
"tikhonov <command> --help" lists the options of a command.
`;

/**
 * Run one command; everything it has to say goes to stdout and stderr.
 *
 * @param words the arguments without the name of the program.
 * @returns the exit status, see `EXIT`.
 */
export async function runCommand(words: readonly string[]): Promise<number> {
  process.stdout.on('error', leaveOnClosedPipe);
  const wanted = words.find((word) => !word.startsWith('-'));
  const isKnown = wanted !== undefined && Object.hasOwn(COMMANDS, wanted);
  try {
    if (wanted !== undefined && !isKnown && wanted !== 'help') refuse(wanted);
    const program = newProgram();
    for (const define of Object.values(COMMANDS)) define(program);
    await program.parseAsync(words, { from: 'user' });
    return Number(process.exitCode ?? EXIT.done);
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return EXIT.done;
    if (error instanceof CommanderError && error.code === 'commander.help') return EXIT.refused;
    const line = failureLine(error);
    process.stderr.write(`${isKnown ? `tikhonov ${wanted}` : 'tikhonov'}: ${line}\n`);
    if (process.env.TIKHONOV_DEBUG && error instanceof Error)
      process.stderr.write(`${error.stack}\n`);
    return error instanceof Interruption ? error.exitStatus : EXIT.refused;
  }
}

function newProgram(): Command {
  return new Command('tikhonov')
    .description(
      'Regularized linear models: fitted, cross-validated and certified; regularized networks.',
    )
    .version(packageVersion(), '--version', 'print the version')
    .helpOption('--help', 'print this help')
    .showSuggestionAfterError()
    .configureOutput({ outputError: () => undefined })
    .exitOverride()
    .addHelpText('after', EXAMPLES + EXIT_HELP);
}

function refuse(word: string): never {
  const names = Object.keys(COMMANDS);
  const near = nearest(word, names);
  const hint = near ? `did you mean ${near}?` : `the commands are ${names.join(', ')}`;
  throw new RangeError(`tikhonov: unknown command ${JSON.stringify(word)}; ${hint}`);
}

/** A reader like head may have enough: that is no failure. */
function leaveOnClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
  process.exit(EXIT.done);
}
