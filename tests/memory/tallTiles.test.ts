import { afterEach, expect, test, vi } from 'vitest';
import { hasTallTiles } from '../../src/memory/tallTiles.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

test.each([
  ['11.3.244.8-node.38', false],
  ['12.4.254.21-node.35', false],
  ['13.6.233.17-node.37', true],
])('V8 %s', (v8, isTall) => {
  vi.stubGlobal('process', { versions: { v8 } });
  expect(hasTallTiles()).toBe(isTall);
});

test('engines that do not say are browsers, which keep pace', () => {
  vi.stubGlobal('process', undefined);
  expect(hasTallTiles()).toBe(true);
});
