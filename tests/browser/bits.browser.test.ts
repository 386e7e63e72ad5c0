import { expect, it } from 'vitest';
import expected from './bits.json' with { type: 'json' };
import { fitBits } from './bits.ts';

it('every fit returns the bits that Node returns', async () => {
  expect(await fitBits()).toEqual(expected);
});
