import { resolve } from 'node:path';
import { type Statement } from '@app/database';
import { SOURCES } from './sources';

/** A statement of a module, as the object that the service uses: its text may be put another way. */
export type LoadedStatement = { -readonly [Member in keyof Statement]: Statement[Member] };

/** One place of a statement where rows are kept to an organization. */
export interface OrgCondition {
  readonly statement: LoadedStatement;
  /** The line that it stands in; after the one before, where it is alone in its own. */
  readonly line: string;
  /** The text of the statement with any organization in this place. */
  readonly mutant: string;
}

/** A condition that is implied by others, so that nothing could tell that it is missing. */
interface RedundantCondition {
  readonly statement: string;
  readonly line: string;
  readonly proof: string;
}

/** Statements without such a condition, each with the reason. No other may be without. */
export const WITHOUT_CONDITION: Readonly<Record<string, string>> = {
  find_audited: 'names all organizations: the verification takes them one by one',
  list_organizations: 'names organizations to an administrator, who may be limited to a list of them',
  check_store: 'asks the server for its state, and no table with data',
};

/** The conditions that cannot be seen, each with the proof. One that is seen may not stand here. */
export const REDUNDANT: readonly RedundantCondition[] = [];

const CONDITION = /(?:\b\w+\.)?\borg_id = (\$1\b|\w+\.org_id\b)/g;
/** Whatever else could be meant to keep rows to an organization. */
const OTHER_CONDITIONS = [
  /\borg_id\s*(?:[=<>!~]|IN\b|IS\b|BETWEEN\b|LIKE\b)/i,
  /[=<>]\s*(?:\w+\.)?org_id\b/i,
  /\bUSING\s*\([^)]*\borg_id\b/i,
  /\(\s*(?:\w+\.)?org_id,[^()]*\)\s*(?:[=<>]|IN\b)/i,
];

/** Every statement that a module of ours exports. */
export async function loadedStatements(): Promise<LoadedStatement[]> {
  const files = SOURCES.filter((source) => source.endsWith('.statements.ts'));
  const modules = await Promise.all(files.map((file) => import(resolve(file)) as Promise<Record<string, unknown>>));
  return modules.flatMap((exported) => Object.values(exported).filter(isStatement));
}

function isStatement(value: unknown): value is LoadedStatement {
  const { name, text } = (value ?? {}) as Partial<Statement>;
  return typeof name === 'string' && typeof text === 'string';
}

/** Every condition of a statement, with what the statement is without it. $1 keeps its type. */
export function orgConditions(statement: LoadedStatement): OrgCondition[] {
  const { text } = statement;
  return [...text.matchAll(CONDITION)].map(({ 0: condition, 1: other, index }) => {
    const always = other === '$1' ? '($1::text IS NOT NULL)' : 'true';
    const mutant = text.slice(0, index) + always + text.slice(index + condition.length);
    return { statement, line: lineAt(text, index, `WHERE ${condition}`), mutant };
  });
}

function lineAt(text: string, index: number, alone: string): string {
  const [rest = ''] = text.slice(index).split('\n', 1);
  const [before = '', begun = ''] = `\n${text.slice(0, index)}`.split('\n').slice(-2);
  const line = (begun + rest).trim();
  return line === alone ? `${before.trim()} ${line}` : line;
}

/** What is wrong with how a statement keeps to its organization, as far as its text tells; undefined: nothing. */
export function faultOf(statement: LoadedStatement): string | undefined {
  const { name, text } = statement;
  if (name in WITHOUT_CONDITION) return undefined;
  if (orgConditions(statement).length === 0) return `${name} has no org condition`;
  const others = OTHER_CONDITIONS.map((pattern) => pattern.exec(text.replaceAll(CONDITION, ''))?.[0]);
  const other = others.find((found) => found !== undefined);
  return other === undefined ? undefined : `${name} has a condition that no mutant takes away: ${other}`;
}
