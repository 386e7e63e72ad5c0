/** Whether a pattern means a layer or parameter: itself or what it is part of, by name. */
export function isNamed(name: string, pattern: string | RegExp): boolean {
  if (typeof pattern !== 'string') return pattern.test(name);
  return name === pattern || name.startsWith(`${pattern}.`);
}
