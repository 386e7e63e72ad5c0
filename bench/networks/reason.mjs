/**
 * The line of a failure that names the error.
 * @param {string} failure
 */
export function reason(failure) {
  const lines = failure.split('\n');
  return lines.find((line) => /^\w*Error\b/.test(line)) ?? lines[0];
}
