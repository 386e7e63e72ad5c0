/** What a source file says about itself, read from its syntax tree: never from its comments. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import ts from 'typescript';

export interface SourceFile {
  /** From the root of the package, with slashes. */
  readonly path: string;
  readonly text: string;
  readonly tree: ts.SourceFile;
  /** Paths of the files it imports, and names of packages as written; also dynamic and type ones. */
  readonly imports: readonly string[];
}

export function parse(path: string, text: string): SourceFile {
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  return { path, text, tree, imports: specifiers(tree).map((name) => resolve(path, name)) };
}

/** Every .ts and .mjs file below a folder but for generated and installed ones, in order of paths. */
export function readSources(folder: string): SourceFile[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => posix.join(folder, name.replaceAll('\\', '/')))
    .filter(
      (path) => /(?<!\.d)\.(ts|mjs)$/.test(path) && !/\/(generated|node_modules)\//.test(path),
    )
    .sort()
    .map((path) => parse(path, readFileSync(path, 'utf8')));
}

/** All nodes of a tree but its single tokens and comments, parents before children. */
export function nodes(node: ts.Node): ts.Node[] {
  const found: ts.Node[] = [];
  const visit = (each: ts.Node) => {
    found.push(each);
    ts.forEachChild(each, visit);
  };
  visit(node);
  return found;
}

function specifiers(tree: ts.SourceFile): string[] {
  const found: string[] = [];
  for (const node of nodes(tree)) {
    const name = specifier(node);
    if (name && ts.isStringLiteralLike(name)) found.push(name.text);
  }
  return found;
}

function specifier(node: ts.Node): ts.Node | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier;
  if (ts.isImportTypeNode(node))
    return ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined;
  if (!ts.isCallExpression(node)) return undefined;
  const { expression } = node;
  const loads =
    expression.kind === ts.SyntaxKind.ImportKeyword ||
    /(^|\.)(require|getBuiltinModule)$/.test(expression.getText().replaceAll('?.', '.'));
  return loads ? node.arguments[0] : undefined;
}

/** `./x` beside `a/b.ts` is `a/x.ts`; AssemblyScript leaves the extension out. */
function resolve(from: string, name: string): string {
  if (!name.startsWith('.')) return name;
  const path = posix.join(posix.dirname(from), name);
  return /\.(ts|mjs|js|json)$/.test(path) || existsSync(path) ? path : `${path}.ts`;
}
