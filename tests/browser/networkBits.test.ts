import { expect, it } from 'vitest';
import { halfwayCheckpoint, networkBits, resumedBits } from './networkBits.ts';

// networkBits.json and networkCheckpoint.json are what Node returns;
// `vitest run --project=node tests/browser -u` writes them anew.
it('every network has the bits that are on record', async () => {
  const hashes = await networkBits();
  await expect(`${JSON.stringify(hashes, null, 2)}\n`).toMatchFileSnapshot('./networkBits.json');
});

it('a run goes on from the checkpoint that is on record, to the same bits', async () => {
  const halfway = await halfwayCheckpoint();
  const text = `${JSON.stringify({ halfway }, null, 2)}\n`;
  await expect(text).toMatchFileSnapshot('./networkCheckpoint.json');
  const { classes } = await networkBits();
  expect(await resumedBits(halfway)).toBe(classes);
});
