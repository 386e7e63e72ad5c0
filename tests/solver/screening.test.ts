import { expect, test } from 'vitest';
import { TermsRecord } from '../../src/memory/record.ts';
import { type Candidate, screen } from '../reference/screen.ts';
import { EDGE_SIZES, f64, i32, onKernels } from '../support/kernels.ts';
import { type Random, random } from '../support/random.ts';

/** Indices that the kernel finds, written to room for no more than those. */
function compute(candidates: readonly Candidate[], l1: number, ratio: number, count: number) {
  let found = i32(0);
  onKernels(({ kernels, given, room, record }) => {
    const column = (of: (each: Candidate) => number) => given(Float64Array.from(candidates, of));
    const unused = given(f64(candidates.length, () => Number.NaN));
    const terms = record(TermsRecord, {
      count: candidates.length,
      blocks: 0,
      u: column((each) => each.u),
      b: unused,
      penaltyFactor: column((each) => each.factor),
      lower: column((each) => each.low),
      upper: column((each) => each.high),
      inverse: unused,
      before: 0,
      inside: 0,
      found: 0,
    });
    const inside = given(i32(candidates.length, (j) => (candidates[j]!.isInside ? j : -1)));
    const out = room(i32(count));
    const before = column((each) => each.before);
    const penalty = given(Float64Array.of(l1, 0.5));
    expect(kernels.elasticNet_screen(terms, penalty, before, ratio, inside, out.at)).toBe(count);
    found = out.read();
  }, 8);
  return [...found];
}

function drawCandidate({ normal, pick, chance }: Random): Candidate {
  return {
    u: normal(),
    before: normal(),
    factor: pick([0, 1, 1, 2.5]),
    low: pick([-Infinity, -0.5, 0]),
    high: pick([Infinity, 0.5, 0]),
    isInside: chance(0.3),
  };
}

test.each(EDGE_SIZES)('of %i columns those are found that the formula names, in order', (count) => {
  const source = random(count);
  const candidates = Array.from({ length: count }, () => drawCandidate(source));
  for (const ratio of [0, 0.5, 1, 3])
    for (const l1 of [0, 0.3, 1, 10]) {
      const expected = screen(candidates, l1, ratio);
      expect(compute(candidates, l1, ratio, expected.length)).toEqual(expected);
    }
});

const free = { factor: 1, low: -Infinity, high: Infinity, isInside: false };

test.each([
  ['exceeds the strength', { ...free, u: 1.01, before: 1.01 }, 0],
  ['exceeds it from below', { ...free, u: -1.01, before: -1.01 }, 0],
  ['will exceed it if it grows on', { ...free, u: 0.9, before: 0.7 }, 1],
  ['has no penalty', { ...free, factor: 0, u: 1e-300, before: 0 }, 0],
  ['exceeds it, though it falls', { ...free, u: 1.01, before: 2 }, 1],
])('a column is found that %s', (_, candidate, ratio) => {
  expect(compute([candidate], 1, ratio, 1)).toEqual([0]);
});

test.each([
  ['reaches the strength exactly', { ...free, u: 1, before: 1 }, 1],
  ['is in the set', { ...free, u: 5, before: 5, isInside: true }, 1],
  ['may not go up', { ...free, high: 0, u: 5, before: 4 }, 1],
  ['may not go down', { ...free, low: 0, u: -5, before: -4 }, 1],
  ['has a gradient of 0 and no penalty', { ...free, factor: 0, u: 0, before: 0 }, 1],
])('a column is left out that %s', (_, candidate, ratio) => {
  expect(compute([candidate], 1, ratio, 0)).toEqual([]);
});
