import type { Family } from './family.ts';

/**
 * ½ max(0, 1 − sη)² with s = 2y − 1 for classes y = 0 and 1: the linear support vector machine.
 * @see Fan et al. (2008), J. Mach. Learn. Res. 9, 1871–1874, section 2.
 */
export function squaredHinge(): Family {
  const sign = (y: number) => 2 * y - 1;
  return {
    name: 'squaredHinge',
    kernel: 'squaredHinge',
    params: [],
    outputs: 1,
    refuses: (y) => (y === 0 || y === 1 ? undefined : 'be 0 or 1'),
    loss: (eta, y) => {
      const m = Math.max(1 - sign(y) * eta, 0);
      return 0.5 * m * m;
    },
    saturated: () => 0,
    slope: (eta, y) => -sign(y) * Math.max(1 - sign(y) * eta, 0),
    inverse: (t, y) => sign(y) + t,
    low: (y) => (y === 1 ? -Infinity : 0),
    high: (y) => (y === 1 ? 0 : Infinity),
    mean: (eta) => eta,
  };
}
