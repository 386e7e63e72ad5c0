/** Every argument check. Messages read `where: name must <rule>, got <value>[; hint]`. */

/** Throw the standard RangeError. */
export function fail(where: string, name: string, rule: string, got: unknown, hint = ''): never {
  throw new RangeError(`${where}: ${name} must ${rule}, got ${show(got)}${hint && `; ${hint}`}`);
}

/** Throw the standard TypeError. */
export function failType(where: string, name: string, rule: string, got: unknown): never {
  throw new TypeError(`${where}: ${name} must ${rule}, got ${show(got)}`);
}

export function checkNonNegative(where: string, name: string, value: number, hint?: string): void {
  if (!(typeof value === 'number' && value >= 0 && value < Infinity))
    fail(where, name, 'be a finite number >= 0', value, hint);
}

export function checkUnit(where: string, name: string, value: number, hint?: string): void {
  if (!(typeof value === 'number' && value >= 0 && value <= 1))
    fail(where, name, 'lie in [0, 1]', value, hint);
}

/** An integer of at least `least`. */
export function checkCount(where: string, name: string, value: number, least: number): void {
  if (!(Number.isInteger(value) && value >= least))
    fail(where, name, `be an integer >= ${least}`, value);
}

export function checkLength(
  where: string,
  name: string,
  got: number,
  expected: number,
  because: string,
): void {
  if (got !== expected) fail(where, name, `have length ${expected} (${because})`, got);
}

/** Refuse options that are not known; suggest the nearest name. */
export function checkKeys(where: string, given: object, known: readonly string[]): void {
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    failType(where, 'options', 'be an object', given);
  for (const key of Object.keys(given)) {
    if (known.includes(key)) continue;
    if (key === 'alpha')
      throw new TypeError(
        `${where}: alpha is not an option; it is lambda (the strength) in scikit-learn's words ` +
          `and l1Ratio (the share of L1) in glmnet's: say lambda or l1Ratio`,
      );
    const near = nearest(key, known);
    throw new TypeError(`${where}: unknown option ${key}${near ? `; did you mean ${near}?` : ''}`);
  }
}

/** The known word closest to `word` by edit distance, if it is close. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  let best: string | undefined;
  let least = Math.max(2, Math.ceil(word.length / 3)) + 1;
  for (const candidate of known) {
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase());
    if (distance < least) [least, best] = [distance, candidate];
  }
  return best;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, k) => k);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let k = 1; k <= b.length; k++)
      next[k] = Math.min(
        row[k]! + 1,
        next[k - 1]! + 1,
        row[k - 1]! + Number(a[i - 1] !== b[k - 1]),
      );
    row = next;
  }
  return row[b.length]!;
}

function show(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'object' && value !== null)
    return Array.isArray(value)
      ? `an array of length ${value.length}`
      : (value.constructor?.name ?? 'an object');
  return String(value);
}
