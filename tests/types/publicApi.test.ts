import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, test } from 'vitest';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

const { config } = ts.readConfigFile(path('../../tsconfig.json'), ts.sys.readFile);
const { options } = ts.parseJsonConfigFileContent(config, ts.sys, path('../..'));
/** What several programs read is parsed once. */
const parsed = new Map<string, ts.SourceFile | undefined>();
let last: ts.Program | undefined;

/** What the compiler says about a file, under the settings of the package. */
function diagnose(file: string, text?: string): string[] {
  const host = ts.createCompilerHost(options);
  const { getSourceFile } = host;
  host.getSourceFile = (name, target, ...rest) => {
    if (text !== undefined && name === file) return ts.createSourceFile(name, text, target);
    if (!parsed.has(name)) parsed.set(name, getSourceFile.call(host, name, target, ...rest));
    return parsed.get(name);
  };
  const program = ts.createProgram([file], options, host, last);
  last = program;
  return ts
    .getPreEmitDiagnostics(program, program.getSourceFile(file))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

const API = path('publicApi.ts');

test('the public types are what publicApi.ts says', { timeout: 60_000 }, () => {
  expect(diagnose(API)).toEqual([]);
});

test('a wrong statement about them is noticed', { timeout: 60_000 }, () => {
  const wrong = `import { expectTypeOf } from 'vitest';
import { Lasso } from '../../src/index.ts';
expectTypeOf(new Lasso().fitSync([[1]], [1]).coef).toEqualTypeOf<number[]>();
// @ts-expect-error this is allowed
new Lasso({ lambda: 1 });
`;
  expect(diagnose(API, wrong)).toHaveLength(2);
});

test('a saved model can be handed to a browser as a file', { timeout: 60_000 }, () => {
  const download = `import { Lasso } from '../../src/index.ts';
export const file = new Blob([new Lasso().fitSync([[1], [2]], [1, 2]).save()]);
`;
  expect(diagnose(API, download)).toEqual([]);
});
