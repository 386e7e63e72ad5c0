/** Two rings, which no line tells apart. */
import { random } from './random.ts';

const { normal, uniform } = random(5);

export const RINGS = Array.from({ length: 120 }, (_, i) => {
  const angle = 2 * Math.PI * uniform();
  const radius = (i % 2 ? 1 : 2.5) + 0.2 * normal();
  return [radius * Math.cos(angle), radius * Math.sin(angle)];
});

/** Which of them each point is on. */
export const SIDES = RINGS.map((_, i) => (i % 2 ? 'inner' : 'outer'));

/** A smooth number of each point. */
export const HEIGHTS = RINGS.map(([a, b]) => a! * b!);
