import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';
import { type Client, DatabaseError } from 'pg';
import { openClient, OperatorError } from './client';

/** What PostgreSQL says of a login that it does not know, with a password and without one, and of one that may not connect. */
const REFUSED = ['28P01', '28000', '42501'];
/** What it says when somebody else has just made the role: another database of the same server is migrated at this moment. */
const MADE = ['42710', '23505'];
const MAY_CONNECT = "SELECT has_database_privilege($1, current_database(), 'CONNECT') AS may";
const ITERATIONS = 4096;

/**
 * The role that the service will have, which is made when the user of its URL is nobody yet.
 * @param owner a connection of the role that migrates
 * @param url of the service. A pooler may make its user another role, so it is asked through this URL
 * @throws OperatorError when nobody can log in there
 */
export async function serviceRole(owner: Client, url: string): Promise<string> {
  try {
    return await roleAt(url).catch(async (error: Error) => {
      if (!REFUSED.includes(codeOf(error.cause))) throw error;
      await ensureLogin(owner, new URL(url));
      return roleAt(url);
    });
  } catch (error) {
    throw new OperatorError(`the connection of the service: ${(error as Error).message}`, { cause: error });
  }
}

/** The role of a session. */
export async function roleOf(client: Client): Promise<string> {
  const { rows } = await client.query<{ role: string }>('SELECT current_user AS role');
  return rows[0]?.role ?? '';
}

async function roleAt(url: string): Promise<string> {
  const client = await openClient(url, 'migrate');
  try {
    return await roleOf(client);
  } finally {
    await client.end();
  }
}

/**
 * Makes the user of a URL where it is missing, and lets it connect. One that is there keeps its password.
 * @throws OperatorError when the role that migrates may not do this
 */
async function ensureLogin(owner: Client, { username, password }: URL): Promise<void> {
  const role = decodeURIComponent(username);
  if (role === '') return;
  const name = owner.escapeIdentifier(role);
  const secret = password === '' ? 'NULL' : owner.escapeLiteral(scramVerifier(decodeURIComponent(password)));
  const { rowCount } = await owner.query('SELECT FROM pg_roles WHERE rolname = $1', [role]);
  try {
    if (!rowCount) await owner.query(`CREATE ROLE ${name} LOGIN PASSWORD ${secret}`).catch(unlessMade);
    const { rows } = await owner.query<{ may: boolean }>(MAY_CONNECT, [role]);
    if (rows[0]?.may === true) return;
    await owner.query(`GRANT CONNECT ON DATABASE ${owner.escapeIdentifier(owner.database ?? '')} TO ${name}`);
  } catch (error) {
    const what = rowCount ? 'may not connect, and cannot be let' : 'is missing, and cannot be made';
    throw new OperatorError(`the role ${name} ${what} (${(error as Error).message})`);
  }
}

function unlessMade(error: unknown): void {
  if (!MADE.includes(codeOf(error))) throw error;
}

function codeOf(error: unknown): string {
  return error instanceof DatabaseError ? (error.code ?? '') : '';
}

/**
 * What PostgreSQL stores of a password (RFC 5803). The password itself would be in its log wherever statements are logged.
 * @param password as in the URL; normalized as clients do (RFC 7677)
 */
function scramVerifier(password: string): string {
  const salt = randomBytes(16);
  const salted = pbkdf2Sync(password.normalize('NFKC'), salt, ITERATIONS, 32, 'sha256');
  const key = (text: string): Buffer => createHmac('sha256', salted).update(text).digest();
  const stored = createHash('sha256').update(key('Client Key')).digest('base64');
  return `SCRAM-SHA-256$${ITERATIONS}:${salt.toString('base64')}$${stored}:${key('Server Key').toString('base64')}`;
}
