/** Begins of SQL statements: those that are words of English, too, only with what follows them. */
const STATEMENTS = [
  /\bSELECT\s/,
  /\bselect\s[^'"`;]*\bfrom\b/i,
  /\binsert\s+into\b/i,
  /\bUPDATE\s/,
  /\bupdate\s+(?:only\s+)?\w+(?:\s+as\s+\w+)?\s+set\b/i,
  /\bdelete\s+from\b/i,
  /\b(?:create|alter|drop)\s+(?:unique\s+|temp(?:orary)?\s+|or\s+replace\s+)*(?:table|index|view|function|schema|role|database|type)\b/i,
  /['"`]\s*truncate\s+\w/i,
  /\bmerge\s+into\b/i,
  /['"`]\s*copy\s+(?:\w+(?:\s*\([^)]*\))?|\([^)]*\))\s+(?:from|to)\b/i,
  /\bwith\s+(?:recursive\s+)?\w+\s*(?:\([^)]*\)\s*)?as\s+(?:(?:not\s+)?materialized\s+)?\(/i,
  /['"`]\s*table\s+\w+\s*['"`]/i,
  /['"`]\s*(?:call|execute)\s+\w+\s*\(/i,
  /['"`]\s*do\s+\$/i,
];

/** Ways around the statements: a text of one's own, and those of TypeORM. */
const WAYS_AROUND = [
  /\.query\s*(?:<[^>()]*>)?\(\s*(?:['"`]|\{\s*(?:name|text)\b)/,
  /\b(?:createQueryBuilder|createQueryRunner|getRepository|getTreeRepository|InjectRepository|EntityManager|BaseEntity)\b/,
  /\b[dD]ataSource\.(?:manager|query|transaction)\b/,
];

/** What of a source is SQL, or a way to the database beside the statements. */
export function sqlIn(source: string): string[] {
  return [...STATEMENTS, ...WAYS_AROUND].flatMap((pattern) => pattern.exec(source)?.[0].trim() ?? []);
}

/** What a read that shares a message must not have: it would write, keep what others wait for, or wait itself. */
const MORE_THAN_READING =
  /\b(?:insert|update|delete|merge|truncate|into|call|for\s+(?:(?:no\s+)?key\s+)?(?:update|share)|(?:next|set)val|set_config|pg_\w*(?:advisory|sleep|notify|terminate|cancel)\w*|lock)\b|;/i;

/** Whether a statement does nothing but read, as far as its text tells. */
export function isPlainRead(text: string): boolean {
  const bare = text.replaceAll(/'(?:[^']|'')*'/g, "''");
  return /^\s*(?:select|with)\b/i.test(bare) && !MORE_THAN_READING.test(bare);
}
