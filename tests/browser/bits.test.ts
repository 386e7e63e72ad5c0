import { expect, it } from 'vitest';
import { fitBits } from './bits.ts';

// bits.json is what Node returns; `vitest run --project=node tests/browser -u` writes it anew,
// which is a Change in the changelog: results differ in their last bits from the release before.
it('every fit returns the bits that are on record', async () => {
  const hashes = await fitBits();
  await expect(`${JSON.stringify(hashes, null, 2)}\n`).toMatchFileSnapshot('./bits.json');
});

it('a second run in the same memory returns the same bits', async () => {
  expect(await fitBits()).toEqual(await fitBits());
});
