import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';
import { type Client, DatabaseError } from 'pg';
import { openClient, OperatorError } from './client';

/** What PostgreSQL says of a login that it does not know: with a password, and without one. */
const UNKNOWN_LOGIN = ['28P01', '28000'];
const ITERATIONS = 4096;

/**
 * The role that the service will have, which is made when the user of its URL is nobody yet.
 * @param owner a connection of the role that migrates
 * @param url of the service. A pooler may make its user another role, so it is asked through this URL
 * @throws OperatorError when nobody can log in there
 */
export async function serviceRole(owner: Client, url: string): Promise<string> {
  try {
    return await roleAt(url);
  } catch (error) {
    const { cause, message } = error as Error;
    const isUnknown = cause instanceof DatabaseError && UNKNOWN_LOGIN.includes(cause.code ?? '');
    if (isUnknown && (await createLogin(owner, new URL(url)))) return roleAt(url);
    throw new OperatorError(`the connection of the service: ${message}`, { cause: error });
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
 * Makes the user of a URL, unless it is there.
 * @returns false when nothing was made: it is there, or the URL names nobody
 * @throws OperatorError when the role that migrates may not make roles
 */
async function createLogin(owner: Client, { username, password }: URL): Promise<boolean> {
  const role = decodeURIComponent(username);
  const known = await owner.query('SELECT FROM pg_roles WHERE rolname = $1', [role]);
  if (role === '' || known.rowCount) return false;
  const name = owner.escapeIdentifier(role);
  const secret = password === '' ? 'NULL' : owner.escapeLiteral(scramVerifier(decodeURIComponent(password)));
  try {
    await owner.query(`CREATE ROLE ${name} LOGIN PASSWORD ${secret}`);
    await owner.query(`GRANT CONNECT ON DATABASE ${owner.escapeIdentifier(owner.database ?? '')} TO ${name}`);
  } catch (error) {
    // Another database of the same server may be migrated at this moment: roles are the server's.
    if (error instanceof DatabaseError && ['42710', '23505'].includes(error.code ?? '')) return true;
    throw new OperatorError(
      `the role ${name} of the service is missing, and cannot be made (${(error as Error).message})`,
    );
  }
  return true;
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
