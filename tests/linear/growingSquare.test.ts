import { expect, test } from 'vitest';
import { GrowingSquare } from '../../src/linear/growingSquare.ts';
import { Memory } from '../../src/memory/memory.ts';
import { Scope } from '../../src/memory/scope.ts';

const value = (row: number, column: number) => 1000 * row + column;

/** Sizes that the square grows to; `between` may reserve something behind it. */
function checkGrowth(scope: Scope, between: () => void): Set<number> {
  const { memory } = scope;
  const square = new GrowingSquare(scope);
  const addresses = new Set<number>();
  let size = 0;
  for (const stride of [3, 4, 9, 40, 41]) {
    between();
    square.grow(stride, size);
    expect(square.stride).toBe(stride);
    addresses.add(square.at);
    for (let row = 0; row < size; row++)
      expect([...memory.f64(square.at + row * stride * 8, size)]).toEqual(
        Array.from({ length: size }, (_, column) => value(row, column)),
      );
    size = stride - 1;
    for (let row = 0; row < size; row++)
      for (let column = 0; column < size; column++)
        memory.f64(square.at + row * stride * 8, stride)[column] = value(row, column);
  }
  return addresses;
}

test('a square grows where it lies, its rows farther apart', () => {
  const scope = new Scope(new Memory());
  const places = checkGrowth(scope, () => undefined);
  expect(places.size).toBe(1);
  // 41 rows, and nothing of the smaller ones
  expect(scope.memory.used).toBe(16 * Math.ceil((41 * 41) / 2));
  scope.release();
  expect(scope.memory.used).toBe(0);
});

test('a square moves where something lies behind it, and leaves nothing', () => {
  const scope = new Scope(new Memory());
  const places = checkGrowth(scope, () => scope.reserve(48));
  expect(places.size).toBeGreaterThan(2);
  expect(scope.memory.used).toBe(5 * 48 + 16 * Math.ceil((41 * 41) / 2));
  scope.release();
  expect(scope.memory.used).toBe(0);
});
