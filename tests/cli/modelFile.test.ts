import { describe, expect, it } from 'vitest';
import { encodingOf } from '../../src/cli/modelFile.ts';
import type { FittedModel } from '../../src/linear/index.ts';

const encoding = {
  schema: { target: 'kind' },
  columns: [{ name: 'a', kind: 'numeric' }],
  target: { levels: ['u', 'v'] },
};
const model = { meta: { encoding, data: 'd.csv' }, featureNames: ['a'] } as unknown as FittedModel;

describe('the encoding in a model file', () => {
  it('keeps the levels of its own target alone', () => {
    expect(encodingOf(model)).toEqual(encoding);
    expect(encodingOf(model, 'kind')).toEqual(encoding);
    const { target: _, ...others } = encoding;
    expect(encodingOf(model, 'size')).toEqual({ ...others, schema: { target: 'size' } });
  });

  it('of a model without one takes each feature from the column of its name', () => {
    const bare = { meta: undefined, featureNames: ['a', 'b'] } as unknown as FittedModel;
    const columns = ['a', 'b'].map((name) => ({ name, kind: 'numeric' }));
    expect(encodingOf(bare, 'y')).toEqual({ schema: { target: 'y' }, columns });
  });
});
