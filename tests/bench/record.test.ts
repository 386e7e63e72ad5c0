import { describe, expect, it } from 'vitest';
import { print, takeIn } from '../../bench/report/record.mjs';

const run = (day: string, names: string[], extra: object = {}) => ({
  machine: { cpu: 'a processor', loadAtStart: 0.1, date: `${day}T10:00:00Z` },
  versions: { R: '4.2.2' },
  cases: names.map((name) => ({ name, date: `${day}T11:00:00Z`, subjects: [], ...extra })),
});
const datesOf = (record: { cases: { name: string; date: string }[] }) => {
  return Object.fromEntries(record.cases.map(({ name, date }) => [name, date.slice(8, 10)]));
};

describe('the record of measured cases', () => {
  const kept = takeIn({}, [run('2026-01-02', ['W1-path', 'W2-path'])]);

  it('keeps what was not measured anew', () => {
    const later = takeIn(kept, [
      { ...run('2026-01-03', ['W2-path']), versions: { glmnet: '4.1' } },
    ]);
    expect(datesOf(later)).toEqual({ 'W1-path': '02', 'W2-path': '03' });
    expect(later.versions).toEqual({ R: '4.2.2', glmnet: '4.1' });
    expect(later.machine.date).toBe('2026-01-03T10:00:00Z');
  });

  it('takes the newest of several, in whatever order they come', () => {
    const reports = [run('2026-01-05', ['W1-path']), run('2026-01-04', ['W1-path'])];
    expect(datesOf(takeIn(kept, reports))).toEqual({ 'W1-path': '05', 'W2-path': '02' });
    expect(datesOf(takeIn(kept, [run('2026-01-01', ['W1-path'])]))['W1-path']).toBe('02');
  });

  it('is read as it was printed, a line per case', () => {
    const text = print({ ...kept, memory: { runs: [] } });
    expect(JSON.parse(text)).toEqual({ ...kept, memory: { runs: [] } });
    expect(text.split('\n').filter((line) => line.startsWith('{"name"'))).toHaveLength(2);
  });

  it('keeps the subjects that a newer run was not asked to measure, with their date', () => {
    const subjects = (...rows: object[]) => ({ subjects: rows });
    const first = subjects({ name: 'tikhonov', ratio: 1 }, { name: 'glmnet', ratio: 3 });
    const second = subjects({ name: 'tikhonov', ratio: 1 }, { name: 'celer', ratio: 2 });
    const third = subjects({ name: 'celer', ratio: 4 });
    const reports = [
      run('2026-01-03', ['W1-path'], first),
      run('2026-01-04', ['W1-path'], second),
      run('2026-01-05', ['W1-path'], third),
    ];
    expect(takeIn({}, reports).cases[0]).toMatchObject({
      date: '2026-01-05T11:00:00Z',
      subjects: [
        { name: 'celer', ratio: 4 },
        { name: 'tikhonov', ratio: 1, date: '2026-01-04T11:00:00Z' },
        { name: 'glmnet', ratio: 3, date: '2026-01-03T11:00:00Z' },
      ],
    });
  });

  it('is an error while nothing was measured', () => {
    expect(() => takeIn({}, [])).toThrow('bench: nothing was measured, run bench/run.mjs');
  });
});
