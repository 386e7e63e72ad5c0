/** Types of reason.mjs for the TypeScript tests. */

export function reason(failure: string): string;
