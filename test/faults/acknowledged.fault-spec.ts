import { cleanUp, eventually, newDir } from '../setup/embedded';
import { fragments } from '../setup/fragments';
import { closedLoop, createRequest } from '../setup/generator';
import { type OwnPostgres, startOwnPostgres } from '../setup/own-postgres';
import { endProcesses, startProcess } from '../setup/process';

const IS_LONG = process.env['FAULTS_LONG'] !== undefined;
const [ACKNOWLEDGED, KILLS] = IS_LONG ? [200_000, 20] : [20_000, 5];
const CLIENTS = 32;

/** What a client was told is written must be there after any crash of the database. */
describe('creates that were acknowledged', () => {
  const servers: OwnPostgres[] = [];
  afterAll(async () => {
    endProcesses();
    await Promise.all(servers.map((server) => server.end('SIGKILL')));
    expect(await cleanUp()).toEqual([]);
  });

  /** Kills the server again and again under creates. @returns how many were acknowledged, and how many of them are missing */
  async function killUnderLoad(
    settings: Record<string, string>,
    wanted: number,
    kills: number,
  ): Promise<{ acknowledged: number; lost: number; fragments: unknown[]; statuses: number[] }> {
    const server = await startOwnPostgres(newDir(), settings);
    servers.push(server);
    const service = await startProcess({ DATABASE_URL: server.url });
    const ids: string[] = [];
    let isOver = false;
    const load = closedLoop(
      { url: service.url, connections: CLIENTS, isOver: () => isOver, next: createRequest },
      ({ status, body }) => status === 201 && ids.push((JSON.parse(body) as { id: string }).id),
    );
    for (let kill = 1; kill <= kills; kill++) {
      const enough = (wanted * kill) / (kills + 1);
      while (ids.length < enough)
        await eventually(
          'more creates',
          (
            (seen) => () =>
              ids.length > seen
          )(ids.length),
        );
      await server.end('SIGKILL');
      await server.start();
    }
    const seen = ids.length;
    await eventually('creates afterwards', () => ids.length > seen);
    while (ids.length < wanted)
      await eventually(
        'more creates',
        (
          (before) => () =>
            ids.length > before
        )(ids.length),
      );
    isOver = true;
    const statuses = [...new Set((await load).map(({ status }) => status))].sort();
    const [row] = await server.query<{ lost: number }>(
      `SELECT count(*)::integer AS lost FROM unnest($1::uuid[]) AS acknowledged (id)
        WHERE NOT EXISTS (SELECT FROM customers WHERE org_id = 'telco' AND customers.id = acknowledged.id)`,
      [ids],
    );
    const left = await fragments(server);
    expect(await service.end('SIGTERM')).toBe(0);
    return { acknowledged: ids.length, lost: row?.lost ?? NaN, fragments: left, statuses };
  }

  it(`survive ${KILLS} crashes of the database, all of them`, async () => {
    const result = await killUnderLoad({}, ACKNOWLEDGED, KILLS);
    console.info(JSON.stringify({ kills: KILLS, ...result }));
    expect(result.acknowledged).toBeGreaterThanOrEqual(ACKNOWLEDGED);
    expect(result).toMatchObject({ lost: 0, fragments: [], statuses: [201, 503] });
  });

  it('would be missed: a database that acknowledges before it writes loses some', async () => {
    const result = await killUnderLoad({ synchronous_commit: 'off', wal_writer_delay: '10s' }, 3000, 1);
    console.info(JSON.stringify({ synchronous_commit: 'off', kills: 1, ...result }));
    expect(result.lost).toBeGreaterThan(0);
    expect(result.fragments).toEqual([]);
  });
});
