/** Which gradients are needed, and who refers to which reference. */
import { describe, expect, test } from 'vitest';
import { PenaltyCall } from '../../src/memory/calls.ts';
import { LazyRecord } from '../../src/memory/record.ts';
import { placeView, STORAGES } from '../design/storages.ts';
import { dot } from '../reference/dot.ts';
import { type LazyColumn, lazySelect, type Reference } from '../reference/lazySelect.ts';
import { sum } from '../reference/sum.ts';
import { expectEach } from '../support/expectEach.ts';
import { type Box, EDGE_SIZES, f64, i32, onKernels } from '../support/kernels.ts';
import { random } from '../support/random.ts';
import { PENALTY_KERNELS } from './penaltyTerms.ts';

interface Drawn {
  readonly columns: readonly LazyColumn[];
  readonly references: readonly Reference[];
}

/** Rooms for all that the kernels write, `found` no longer than what is to be found. */
function place(box: Box, { columns, references }: Drawn, most: number, u: Float64Array) {
  const { given, room, record } = box;
  const numbers = (of: (each: LazyColumn) => number) => Float64Array.from(columns, of);
  const users = references.map((_, s) => columns.filter(({ slot }) => slot === s).length);
  const rooms = {
    u: room(u),
    known: room(numbers(({ known }) => known)),
    slot: room(Int32Array.from(columns, ({ slot }) => slot)),
    users: room(Int32Array.from(users)),
    found: room(i32(most)),
  };
  const at = record(LazyRecord, {
    count: columns.length,
    u: rooms.u.at,
    known: rooms.known.at,
    slot: rooms.slot.at,
    users: rooms.users.at,
    found: rooms.found.at,
    norm: given(numbers(({ norm }) => norm)),
    penaltyFactor: given(numbers(({ factor }) => factor)),
    inside: given(Int32Array.from(columns, ({ isInside }, j) => (isInside ? j : -1))),
    share: given(Float64Array.from(references, ({ share }) => share)),
    rest: given(Float64Array.from(references, ({ rest }) => rest)),
    farthest: given(Float64Array.from(references, ({ farthest }) => farthest)),
  });
  return { at, ...rooms };
}

const SLOTS = 4;

function draw(count: number): Drawn {
  const { normal, uniform, pick, chance, below } = random(count + 7);
  return {
    references: Array.from({ length: SLOTS }, () => ({
      share: pick([0, 1, -0.5, normal()]),
      rest: pick([0, 0.3, uniform()]),
      farthest: pick([0, 0.1, uniform()]),
    })),
    columns: Array.from({ length: count }, () => ({
      known: 0.5 * normal(),
      slot: below(SLOTS + 1) - 1,
      norm: pick([0, 1, 1, 3, -1, -2]),
      factor: pick([0, 1, 1, 2.5, Infinity]),
      isInside: chance(0.2),
    })),
  };
}

describe.each(PENALTY_KERNELS)('select of %s', (kernel, params) => {
  test.each(EDGE_SIZES)('of %i columns finds what the formula names, in order', (count) => {
    const drawn = draw(count);
    for (let leaving = -1; leaving < SLOTS; leaving++) {
      const expected = lazySelect(drawn.columns, drawn.references, params[0], leaving);
      const before = f64(count, () => Number.NaN);
      onKernels((box) => {
        const lazy = place(box, drawn, expected.found.length, before);
        const penalty = box.given(Float64Array.from(params));
        const found = box.kernels[kernel](PenaltyCall.select, lazy.at, penalty, leaving, 0);
        expectEach(found).toBe(expected.found.length);
        expect([...lazy.found.read()]).toEqual(expected.found);
        expect(lazy.u.read()).toEqual(before.map((nan, j) => expected.guesses.get(j) ?? nan));
      }, 8);
    }
  });

  test('always finds what has no reference or is about to lose it, and nothing inside', () => {
    const safe = { known: 0, slot: 0, norm: 0, factor: 1, isInside: false };
    const drawn = {
      columns: [safe, { ...safe, isInside: true }, { ...safe, slot: -1 }, { ...safe, slot: 1 }],
      references: [
        { share: 1, rest: 0, farthest: 0 },
        { share: 1, rest: 0, farthest: 0 },
      ],
    };
    onKernels((box) => {
      const lazy = place(box, drawn, 2, f64(4));
      const penalty = box.given(Float64Array.from(params));
      expectEach(box.kernels[kernel](PenaltyCall.select, lazy.at, penalty, 1, 0)).toBe(2);
      expect([...lazy.found.read()]).toEqual([2, 3]);
    });
  });

  test('leaves out only columns whose gradients are within the kink', () => {
    let [out, close] = [0, 0];
    for (let seed = 0; seed < 40; seed++) {
      const { drawn, gradients } = fromMatrix(seed, params[0]);
      const expected = lazySelect(drawn.columns, drawn.references, params[0], 0);
      onKernels((box) => {
        const before = f64(gradients.length, () => Number.NaN);
        const lazy = place(box, drawn, expected.found.length, before);
        const penalty = box.given(Float64Array.from(params));
        box.kernels[kernel](PenaltyCall.select, lazy.at, penalty, 0, 0);
        lazy.u.read().forEach((guess, j) => {
          if (Number.isNaN(guess)) return;
          const kink = params[0] * drawn.columns[j]!.factor;
          expectEach(Math.abs(guess)).toBeLessThanOrEqual(kink);
          expectEach(Math.abs(gradients[j]!)).toBeLessThanOrEqual(kink);
          out += 1;
          if (Math.abs(gradients[j]!) > 0.8 * kink) close += 1;
        });
        expectEach([...lazy.found.read()].every((j) => Number.isNaN(lazy.u.read()[j]))).toBe(true);
      });
    }
    // a bound that leaves nothing out, or only what is far away, shows nothing
    expectEach(out).toBeGreaterThan(100);
    expectEach(close).toBeGreaterThan(0);
  });
});

/** Columns, references near v and gradients there of a random matrix; gradients about the kink. */
function fromMatrix(seed: number, kink: number) {
  const { normal, pick, below } = random(seed);
  const [n, p] = [3 + below(10), 20];
  const vector = () => f64(n, normal);
  const v = vector();
  const vectors = Array.from({ length: SLOTS }, (_, s) => {
    const [noise, size] = [vector(), pick([-2, 0.5, 1, 1.5])];
    return v.map((value, i) => size * (value + 0.03 * s * noise[i]!));
  });
  const matrix = Array.from({ length: p }, () => {
    const x = vector();
    const scale = (kink * normal()) / dot(x, v);
    return x.map((value) => scale * value);
  });
  const references = vectors.map((r) => {
    const share = dot(v, r) / dot(r, r);
    const left = v.map((value, i) => value - share * r[i]!);
    const farthest = Math.max(...left.map(Math.abs));
    return { share, rest: Math.sqrt(dot(left, left)), farthest };
  });
  const columns = matrix.map((x, j) => {
    const slot = j % SLOTS;
    const known = dot(x, vectors[slot]!);
    const norm = j % 3 ? Math.sqrt(dot(x, x)) : -sum(x.map(Math.abs));
    return { known, slot, norm, factor: pick([0.5, 1, 2]), isInside: false };
  });
  return { drawn: { columns, references }, gradients: matrix.map((x) => dot(x, v)) };
}

test.each(EDGE_SIZES)('lazy_magnitudes of %i rows takes ‖x̃_j‖₁ where it is the shorter', (rows) => {
  const { normal, chance, uniform } = random(rows);
  const columns = Array.from({ length: 7 }, () => f64(rows, () => (chance(0.6) ? 0 : normal())));
  const scale = f64(7, (j) => (j === 3 ? 0 : 0.2 + uniform()));
  const norms = f64(7, () => (chance(0.5) ? 0.1 : 10));
  const x = { rows, cols: 7, column: (j: number) => columns[j]! };
  onKernels((box) => {
    const view = placeView(box, STORAGES.csc, x, { center: f64(7), scale });
    const norm = box.room(norms);
    box.kernels.lazy_magnitudes(view, norm.at, 0.5);
    norm.read().forEach((got, j) => {
      const size = scale[j]! * sum(columns[j]!.map(Math.abs));
      if (0.5 * size < norms[j]!) expect(got).toBeCloseTo(-size, 12);
      else expectEach(got).toBe(norms[j]);
    });
  });
});

describe('lazy_keep', () => {
  test.each(EDGE_SIZES)(
    'of %i columns moves those found and counts who refers to what',
    (count) => {
      const drawn = draw(count);
      const source = random(count);
      const u = f64(count, source.normal);
      onKernels((box) => {
        const lazy = place(box, drawn, count, u);
        const slots = drawn.columns.map(({ slot }) => slot);
        const known = drawn.columns.map((column) => column.known);
        for (const slot of [2, 0, 0, 3, 1]) {
          const found = [...slots.keys()].filter((j) => slots[j] === slot || source.chance(0.3));
          box.memory.i32(lazy.found.at, found.length).set(found);
          box.kernels.lazy_keep(lazy.at, found.length, slot);
          for (const j of found) {
            slots[j] = slot;
            known[j] = u[j]!;
          }
          expect([...lazy.slot.read()]).toEqual(slots);
          expect([...lazy.known.read()]).toEqual(known);
          const users = i32(SLOTS, (s) => slots.filter((each) => each === s).length);
          expect(lazy.users.read()).toEqual(users);
        }
        expect(lazy.u.read()).toEqual(u);
      }, 8);
    },
  );
});
