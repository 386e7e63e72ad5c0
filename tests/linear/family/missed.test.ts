import { expect, test } from 'vitest';
import { Missed } from '../../../src/linear/family/missed.ts';
import { steepness, trustOf } from '../../../src/linear/family/trust.ts';

const of = (...values: number[]) => Float64Array.from(values);

test('what a quadratic missed of the gradients is expected again, as far as the next step goes', () => {
  const missed = new Missed();
  missed.step(of(5, 7), of(4, 6.5));
  missed.next(of(4.25, 6), 2);
  expect([...missed.expected]).toEqual([0.5, -1]);
});

test('what was expected does not count as missed', () => {
  const missed = new Missed();
  missed.step(of(5), of(4));
  missed.next(of(4.25), 1);
  missed.step(of(4.25 + 0), of(4.25 - 1 + 0.25));
  missed.next(of(3.5), 1);
  expect([...missed.expected]).toEqual([0.25]);
});

test('coordinates that came later have missed nothing before', () => {
  const missed = new Missed();
  missed.step(of(5), of(4));
  missed.next(of(4), 1);
  missed.step(of(4, 9), of(3, 8));
  missed.step(of(3, 8.5), of(2.5, 8));
  missed.next(of(3, 8.75), 1);
  expect([...missed.expected]).toEqual([0.5, 1.25]);
});

test('curvatures that all grow change what they were to blame for', () => {
  const missed = new Missed();
  missed.step(of(5), of(3));
  missed.scale(1.5);
  missed.next(of(2), 1);
  expect([...missed.expected]).toEqual([0]);
});

test('fresh curvatures have missed nothing', () => {
  const missed = new Missed();
  missed.step(of(5), of(4));
  missed.clear();
  missed.next(of(2), 1);
  expect(missed.expected.length).toBe(0);
});

test('the loss was as steep as its gain says', () => {
  // −slope − ½ · 4 · steepness
  expect(steepness({ slope: -5, gain: 3, curvature: 4 }, 3, 0)).toBe(1);
  expect(steepness({ slope: -5, gain: 3, curvature: 4 }, 3.05, 0)).toBe(1);
  expect(steepness({ slope: -5, gain: 3, curvature: 4 }, 3.5, 0)).toBe(0.75);
  expect(steepness({ slope: -5, gain: 3, curvature: 4 }, -5, 0)).toBe(2);
  expect(steepness({ slope: -5, gain: 3, curvature: 4 }, 3.5, 0.1)).toBe(1);
  expect(steepness({ slope: 0, gain: 0, curvature: 0 }, 0, 0)).toBe(1);
});

test('the larger a Gram matrix is, the more may a quadratic err', () => {
  expect(trustOf(72, 20)).toBe(0.01);
  expect(trustOf(5000, 60)).toBeGreaterThan(0.05);
  expect(trustOf(5000, 60)).toBeLessThan(0.25);
  expect(trustOf(5000, 1000)).toBe(0.25);
});
