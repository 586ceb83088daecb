import { Database, statement } from '@app/database';
import { eventually } from './setup/embedded';
import { errorsOf, outcome } from './setup/http';
import { startTestService, type TestService } from './setup/service';

const SAY_FULL = statement('say_full', `DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '53100'; END $$`);

describe('without roles', () => {
  let service: TestService;
  const get = (path: string) => service.call('GET', path, { roles: undefined });

  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(() => service.stop());

  it('GET /health/live answers 200', async () => {
    expect((await get('/health/live')).json()).toEqual({ status: 'ok' });
  });

  it('GET /health/ready answers 200', async () => {
    expect((await get('/health/ready')).json()).toEqual({ status: 'ok' });
  });

  it('GET /health/ready answers 503 while a migration is missing', async () => {
    await service.database.query(`UPDATE migrations SET name = 'x' || name`);
    const answer = await get('/health/ready');
    expect([outcome(answer), answer.headers['retry-after']]).toEqual(['503 MCUS.503.001', '1']);
    expect(errorsOf(answer)[0]?.message).toMatch(/^Service unavailable \(request [A-Za-z0-9._-]+\)$/);
    await service.database.query('UPDATE migrations SET name = substr(name, 2)');
    expect((await get('/health/ready')).status).toBe(200);
  });

  it('GET /health/ready answers 503 while the store takes no writes', async () => {
    const [{ name }] = (await service.database.query('SELECT current_database() AS name')) as [{ name: string }];
    const readOnly = async (value: 'on' | 'off'): Promise<void> => {
      await service.database.query(`ALTER DATABASE ${name} SET default_transaction_read_only = ${value}`);
      await service.database.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'padron' AND datname = $1`,
        [name],
      );
    };
    await readOnly('on');
    await eventually('not ready', async () => (await get('/health/ready')).status === 503);
    // A session that ended is a 503, too: only the second in a row speaks of the store.
    expect((await get('/health/ready')).status).toBe(503);
    expect((await get('/health/live')).status).toBe(200);
    await readOnly('off');
    await eventually('ready', async () => (await get('/health/ready')).status === 200);
  });

  it('GET /health/ready answers 503 for five seconds after the store has said that it is full', async () => {
    await expect(service.app.get(Database).work().query(SAY_FULL, [])).rejects.toThrow();
    const begun = Date.now();
    expect((await get('/health/ready')).status).toBe(503);
    await eventually('ready', async () => (await get('/health/ready')).status === 200);
    expect(Date.now() - begun).toBeGreaterThan(4500);
    expect(Date.now() - begun).toBeLessThan(8000);
  });

  it('GET /health/ready answers 503 while draining, /health/live does not', async () => {
    service.drain.started = true;
    try {
      const [ready, live] = [await get('/health/ready'), await get('/health/live')];
      expect([ready.status, live.status]).toEqual([503, 200]);
      expect(live.headers['connection']).toBe('close');
    } finally {
      service.drain.started = false;
    }
  });
});
