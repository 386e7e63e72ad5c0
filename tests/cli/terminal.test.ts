/** What changes on a terminal: a progress bar on stderr, emphasis on stdout. */
import { stripVTControlCharacters } from 'node:util';
import { describe, it } from 'vitest';
import { DIABETES, tikhonov } from './command.ts';

const WORDS = ['cv', DIABETES, '--target', 'progression', '--model', 'lasso', '--folds', '40'];

const TRAIN = ['train', 'examples/data/iris.csv', '--target', 'species', '--epochs', '40'];

/** Run where these streams claim to be terminals. */
function onTerminal(streams: readonly string[], variables = {}, words = WORDS) {
  const code = streams.map((name) => `process.${name}.isTTY=true`).join(';');
  const env = { NODE_OPTIONS: `--import data:text/javascript,${code}` };
  return tikhonov(words, { ...env, ...variables });
}

const withoutTime = (text: string) => text.replace(/^time .*$/m, '');

describe('on a terminal', () => {
  it.concurrent('a bar goes to stderr and comes to its end', async ({ expect }) => {
    const { status, stdout, stderr } = await onTerminal(['stderr']);
    expect(status).toBe(0);
    expect(stderr).toMatch(/reading \[-+\] 0 %/);
    const shares = Array.from(stderr.matchAll(/\[[=-]+\] (\d+) %/g), ([, share]) => Number(share));
    expect(shares.length).toBeGreaterThan(1);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(stdout).not.toContain('\u001b');
  });

  it.concurrent('a training tells its epochs with their loss', async ({ expect }) => {
    const { status, stderr } = await onTerminal(['stderr'], {}, TRAIN);
    expect(status).toBe(0);
    expect(stderr).toMatch(/epochs \d+\/40, loss 0\.\d+/);
  });

  it.concurrent.for(['--quiet', '--json'])('there is no bar with %s', async (flag, { expect }) => {
    expect(await onTerminal(['stderr'], {}, [...WORDS, flag])).toMatchObject({
      status: 0,
      stderr: '',
    });
  });

  it.concurrent('headings are bold, unless NO_COLOR is set', async ({ expect }) => {
    const [bold, plain, piped] = await Promise.all([
      onTerminal(['stdout']),
      onTerminal(['stdout'], { NO_COLOR: '1' }),
      tikhonov(WORDS),
    ]);
    expect(bold.stdout).toContain('\u001b[1mfeature');
    expect(withoutTime(plain.stdout)).toBe(withoutTime(piped.stdout));
    const stripped = stripVTControlCharacters(bold.stdout);
    expect(withoutTime(stripped)).toBe(withoutTime(piped.stdout));
  });
});
