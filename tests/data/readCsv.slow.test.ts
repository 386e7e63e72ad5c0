import { expect, it } from 'vitest';
import { readCsv } from '../../src/data/index.ts';
import { random } from '../support/random.ts';

it('reads 200,000 rows of 6 numbers in less than 1.5 s', async () => {
  const { uniform } = random(1);
  const lines = Array.from({ length: 200_000 }, () =>
    Array.from({ length: 6 }, () => uniform()).join(','),
  );
  const file = new Blob([`a,b,c,d,e,y\n${lines.join('\n')}`]);
  const times: number[] = [];
  for (let run = 0; run < 3; run++) {
    const start = performance.now();
    const { X } = await readCsv(file, { target: 'y' });
    times.push(performance.now() - start);
    expect([X.rows, X.cols]).toEqual([200_000, 5]);
  }
  expect(Math.min(...times)).toBeLessThan(1500);
});
