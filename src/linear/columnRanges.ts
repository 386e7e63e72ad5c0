/** Columns from … to − 1: what one job of a pass over all columns does. */
export type ColumnRange = readonly [from: number, to: number];

/** Jobs of one pass, and stored values of one job: less is not worth a word, more no safe point. */
const JOBS = 16;
const [LEAST, MOST] = [2.5e5, 2e6];

/** p columns of `stored` values altogether in stretches of about as many values. */
export function columnRanges(p: number, stored: number): ColumnRange[] {
  const values = Math.min(Math.max(stored / JOBS, LEAST), MOST);
  const width = Math.max(1, Math.floor((values * p) / Math.max(stored, p)));
  return Array.from({ length: Math.ceil(p / width) }, (_, k) => {
    return [k * width, Math.min((k + 1) * width, p)];
  });
}
