import { expect, it } from 'vitest';
import expected from './networkBits.json' with { type: 'json' };
import { networkBits } from './networkBits.ts';

it('every network has the bits that Node gives it', async () => {
  expect(await networkBits()).toEqual(expected);
});
