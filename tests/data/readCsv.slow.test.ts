import { expect, it } from 'vitest';
import { readCsv } from '../../src/data/index.ts';
import { random } from '../support/random.ts';

it('reads 200,000 rows of 6 numbers in less than 1.5 s of processor time', async () => {
  const { uniform } = random(1);
  const lines = Array.from({ length: 200_000 }, () =>
    Array.from({ length: 6 }, () => (1000 * uniform()).toFixed(4)).join(','),
  );
  const file = new Blob([`a,b,c,d,e,y\n${lines.join('\n')}`]);
  const seconds: number[] = [];
  for (let run = 0; run < 5; run++) {
    const start = process.cpuUsage();
    const { X } = await readCsv(file, { target: 'y' });
    seconds.push(process.cpuUsage(start).user / 1e6);
    expect([X.rows, X.cols]).toEqual([200_000, 5]);
  }
  expect(Math.min(...seconds)).toBeLessThan(1.5);
});
