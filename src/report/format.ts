/** Numbers as people read them: never NaN, a long tail of digits or an ASCII minus. */

const NARROW_SPACE = '\u202f';
const UNKNOWN = '–';
const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/**
 * `digits` significant digits without trailing zeros: 0.30000000000000004 → 0.3, 12345.6 → 12 346,
 * 3.2e-7 → 3.2 × 10⁻⁷. Not finite: – or ∞.
 */
export function number(value: number, digits = 4): string {
  if (!Number.isFinite(value)) return notFinite(value);
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size < 1e-4 || size >= 1e7) return scientific(value, digits);
  return withoutTrailingZeros(fixed(value, Math.max(0, digits - 1 - exponent(value))));
}

/** `decimals` digits after the point, always. */
export function fixed(value: number, decimals: number): string {
  if (!Number.isFinite(value)) return notFinite(value);
  const [whole = '', fraction] = Math.abs(value).toFixed(decimals).split('.');
  const text = fraction === undefined ? grouped(whole) : `${grouped(whole)}.${fraction}`;
  return value < 0 && /[1-9]/.test(text) ? `−${text}` : text;
}

/** value ± error, both to the second significant digit of the error: 3012 ± 180. */
export function withError(value: number, error: number): string {
  if (!(error > 0 && error < Infinity)) return number(value);
  if (error < 1e-4 || Math.abs(value) >= 1e7) return `${number(value)} ± ${number(error, 2)}`;
  const decimals = Math.max(0, 1 - exponent(error));
  return `${fixed(value, decimals)} ± ${fixed(error, decimals)}`;
}

/** An integer with its thousands grouped. */
export function count(value: number): string {
  return fixed(value, 0);
}

/** `3 features`, `1 feature`. */
export function countOf(value: number, noun: string): string {
  return `${count(value)} ${noun}${value === 1 ? '' : 's'}`;
}

/**
 * One formatter for a column, so that its points line up: enough decimals for two digits of the
 * smallest entry. Entries below 10⁻⁵ of the largest are scientific, and so are all of a column whose
 * largest is not in [10⁻³, 10⁷).
 */
export function columnFormat(values: ArrayLike<number>): (value: number) => string {
  const sizes = Array.from(values, Math.abs).filter((size) => size > 0 && size < Infinity);
  const largest = sizes.reduce((a, b) => Math.max(a, b), 0);
  if (largest === 0) return (value) => number(value);
  if (largest >= 1e7 || largest < 1e-3) return (value) => scientific(value, 4);
  const visible = sizes.filter((size) => size >= largest * 1e-5);
  const smallest = visible.reduce((a, b) => Math.min(a, b), largest);
  const decimals = Math.max(0, 1 - exponent(smallest), 3 - exponent(largest));
  const cut = largest * 1e-5;
  return (value) => {
    const isTiny = value !== 0 && Math.abs(value) < cut;
    return isTiny ? scientific(value, 2) : fixed(value, decimals);
  };
}

function scientific(value: number, digits: number): string {
  if (!Number.isFinite(value)) return notFinite(value);
  if (value === 0) return '0';
  const [mantissa = '', power = '0'] = Math.abs(value)
    .toExponential(digits - 1)
    .split('e');
  const ten = `10${superscript(Number(power))}`;
  const short = withoutTrailingZeros(mantissa);
  return `${value < 0 ? '−' : ''}${short === '1' ? ten : `${short} × ${ten}`}`;
}

/** Decimal exponent after rounding to 15 digits, so that 0.1 + 0.2 − 0.2 counts as 10⁻¹. */
function exponent(value: number): number {
  return Number(Math.abs(value).toExponential(14).split('e')[1]);
}

function superscript(power: number): string {
  const digits = Array.from(String(Math.abs(power)), (digit) => SUPERSCRIPTS[Number(digit)]);
  return `${power < 0 ? '⁻' : ''}${digits.join('')}`;
}

function withoutTrailingZeros(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

/** From five digits on, groups of three. */
function grouped(whole: string): string {
  return whole.length < 5 ? whole : whole.replace(/\B(?=(\d{3})+$)/g, NARROW_SPACE);
}

function notFinite(value: number): string {
  if (Number.isNaN(value)) return UNKNOWN;
  return value < 0 ? '−∞' : '∞';
}
