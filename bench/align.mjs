/**
 * Columns padded to their widest cell.
 * @param {readonly (readonly string[])[]} lines
 */
export function align(lines) {
  const widths = lines[0].map((_, j) => Math.max(...lines.map((line) => line[j].length)));
  return lines.map((line) =>
    line
      .map((cell, j) => cell.padEnd(widths[j]))
      .join('  ')
      .trimEnd(),
  );
}
