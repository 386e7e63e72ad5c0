/**
 * Order of strings by code points, for `sort`. UTF-16 order, the default of JavaScript, differs
 * from it where a character beyond U+FFFF meets one of U+E000 … U+FFFF.
 */
export function codePointOrder(a: string, b: string): number {
  const shared = Math.min(a.length, b.length);
  for (let k = 0; k < shared; k++) {
    const [left, right] = [a.charCodeAt(k), b.charCodeAt(k)];
    if (left !== right) return rank(left) - rank(right);
  }
  return a.length - b.length;
}

/** Surrogates (parts of characters beyond U+FFFF) rank above every other unit. */
function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
