/** What the calling thread does of a round when helpers come late, stop in the middle, or fail. */
import { describe, expect, test } from 'vitest';
import { Memory } from '../../src/memory/memory.ts';
import { Scope } from '../../src/memory/scope.ts';
import { Batch } from '../../src/runtime/batch.ts';
import type { Jobs, Pool } from '../../src/runtime/pool.ts';
import { follow, Team, type TeamSetup } from '../../src/runtime/team.ts';

/** A pool whose helpers do what a test says. */
class Fake {
  readonly size: number;
  readonly started: Batch[] = [];
  readonly ended: Batch[] = [];
  cells: Int32Array<SharedArrayBuffer> | undefined;

  constructor(size: number) {
    this.size = size;
  }

  start(_: Scope, { setup, jobs }: Jobs): Batch {
    this.cells = (setup as TeamSetup<string>).cells;
    const batch = new Batch(1, 'fit', jobs.length);
    this.started.push(batch);
    return batch;
  }

  end(batch: Batch): void {
    this.ended.push(batch);
  }
}

function withTeam(size: number, use: (team: Team, fake: Fake, scope: Scope) => void): void {
  const scope = new Scope(new Memory(), 'fit');
  const fake = new Fake(size - 1);
  // two sleeps of ten milliseconds
  use(new Team(scope, fake as unknown as Pool, 'parts', 'extra', 2), fake, scope);
}

const parts = (done: number[], count: number) =>
  Array.from({ length: count }, (_, k) => () => {
    done.push(k);
  });

describe('a team', () => {
  test('asks for helpers with its first round, and lets them go with its scope', () => {
    withTeam(3, (team, fake, scope) => {
      expect(fake.started).toEqual([]);
      team.do(8, parts([], 3));
      team.do(8, parts([], 3));
      expect(fake.started.length).toBe(1);
      expect(fake.ended).toEqual([]);
      scope.release();
      expect(fake.ended).toEqual(fake.started);
      // who comes now finds nobody
      expect(fake.started[0]!.claims.next(0)).toBeUndefined();
      follow(fake.cells!, 1, () => expect.unreachable());
    });
  });

  test('does everything itself where no helper comes, in any number of rounds', () => {
    withTeam(4, (team) => {
      const done: number[] = [];
      for (let k = 0; k < 3; k++) team.do(8, parts(done, 3));
      expect(done).toEqual([0, 1, 2, 0, 1, 2, 0, 1, 2]);
    });
  });

  test('leaves a part to the helper that has begun it', () => {
    withTeam(2, (team, fake) => {
      team.do(8, parts([], 2));
      const done: number[] = [];
      const helper = () => {
        // the helper's part of round 16, and that the team is no more
        const cells = fake.cells!;
        follow(cells, 1, (round) => () => {
          done.push(round);
          Atomics.store(cells, 1, 0);
          Atomics.add(cells, 0, 1);
        });
        Atomics.sub(cells, 0, 1);
      };
      team.do(16, [helper, () => expect.unreachable()]);
      expect(done).toEqual([16]);
    });
  });

  test('waits for a helper in the middle of a part, but not for ever', () => {
    withTeam(2, (team, fake) => {
      team.do(8, parts([], 2));
      const claim = () => {
        // the last turn of part 1 is this one
        Atomics.store(fake.cells!, 64, Atomics.load(fake.cells!, 0));
      };
      expect(() => team.do(8, [claim, () => expect.unreachable()])).toThrow(
        'fit: a worker thread does not answer in the middle of a step',
      );
    });
  });

  test('ends with the error of a helper that is gone', () => {
    withTeam(2, (team, fake) => {
      team.do(8, parts([], 2));
      const [batch] = fake.started;
      expect(batch!.claims.next(0)).toBe(0);
      batch!.lose(0, 'exit code 1');
      expect(() => team.do(8, parts([], 2))).toThrow(
        'fit: a worker thread ended in the middle of its work (exit code 1)',
      );
    });
  });

  test('ends with an error where a helper fails, whose own error is thrown there', () => {
    withTeam(2, (team, fake) => {
      team.do(8, parts([], 2));
      const fails = () => {
        const part = () => {
          throw new Error('unreachable executed');
        };
        expect(() => follow(fake.cells!, 1, () => part)).toThrow('unreachable executed');
      };
      expect(() => team.do(8, [fails, () => expect.unreachable()])).toThrow(
        'fit: a worker thread failed in the middle of a step',
      );
    });
  });

  test('leaves nothing to helpers where its own part throws', () => {
    withTeam(3, (team, fake) => {
      const part = () => {
        throw new RangeError('memory access out of bounds');
      };
      expect(() => team.do(8, [part, part, part])).toThrow('memory access out of bounds');
      const done: number[] = [];
      team.do(8, parts(done, 3));
      expect(done).toEqual([0, 1, 2]);
      expect(fake.started.length).toBe(1);
    });
  });
});
