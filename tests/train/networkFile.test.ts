/** Files of networks bring them back, and are refused where anything is wrong with them. */
import { beforeAll, describe, expect, test } from 'vitest';
import { load } from '../../src/index.ts';
import { batchNorm, dense, dropout } from '../../src/layer/index.ts';
import * as loss from '../../src/loss/index.ts';
import { defaultMemory } from '../../src/memory/memory.ts';
import { Scope } from '../../src/memory/scope.ts';
import { opened, sealed } from '../../src/model/tensorFile.ts';
import { resumed } from '../../src/train/checkpoint.ts';
import { type FittedNetwork, sequential } from '../../src/train/index.ts';
import { HEIGHTS, RINGS, SIDES } from '../support/rings.ts';

const LAYERS = [dense(8, { activation: 'relu' }), batchNorm(), dropout(0.25), dense(2)];
let fitted: FittedNetwork;

beforeAll(async () => {
  fitted = await sequential(LAYERS).fit(RINGS, SIDES, { epochs: 20, batchSize: 16, seed: 6 });
});

describe('a file', () => {
  test('brings the network back, with its bits and its history', () => {
    const again = load<FittedNetwork>(fitted.save());
    expect(again.predict(RINGS)).toEqual(fitted.predict(RINGS));
    expect(again.scores(RINGS).data).toEqual(fitted.scores(RINGS).data);
    expect(again.mcPredict(RINGS).std.data).toEqual(fitted.mcPredict(RINGS).std.data);
    expect(again.history).toEqual(fitted.history);
    expect(again.weights).toEqual(fitted.weights);
    expect([again.classes, again.bestEpoch]).toEqual([fitted.classes, fitted.bestEpoch]);
    expect([again.ending, again.provenance]).toEqual([fitted.ending, fitted.provenance]);
    expect(again.loss).toEqual({ type: 'crossEntropy', args: [{}] });
    expect(again.save()).toEqual(fitted.save());
  });

  test('of numbers does so, too', async () => {
    const net = sequential([dense(3, { activation: 'tanh', name: 'first' }), dense(1)]);
    const options = { epochs: 2, validation: 0, seed: 3n, loss: loss.huber(2) };
    const numbers = await net.fit(RINGS, HEIGHTS, options);
    const again = load<FittedNetwork>(numbers.save());
    expect(again.predict(RINGS)).toEqual(numbers.predict(RINGS));
    expect(again.history).toEqual(numbers.history);
    expect([...again.weights.keys()]).toContain('first.weight');
    expect(again.loss).toEqual({ type: 'huber', args: [2] });
  });
});

test('of a network from elsewhere brings it back, with a class per output', async () => {
  const net = sequential(LAYERS, { inputShape: [2] });
  const bytes = fitted.toSafetensors({ layout: 'pytorch' });
  const of = (classes: string[]) => net.fromSafetensors(bytes, { layout: 'pytorch', classes });
  const saved = of(['out', 'in']).save();
  expect(load<FittedNetwork>(saved).classes).toEqual(['out', 'in']);
  expect(load<FittedNetwork>(saved).save()).toEqual(saved);
  expect(() => of(['out', 'in', 'on'])).toThrow(
    'fromSafetensors: classes must be 2, one per output, got 3',
  );
});

/** Whatever is cut off or changed, the file is refused by name. */
function expectRefused(
  bytes: Uint8Array,
  name: RegExp,
  read: (bytes: Uint8Array) => unknown,
): void {
  const isRefused = (other: Uint8Array) => {
    try {
      read(other);
      return false;
    } catch (error) {
      return error instanceof Error && name.test(error.message);
    }
  };
  const accepted: string[] = [];
  for (let length = 0; length < bytes.length; length++)
    if (!isRefused(bytes.subarray(0, length))) accepted.push(`${length} bytes`);
  for (let at = 0; at < bytes.length; at++) {
    const changed = bytes.slice();
    changed[at]! ^= 1;
    if (!isRefused(changed)) accepted.push(`byte ${at}`);
  }
  expect(accepted).toEqual([]);
}

describe('a file is refused where it is cut off or changed, at every byte:', () => {
  const few = [RINGS.slice(0, 10), SIDES.slice(0, 10)] as const;

  test('that of a network', async () => {
    const small = await sequential([dense(2)]).fit(...few, { epochs: 1 });
    expectRefused(small.save(), /^load: source /, load);
  });

  test('a checkpoint', async () => {
    const files: Uint8Array[] = [];
    const onCheckpoint = (bytes: Uint8Array) => {
      files.push(bytes);
    };
    const net = sequential([dense(2)]);
    await net.fit(...few, { epochs: 1, checkpoint: { onCheckpoint } });
    const [file] = files as [Uint8Array];
    type Facts = Readonly<Record<string, string>>;
    const { content } = opened<{ facts: Facts }>('test', 'file', 'checkpoint', file);
    const scope = new Scope(defaultMemory(), 'test');
    const read = (bytes: Uint8Array) => resumed('fit', bytes, [], scope, content.facts);
    expect(read(file)).toHaveLength(1);
    expectRefused(file, /^fit: resume /, read);
    scope.release();
    const resume = file.slice();
    resume[resume.length - 1]! ^= 1;
    await expect(net.fit(...few, { epochs: 1, resume })).rejects.toThrow(
      'fit: resume must be unchanged, got "another checksum"; it was edited or damaged',
    );
  });
});

describe('a file whose checksum is right is refused for what it says:', () => {
  /** The file of the network with other content, under a checksum of its own. */
  function forged(change: object | ((from: FittedNetwork) => object)): Uint8Array {
    const { content, tensors } = opened<object>('test', 'file', 'network', fitted.save());
    const changes = typeof change === 'function' ? change(fitted) : change;
    return sealed('network', { ...content, ...changes }, tensors);
  }
  const logged = (change: object) => (from: FittedNetwork) => ({
    history: from.history.map((log, k) => (k === 3 ? { ...log, ...change } : log)),
  });
  const proven = (change: object) => (from: FittedNetwork) => ({
    provenance: { ...from.provenance, ...change },
  });

  test('nothing, where nothing is other', () => {
    expect(load<FittedNetwork>(forged({})).save()).toEqual(fitted.save());
    const nameless = load<FittedNetwork>(forged({ classes: undefined }));
    expect(nameless.predict(RINGS)).toEqual(fitted.scores(RINGS).data);
  });

  const labels = 'be different labels of one type: text, finite numbers, true or false';
  test.each<[object, string]>([
    [{ classes: ['a', 'b', 'c'] }, 'classes in the file must be 2, one per output, got 3'],
    [{ classes: null }, 'classes in the file must be a list of labels, got null'],
    [{ classes: 'ab' }, 'classes in the file must be a list of labels, got "ab"'],
    [{ classes: ['a', 1] }, `classes in the file must ${labels}, got 1; label 1`],
    [{ classes: ['a', 'a'] }, `classes in the file must ${labels}, got "a"; label 1`],
    [{ classes: [0, Number.NaN] }, `classes in the file must ${labels}, got NaN; label 1`],
    [{ classes: [{}, []] }, `classes in the file must ${labels}, got Object; label 0`],
    [{ history: {} }, 'history in the file must be a list of epochs, got Object'],
    [{ history: [null] }, 'history[0] in the file must be of epoch 1, got undefined'],
    [logged({ epoch: 5 }), 'history[3] in the file must be of epoch 4, got 5'],
    [logged({ valLoss: '1' }), 'history[3] in the file must hold a number as valLoss, got "1"'],
    [logged({ lr: undefined }), 'history[3] in the file must hold a number as lr, got undefined'],
    [{ bestEpoch: 21 }, 'bestEpoch in the file must be an integer from 1 to 20, the epochs of'],
    [{ bestEpoch: 0 }, 'bestEpoch in the file must be an integer from 1 to 20, the epochs of'],
    [{ bestEpoch: '3' }, 'the epochs of its history, got "3"'],
    [
      { history: [], bestEpoch: 1 },
      'bestEpoch in the file must be an integer from 0 to 0, the epochs of its history, got 1',
    ],
    [
      { ending: 'soon' },
      'ending in the file must be one of epochs, patience, GL, PQ, time, callback, rejected, ' +
        'import, got "soon"',
    ],
    [{ provenance: undefined }, 'provenance.seed in the file must be a string, got undefined'],
    [proven({ rows: '9' }), 'provenance.rows in the file must be a number, got "9"'],
    [proven({ refit: 0 }), 'provenance.refit in the file must be a boolean, got 0'],
    [{ loss: { type: 'mse' } }, 'source must hold the loss it was trained with, got Object'],
    [{ loss: 'mse' }, 'source must hold the loss it was trained with, got "mse"'],
    [{ input: [2.5] }, 'input[0] must be an integer >= 1, got 2.5'],
    [{ input: 2 }, 'source must hold layers and the shape of their input, got "other content"'],
  ])('case %#', (change, message) => {
    expect(() => load(forged(change))).toThrow(message);
    expect(() => load(forged(change))).toThrow(/^load: /);
  });
});
