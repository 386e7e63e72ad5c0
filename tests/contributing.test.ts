/** The code that CONTRIBUTING.md quotes, and what it says an addition costs. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readSources } from './support/sourceFile.ts';

const page = readFileSync('CONTRIBUTING.md', 'utf8');
const [, recipes] = page.split('### Adding a penalty');
const ELISION = /\n? *\/\/ …\n/;

/** The last file named before each block of code, and the block. */
const quotes = [...recipes!.matchAll(/```ts\n([\s\S]*?)```/g)].map((block) => {
  const before = recipes!.slice(0, block.index).replace(/```ts\n[\s\S]*?```/g, '');
  const named = [...before.matchAll(/`([\w/]+(?:\.test)?\.ts)`/g)].map(([, path]) => path!);
  return { code: block[1]!, named: named.reverse() };
});

describe('quoted code', () => {
  test('is there for a penalty and for a family', () => {
    expect(quotes.length).toBeGreaterThanOrEqual(8);
  });

  test.each(quotes.map((quote) => [quote.code.split('\n')[0]!, quote] as const))(
    'is the source: %s',
    (_, { code, named }) => {
      const parts = code.split(ELISION).map((part) => part.trimEnd());
      // where a contract is named beside the file, the quote is of either
      const holders = named.slice(0, 2).filter((path) => {
        const text = readFileSync(path, 'utf8');
        let from = 0;
        return parts.every((part) => {
          const at = text.indexOf(part, from);
          from = at + part.length;
          return at >= 0;
        });
      });
      expect(holders).toHaveLength(1);
    },
  );
});

test('every file that the page names exists', () => {
  const named = [...page.matchAll(/`((?:src|assembly|tests|bench|scripts)\/[\w./]+\.\w+)`/g)];
  expect(named.length).toBeGreaterThan(10);
  const missing = named.map(([, path]) => path!).filter((path) => !existsSync(path));
  expect(missing.filter((path) => !/\/(read)?[xX]\.(ts|mjs)$/.test(path))).toEqual([]);
});

describe('an addition costs two files and four lines', () => {
  const sources = ['src', 'assembly'].flatMap(readSources);
  /** Command line, report, measures, other packages and networks have words of their own. */
  const APART =
    /^src\/(cli|report|select\/assess|linear\/compat|loss|generated)\/|^assembly\/nn\.ts$/;

  /** Lines of code, not of comments or messages, that name it outside its two files. */
  function mentions(name: string, own: readonly string[]): string[] {
    return sources
      .filter(({ path }) => !APART.test(path) && !own.includes(path))
      .flatMap(({ path, text }) => {
        const code = text.split('\n').filter((line) => !/^\s*(\*|\/\*|\/\/)|fail/.test(line));
        return code.filter((line) => new RegExp(`\\b${name}\\b`, 'i').test(line)).map(() => path);
      });
  }

  test('for a penalty', () => {
    expect(mentions('mcp', ['assembly/penalty/mcp.ts', 'src/penalty/mcp.ts'])).toEqual([
      'src/penalty/index.ts',
      'src/penalty/penalty.ts',
      'assembly/linear.ts',
      'assembly/linear.ts',
    ]);
  });

  test('for a family', () => {
    expect(mentions('poisson', ['assembly/datafit/poisson.ts', 'src/datafit/poisson.ts'])).toEqual([
      'src/datafit/family.ts',
      'src/datafit/index.ts',
      'assembly/linear.ts',
      'assembly/linear.ts',
    ]);
  });
});
