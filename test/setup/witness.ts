import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Canaries } from './canaries';
import { type Answer, type CallOptions, send } from './http';

/** Where the rows themselves are. */
const DATA_FILES = ['base', 'global', 'pg_wal'];

/** Sends requests, and keeps of what comes back, and of logs, what must not have a canary. */
export class Witness {
  /** Source → its texts. */
  private readonly texts = new Map<string, string[]>();
  /** Method and path of what has succeeded. */
  private readonly succeeded = new Set<string>();
  /** Where the service listens; another one after a restart. */
  url = '';

  constructor(private readonly canaries: Canaries) {}

  /** Sends a request, as ADMIN unless the options say otherwise. */
  async call(method: string, path: string, options: CallOptions = {}): Promise<Answer> {
    const isWithout = options.headers !== undefined && 'x-auth-roles' in options.headers;
    const answer = await send(this.url, method, path, { ...(!isWithout && { roles: 'ADMIN' }), ...options });
    if (answer.status < 300) this.succeeded.add(`${method} ${path.replace(/\?.*/, '')}`);
    // What is stored is answered to who may read it; the id of a new customer is, too.
    const isRead = answer.status === 200;
    this.keep(`an answer ${answer.status}`, `${JSON.stringify(answer.headers)}\n${isRead ? '' : answer.text}`);
    return answer;
  }

  /** The operations of the OpenAPI document that have never succeeded. */
  missing(): string[] {
    const { paths } = JSON.parse(readFileSync('openapi.json', 'utf8')) as { paths: Record<string, object> };
    const operations = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    return operations.filter((operation) => {
      const template = new RegExp(`^${operation.replace(/\{\w+\}/g, '[^/]+')}$`);
      return ![...this.succeeded].some((request) => template.test(request));
    });
  }

  /** Keeps a text that must not have a canary. */
  keep(source: string, text: string): void {
    const texts = this.texts.get(source) ?? [];
    texts.push(text);
    this.texts.set(source, texts);
  }

  /** Keeps all that is below a data directory but PostgreSQL's data files. @returns the names of these files */
  keepFiles(dataDir: string): string[] {
    const files = readdirSync(dataDir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(dataDir.length + 1))
      .filter((name) => !DATA_FILES.some((directory) => name.startsWith(join('postgres', directory))));
    for (const name of files) this.keep(name, readFileSync(join(dataDir, name), 'utf8'));
    return files;
  }

  /** The fields whose canaries were seen, and where. */
  leaks(): string[] {
    const found = [...this.texts].flatMap(([source, texts]) =>
      this.canaries.find(texts.join('\n')).map(({ field }) => `${field} in ${source}`),
    );
    return [...new Set(found)].sort();
  }
}

/** Does the work for each item, at most eight at a time. @returns what it gave, in the order of the items */
export async function each<T, R>(items: Iterable<T>, work: (item: T, index: number) => Promise<R>): Promise<R[]> {
  const queue = [...items].entries();
  const results: R[] = [];
  const lane = async (): Promise<void> => {
    for (const [index, item] of queue) results[index] = await work(item, index);
  };
  await Promise.all(Array.from({ length: 8 }, lane));
  return results;
}

/** The statuses that came, in their order. */
export function statuses(answers: readonly Answer[]): number[] {
  return [...new Set(answers.map(({ status }) => status))].sort();
}
