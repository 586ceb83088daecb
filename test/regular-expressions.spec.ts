import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkSync } from 'recheck';
import ts from 'typescript';
import { SOURCES } from './setup/sources';

jest.setTimeout(300_000);

/** A regular expression of the service, and where it comes from. */
interface Found {
  readonly where: string;
  readonly source: string;
  readonly flags: string;
}

/** How one file uses the constructor: where a module is loaded, which can be observed, or in a function, which cannot. */
interface Constructions {
  readonly file: string;
  readonly onLoad: number;
  readonly inFunctions: number;
}

const parsed = SOURCES.map((file) => ({
  file,
  tree: ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true),
}));

function nodesOf(tree: ts.Node): ts.Node[] {
  const nodes: ts.Node[] = [tree];
  tree.forEachChild((child) => void nodes.push(...nodesOf(child)));
  return nodes;
}

const literals = parsed.flatMap(({ file, tree }) =>
  nodesOf(tree)
    .filter(ts.isRegularExpressionLiteral)
    .map(({ text }) => ({ where: file, ...parts(text) })),
);

// Tests beside the sources may construct what they like: no client reaches them.
const constructions = parsed
  .filter(({ file }) => !file.endsWith('.spec.ts'))
  .map(({ file, tree }): Constructions => {
    const uses = nodesOf(tree).filter((node) => ts.isIdentifier(node) && node.text === 'RegExp' && isValue(node));
    const inFunctions = uses.filter((node) => ts.findAncestor(node, ts.isFunctionLike) !== undefined).length;
    return { file, onLoad: uses.length - inFunctions, inFunctions };
  })
  .filter(({ onLoad, inFunctions }) => onLoad + inFunctions > 0);

function parts(literal: string): { source: string; flags: string } {
  const end = literal.lastIndexOf('/');
  return { source: literal.slice(1, end), flags: literal.slice(end + 1) };
}

/** Not the name of the type, as in `readonly pattern?: RegExp`. */
function isValue(node: ts.Node): boolean {
  return ts.findAncestor(node, ts.isTypeNode) === undefined;
}

/** Loads a module anew and gives every regular expression that was constructed meanwhile. */
function constructedBy(file: string): Found[] {
  const found: Found[] = [];
  const original = globalThis.RegExp;
  const record = (expression: RegExp): RegExp => {
    found.push({ where: `${file}, constructed`, source: expression.source, flags: expression.flags });
    return expression;
  };
  type Arguments = [pattern: string | RegExp, flags?: string];
  globalThis.RegExp = new Proxy(original, {
    construct: (target, args) => record(new target(...(args as Arguments))),
    apply: (target, _this, args) => record(target(...(args as Arguments))),
  });
  try {
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    jest.isolateModules(() => void require(join('..', file)));
  } finally {
    globalThis.RegExp = original;
  }
  return found;
}

/** Every `pattern` of the OpenAPI document; JSON Schema reads them with the flag u. */
function patternsOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const { pattern } = value as { pattern?: unknown };
  return [...(typeof pattern === 'string' ? [pattern] : []), ...Object.values(value).flatMap(patternsOf)];
}

/** What is wrong with a regular expression; nothing when it takes linear time. */
function danger({ where, source, flags }: Found): string[] {
  const verdict = checkSync(source, flags, { timeout: 60_000 });
  const words = verdict.status === 'vulnerable' ? verdict.complexity.summary : verdict.status;
  return verdict.status === 'safe' ? [] : [`${where}: /${source}/${flags} ${words}`];
}

function distinct(expressions: readonly Found[]): Found[] {
  return [...new Map(expressions.map((each) => [`/${each.source}/${each.flags}`, each])).values()];
}

describe('the regular expressions', () => {
  it('that the checker must refuse are refused', () => {
    const quadratic = { where: 'here', source: '^[ \\t]+|[ \\t]+$', flags: 'g' };
    const exponential = { where: 'here', source: '^(a+)+$', flags: '' };
    expect([quadratic, exponential].flatMap(danger)).toHaveLength(2);
  });

  it('of the sources take linear time', () => {
    expect(literals.length).toBeGreaterThan(80);
    expect(distinct(literals).flatMap(danger)).toEqual([]);
  });

  it('that the sources construct do so when they are loaded, and take linear time', () => {
    expect(constructions.filter(({ inFunctions }) => inFunctions > 0)).toEqual([]);
    expect(constructions.length).toBeGreaterThan(0);
    for (const { file, onLoad } of constructions) {
      const constructed = constructedBy(file);
      expect(constructed.length).toBeGreaterThanOrEqual(onLoad);
      expect(constructed.flatMap(danger)).toEqual([]);
    }
  });

  it('come from no string: match, matchAll and search would compile it', () => {
    const compiling = ['match', 'matchAll', 'search'];
    const calls = parsed.flatMap(({ tree }) => nodesOf(tree).filter(ts.isCallExpression));
    const fromText = calls.filter(
      ({ expression, arguments: [first] }) =>
        ts.isPropertyAccessExpression(expression) &&
        compiling.includes(expression.name.text) &&
        first !== undefined &&
        (ts.isStringLiteralLike(first) || ts.isTemplateExpression(first)),
    );
    expect(fromText.map((node) => node.getText())).toEqual([]);
  });

  it('of the OpenAPI document take linear time', () => {
    const document: unknown = JSON.parse(readFileSync('openapi.json', 'utf8'));
    const patterns = patternsOf(document).map((source) => ({ where: 'openapi.json', source, flags: 'u' }));
    expect(distinct(patterns).length).toBeGreaterThan(8);
    expect(distinct(patterns).flatMap(danger)).toEqual([]);
  });
});
