import { describe, expect, it } from 'vitest';
import { Child, TimeoutError } from '../../bench/subjects/child.mjs';

/** A subject that answers each line with what the code says. */
const start = (code: string) => ({
  command: process.execPath,
  args: ['--eval', `process.stdin.on('data', (line) => { ${code} });`],
});

describe('the process of a subject', () => {
  it('answers by lines of JSON, among banners', async () => {
    const child = new Child(
      'echo',
      start(`console.log('hello'); console.log(String(line).trim());`),
    );
    expect(await child.ask({ op: 'run', loops: 3 }, 20)).toEqual({ op: 'run', loops: 3 });
    child.close();
  });

  it('is ended when it has spent its seconds', async () => {
    const child = new Child('busy', start('for (;;);'));
    const failed = await child.ask({ op: 'run' }, 0.3).catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(TimeoutError);
    expect((failed as TimeoutError).message).toBe('busy took more than 0.3 s');
    expect((failed as TimeoutError).spent).toBeGreaterThanOrEqual(0.3);
    await expect(child.ask({ op: 'run' }, 1)).rejects.toThrow('busy is not running');
  });

  it('says what it wrote on standard error when it ends by itself', async () => {
    const child = new Child('short', start(`console.error('no data'); process.exit(3);`));
    await expect(child.ask({ op: 'run' }, 20)).rejects.toThrow(/short ended with 3\nno data/);
  });
});
