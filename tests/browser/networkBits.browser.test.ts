import { expect, it } from 'vitest';
import expected from './networkBits.json' with { type: 'json' };
import { networkBits, resumedBits } from './networkBits.ts';
import checkpoint from './networkCheckpoint.json' with { type: 'json' };

it('every network has the bits that Node gives it', async () => {
  expect(await networkBits()).toEqual(expected);
});

it('a run that Node began goes on here to the bits that Node ends with', async () => {
  expect(await resumedBits(checkpoint.halfway)).toBe(expected.classes);
});
