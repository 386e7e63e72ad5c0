import { expect, it } from 'vitest';
import { networkBits } from './networkBits.ts';

// networkBits.json is what Node returns; `vitest run --project=node tests/browser -u` writes it anew.
it('every network has the bits that are on record', async () => {
  const hashes = await networkBits();
  await expect(`${JSON.stringify(hashes, null, 2)}\n`).toMatchFileSnapshot('./networkBits.json');
});
