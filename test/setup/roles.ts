import { randomBytes } from 'node:crypto';
import { openClient } from '@app/database';
import { type Client } from 'pg';
import { createEmptyDatabase } from './database';

/** Roles and databases of the test server, made by its superuser. */
export class Roles {
  private readonly clients: Client[] = [];

  /** @returns a session of the superuser */
  open(): Promise<Client> {
    return this.connect(process.env['TEST_POSTGRES_URL'] ?? '');
  }

  /** A session that {@link close} ends. */
  async connect(url: string): Promise<Client> {
    const client = await openClient(url, 'test');
    this.clients.push(client);
    return client;
  }

  async close(): Promise<void> {
    for (const client of this.clients.splice(0)) await client.end();
  }

  /** The URL of a database for a role that nobody has made, with a password. */
  readonly urlFor = (url: string, prefix: string, password = 'secret'): string => {
    const own = new URL(url);
    own.username = encodeURIComponent(`${prefix}_${randomBytes(6).toString('hex')}`);
    own.password = encodeURIComponent(password);
    return own.href;
  };

  /** Makes a role that can log in. @param options more of them @returns its URL for a database */
  readonly roleFor = async (url: string, prefix: string, options = ''): Promise<string> => {
    const own = this.urlFor(url, prefix);
    await this.run(`CREATE ROLE ${nameIn(own)} LOGIN PASSWORD 'secret' ${options}`);
    return own;
  };

  /** An empty database. @param options of the role that owns it @returns the URL of that role */
  readonly ownedDatabase = async (options = ''): Promise<string> => {
    const url = await createEmptyDatabase();
    const ownerUrl = await this.roleFor(url, 'owner', options);
    await this.run(`ALTER DATABASE ${new URL(url).pathname.slice(1)} OWNER TO ${nameIn(ownerUrl)}`);
    return ownerUrl;
  };

  private async run(sql: string): Promise<void> {
    const [admin] = this.clients;
    await admin?.query(sql);
  }
}

/** The role of a URL, as SQL has it. */
export function nameIn(url: string): string {
  return `"${decodeURIComponent(new URL(url).username)}"`;
}
