/** ARCHITECTURE.md and the house style as far as a program can read them. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as house from './support/house.ts';
import { ASSEMBLY, climbs, foreign, reachable, SRC } from './support/layers.ts';
import { parse, readSources, type SourceFile } from './support/sourceFile.ts';

const src = readSources('src');
const assembly = readSources('assembly');
const others = ['tests', 'bench', 'scripts', 'examples'].flatMap(readSources);
const all = [...src, ...assembly, ...others];
const reference = others.filter(({ path }) => path.startsWith('tests/reference/'));

/** Entry points that promise to load no dependency and nothing of Node. */
const CORE = ['src/index.ts', 'src/linear/index.ts', 'src/nn.ts', 'src/select/index.ts'];
const core = [...new Set(CORE.flatMap((entry) => reachable(entry, src)))];

const inside = (source: SourceFile, ...folders: string[]) =>
  folders.some((folder) => source.path.startsWith(`${folder}/`));

describe('imports', () => {
  it('of src go down the layers', () => {
    expect(src.flatMap((source) => climbs('src', SRC, source))).toEqual([]);
  });

  it('of assembly go down the layers, and no contract names another', () => {
    expect(assembly.flatMap((source) => climbs('assembly', ASSEMBLY, source))).toEqual([]);
  });

  it('name packages and Node only where a folder is allowed to', () => {
    expect(src.flatMap(foreign)).toEqual([]);
  });

  it('of the core entry points reach no package and nothing of Node', () => {
    expect(core.map((source) => source.path)).toEqual(expect.arrayContaining(CORE));
    expect(core.flatMap((s) => s.imports.filter((name) => !name.startsWith('src/')))).toEqual([]);
  });

  it('of the reference reach neither src nor assembly', () => {
    const reached = reference.flatMap((source) => reachable(source.path, all));
    expect(reached.length).toBeGreaterThanOrEqual(reference.length);
    expect(reached.filter((s) => inside(s, 'src', 'assembly')).map((s) => s.path)).toEqual([]);
  });

  it('see a climb, a crossing, a stranger and a folder without a place', () => {
    const from = (path: string, text: string) => climbs('src', SRC, parse(path, text));
    expect(from('src/memory/a.ts', "import '../linear/b.ts';")).toHaveLength(1);
    expect(from('src/linear/a.ts', "export * from '../train/b.ts';")).toHaveLength(1);
    expect(from('src/linear/a.ts', "await import('../select/b.ts');")).toHaveLength(1);
    expect(from('src/linear/a.ts', "let a: import('../select/b.ts').B;")).toHaveLength(1);
    expect(from('src/linear/a.ts', "import '../memory/b.ts';")).toEqual([]);
    expect(from('src/stuff/a.ts', '')).toHaveLength(1);
    const node = "process.getBuiltinModule?.('node:os')";
    expect(foreign(parse('src/linear/a.ts', node))).toEqual(['src/linear/a.ts imports node:os']);
    expect(foreign(parse('src/cli/a.ts', node))).toEqual([]);
    expect(
      climbs('assembly', ASSEMBLY, parse('assembly/penalty/a.ts', "import '../design/b';")),
    ).toEqual(['assembly/penalty/a.ts imports assembly/design/b.ts']);
  });
});

describe('the boundary', () => {
  const WASM = /^(WebAssembly|SharedArrayBuffer|Atomics)$/;

  it('is named in src/memory and src/runtime alone', () => {
    const outside = src.filter((source) => !inside(source, 'src/memory', 'src/runtime'));
    expect(outside.flatMap((source) => house.mentions(source, WASM))).toEqual([]);
    const built = (name: string) => name.includes('/generated/') || name.endsWith('.wasm');
    expect(outside.filter((s) => s.imports.some(built)).map((s) => s.path)).toEqual([]);
  });

  it('is seen where code names it, and not where a comment does', () => {
    const source = parse('src/a.ts', '/** WebAssembly */\nconst a = new WebAssembly.Memory();');
    expect(house.mentions(source, WASM)).toEqual(['src/a.ts:2 WebAssembly']);
  });

  it('is crossed by numbers, at most eight of them', () => {
    for (const menu of ['linear', 'nn']) {
      const path = `src/generated/${menu}Exports.ts`;
      expect(house.wideExports(parse(path, readFileSync(path, 'utf8')), 8)).toEqual([]);
    }
    const bad = parse('a.ts', 'interface A { f(a: number, b: number): void; g(a: bigint): void }');
    expect(house.wideExports(bad, 1)).toHaveLength(2);
  });

  it('has types that the compiler wrote', () => {
    const byHand = src.flatMap((source) => house.mentions(source, /^\w+Exports$/));
    const declared = src.filter((source) => /interface \w+Exports\b/.test(source.text));
    expect(byHand.length).toBeGreaterThan(0);
    expect(declared.map((source) => source.path)).toEqual([]);
  });
});

describe('kernels', () => {
  it('keep no state in globals', () => {
    expect(assembly.flatMap(house.mutableGlobals)).toEqual([]);
    const bad = parse(
      'assembly/a.ts',
      'let a = 1;\nexport let b = 2;\nfunction f(): void { let c = 3; }',
    );
    expect(house.mutableGlobals(bad)).toHaveLength(2);
  });

  it('neither allocate nor throw', () => {
    expect(assembly.flatMap(house.allocations)).toEqual([]);
    const bad = parse('assembly/a.ts', 'heap.alloc(8);\nthrow new Error("x");\nconst a = [1];');
    expect(house.allocations(bad)).toHaveLength(4);
  });
});

describe('numbers', () => {
  it('of the core come from operations that every engine rounds alike', () => {
    expect(core.flatMap(house.engineDependent)).toEqual([]);
    const bad = parse(
      'src/a.ts',
      'Math.log(2) + a ** 0.5 + Math.random() + Math.sqrt(2) + a ** 2 + 2 ** a',
    );
    expect(house.engineDependent(bad)).toHaveLength(3);
  });
});

describe('files', () => {
  const lines = (source: SourceFile) => source.text.split('\n');

  it('have at most 300 lines', () => {
    expect(all.length).toBeGreaterThan(50);
    expect(all.filter((s) => lines(s).length > 301).map((s) => s.path)).toEqual([]);
  });

  it('have at most 120 lines in the median', () => {
    for (const folder of [src, assembly]) {
      const lengths = folder.map((s) => lines(s).length).sort((a, b) => a - b);
      expect(lengths[lengths.length >> 1]).toBeLessThanOrEqual(120);
    }
  });

  it('have lines of at most 120 columns, but for the menus: one export per line', () => {
    const isMenu = (source: SourceFile) => /^assembly\/[^/]+$/.test(source.path);
    const wide = (source: SourceFile) =>
      lines(source).flatMap((text, i) => (text.length > 120 ? [`${source.path}:${i + 1}`] : []));
    expect(all.filter((source) => !isMenu(source)).flatMap(wide)).toEqual([]);
  });

  it('have functions of at most 40 lines, unrolled micro-kernels of 80', () => {
    const limit = (source: SourceFile) => (source.path.endsWith('Micro.ts') ? 80 : 40);
    const long = [...src, ...assembly].flatMap((s) => house.longFunctions(s, limit(s)));
    expect(long).toEqual([]);
    const bad = parse('src/a.ts', `/** doc */\nfunction f() {${'\n'.repeat(40)}}`);
    expect(house.longFunctions(bad, 40)).toEqual(['src/a.ts:2 f of 41 lines']);
  });

  it('leave no work for later', () => {
    const marks = /\b(TO[D]O|FIX[M]E|X[X]X|HA[C]K)\b/;
    expect(all.filter((source) => marks.test(source.text)).map((source) => source.path)).toEqual(
      [],
    );
  });
});
