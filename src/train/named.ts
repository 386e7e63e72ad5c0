/** Whether a pattern means a layer or parameter: itself or what it is part of, by name. */
export function isNamed(name: string, pattern: string | RegExp): boolean {
  // search begins at the front whatever flags there are; test would remember where it ended
  if (typeof pattern !== 'string') return name.search(pattern) >= 0;
  return name === pattern || name.startsWith(`${pattern}.`);
}
