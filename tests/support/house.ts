/** Rules of the house that need the syntax tree; each returns one line per place that breaks it. */
import ts from 'typescript';
import { nodes, type SourceFile } from './sourceFile.ts';

/** Identifiers of the code (not of comments and strings) that match a pattern. */
export function mentions(source: SourceFile, pattern: RegExp): string[] {
  return each(
    source,
    ts.isIdentifier,
    (node) => pattern.test(node.text),
    (node) => node.text,
  );
}

/** Functions of more than `limit` lines, their comments not counted. */
export function longFunctions(source: SourceFile, limit: number): string[] {
  const lines = (node: ts.Node) =>
    lineOf(source, node.getEnd()) - lineOf(source, node.getStart(source.tree)) + 1;
  return each(
    source,
    ts.isFunctionLike,
    (node) => lines(node) > limit,
    (node) => `${node.name?.getText() ?? 'a function'} of ${lines(node)} lines`,
  );
}

/** Methods of an interface of WASM exports that take anything but numbers, or too many of them. */
export function wideExports(source: SourceFile, limit: number): string[] {
  const isNumber = (node: ts.ParameterDeclaration) => node.type?.getText() === 'number';
  return each(
    source,
    ts.isMethodSignature,
    (node) => node.parameters.length > limit || !node.parameters.every(isNumber),
    (node) => `${node.name.getText()}(${node.parameters.map((p) => p.name.getText()).join(', ')})`,
  );
}

/** Variables outside every function and class that can be assigned again. */
export function mutableGlobals(source: SourceFile): string[] {
  return each(
    source,
    ts.isVariableStatement,
    (node) => node.parent === source.tree && !(node.declarationList.flags & ts.NodeFlags.Const),
    (node) => node.declarationList.getText(),
  );
}

/** What a kernel may not do: throw, or make an object that someone has to free. */
const isStatic = ({ parent }: ts.Node) =>
  ts.isCallExpression(parent) && callee(parent) === 'memory.data';

export function allocations(source: SourceFile): string[] {
  const refused = (node: ts.Node): node is ts.Node =>
    ts.isThrowStatement(node) ||
    ts.isNewExpression(node) ||
    (ts.isArrayLiteralExpression(node) && !isStatic(node)) ||
    (ts.isCallExpression(node) && /^(heap|memory)\.(alloc|realloc|grow)$/.test(callee(node)));
  return each(
    source,
    refused,
    () => true,
    (node) => node.getText().split('\n')[0]!,
  );
}

/**
 * Functions whose last bits ECMA-262 leaves to the engine (21.3.2), and what has no seed. Squares
 * and powers of two are exact in every engine, which tests/browser/arithmetic.ts watches over.
 */
export function engineDependent(source: SourceFile): string[] {
  const approximate =
    /^Math\.(a?(sin|cos|tan)h?|atan2|cbrt|exp|expm1|hypot|log|log1p|log10|log2|pow|random)$/;
  const refused = (node: ts.Node): node is ts.Node =>
    (ts.isPropertyAccessExpression(node) && approximate.test(node.getText())) ||
    (ts.isBinaryExpression(node) &&
      node.operatorToken.kind === ts.SyntaxKind.AsteriskAsteriskToken &&
      node.left.getText() !== '2' &&
      node.right.getText() !== '2');
  return each(
    source,
    refused,
    () => true,
    (node) => node.getText(),
  );
}

function callee(node: ts.CallExpression): string {
  return node.expression.getText();
}

function each<N extends ts.Node>(
  source: SourceFile,
  kind: (node: ts.Node) => node is N,
  breaks: (node: N) => boolean,
  words: (node: N) => string,
): string[] {
  return nodes(source.tree)
    .filter(kind)
    .filter(breaks)
    .map((node) => `${source.path}:${lineOf(source, node.getStart())} ${words(node)}`);
}

function lineOf(source: SourceFile, position: number): number {
  return source.tree.getLineAndCharacterOfPosition(position).line + 1;
}
