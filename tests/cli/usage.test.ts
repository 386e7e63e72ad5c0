import { readFileSync } from 'node:fs';
import { describe, it } from 'vitest';
import { tikhonov } from './command.ts';

const COMMANDS = ['cv', 'fit', 'predict', 'train', 'verify'];

describe('tikhonov', () => {
  it.concurrent('prints its version', async ({ expect }) => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    const outcome = await tikhonov(['--version']);
    expect(outcome).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' });
  });

  it.concurrent('prints its commands, with examples and exit statuses', async ({ expect }) => {
    const { status, stdout, stderr } = await tikhonov(['--help']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    for (const name of COMMANDS) expect(stdout).toMatch(new RegExp(`^ {2}${name} `, 'm'));
    for (const text of ['Examples:', 'Exit status:', '.csv', '.svm', '.npy'])
      expect(stdout).toContain(text);
    expect((await tikhonov(['help'])).stdout).toBe(stdout);
  });

  it.concurrent('prints its help to stderr where no command is given', async ({ expect }) => {
    const { status, stdout, stderr } = await tikhonov([]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain('Usage: tikhonov [options] [command]');
  });

  it.concurrent.for(COMMANDS)(
    'explains %s, with examples that it accepts',
    async (name, { expect }) => {
      const { status, stdout, stderr } = await tikhonov([name, '--help']);
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      expect(stdout).toMatch(new RegExp(`^Usage: tikhonov ${name} \\[options\\] <`));
      expect(stdout).toContain('Exit status:');
      expect((await tikhonov(['help', name])).stdout).toBe(stdout);
      const options = new Set(
        Array.from(stdout.matchAll(/^ {2}(--[a-z0-9-]+)/gm), ([, flag]) => flag),
      );
      const examples = stdout.slice(stdout.indexOf('Examples:'), stdout.indexOf('Exit status:'));
      const used = Array.from(examples.matchAll(/--[a-z0-9-]+/g), ([flag]) => flag);
      expect(examples).toContain(`tikhonov ${name} `);
      expect(used.filter((flag) => !options.has(flag))).toEqual([]);
    },
  );
});
