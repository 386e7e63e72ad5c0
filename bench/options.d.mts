/** Types of options.mjs for the TypeScript tests. */

interface Named {
  name: string;
}

export function readOptions(args: string[]): {
  suites: { name: string; cases: Named[]; subjects: Named[] }[];
  repeats: number;
  budget: number;
};
