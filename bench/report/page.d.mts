/** Types of page.mjs for the TypeScript tests. */

export function page(measured: object): string;
