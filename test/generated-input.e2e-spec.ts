import fc from 'fast-check';
import { faultsOf } from './generated/check';
import { OPERATIONS } from './document/document';
import { anyRequest, type GeneratedRequest } from './generated/requests';
import { type GeneratedExchange, Run } from './generated/run';
import { Tally } from './generated/tally';
import { seedOfRun } from './setup/card-numbers';
import { startTestService, type TestService } from './setup/service';

/** `npm run fuzz` sets it. */
const REQUESTS = Number(process.env['FUZZ_REQUESTS'] ?? 20_000);
const REQUESTS_OF_A_RUN = 100;
const RUNS_OF_A_PROPERTY = 5;
/** Runs at the same time: as many as the service has connections, so that no request waits for one. */
const LANES = 10;
const SHOWN = 4000;
/** What the generators are able to provoke; 408 takes too long, and 5xx are faults. */
const STATUSES = [200, 201, 204, 304, 400, 401, 403, 404, 405, 409, 412, 413, 414, 415, 422, 431];

jest.setTimeout(process.env['FUZZ_REQUESTS'] === undefined ? 120_000 : 2 ** 31 - 1);

describe('requests generated from the OpenAPI document', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(() => service.stop());

  it('are answered as the document says, and in time', async () => {
    const tally = new Tally();
    let seed = seedOfRun();
    const path = process.env['FC_PATH'];
    const lane = async (): Promise<void> => {
      do await hold(seed++, path, tally);
      while (tally.total < REQUESTS && path === undefined);
    };
    const lanes = await Promise.allSettled(Array.from({ length: path === undefined ? LANES : 1 }, lane));
    if (process.env['FUZZ_REQUESTS'] !== undefined) process.stdout.write(`${tally.report()}`);
    for (const result of lanes) if (result.status === 'rejected') throw result.reason;
    if (path !== undefined) return;

    const figures = OPERATIONS.map(({ operationId }) => ({ operationId, ...tally.of(operationId) }));
    expect(figures.filter(({ requests }) => requests < REQUESTS / 40)).toEqual([]);
    expect(figures.filter(({ succeeded }) => succeeded < REQUESTS / 1000)).toEqual([]);
    expect(tally.succeeded / tally.total).toBeGreaterThan(0.3);
    expect([...tally.statuses()].sort((a, b) => a - b)).toEqual(STATUSES);
  });

  /** Holds the property for some runs; a failure shows the requests of the shortest run that fails. */
  async function hold(seed: number, path: string | undefined, tally: Tally): Promise<void> {
    const requests = fc.array(anyRequest, { minLength: 1, maxLength: REQUESTS_OF_A_RUN, size: 'max' });
    const property = fc.asyncProperty(requests, (generated) => runThrough(generated, tally));
    const result = await fc.check(property, { seed, path, numRuns: RUNS_OF_A_PROPERTY });
    if (!result.failed) return;
    const replay = `FC_SEED=${seed} FC_PATH=${result.counterexamplePath} npm test -- generated-input`;
    throw new Error(`${String(result.errorInstance)}\nShrunk ${result.numShrinks} times. Again: ${replay}`);
  }

  async function runThrough(generated: readonly GeneratedRequest[], tally: Tally): Promise<void> {
    const run = new Run(service);
    const exchanges: GeneratedExchange[] = [];
    const judge = (exchange: GeneratedExchange): void => {
      tally.add(exchange);
      exchanges.push(exchange);
      const faults = faultsOf(exchange);
      if (faults.length > 0)
        throw new Error(`The last answer ${faults.join(', ')}\n${exchanges.map(shown).join('\n')}`);
    };
    for await (const exchange of run.prepare()) judge(exchange);
    for (const request of generated) judge(await run.send(request));
  }
});

/** A request that can be sent again, and its answer. */
function shown({ method, target, headers, body, answer }: GeneratedExchange): string {
  const sent = Buffer.isBuffer(body) ? `base64 ${body.toString('base64')}` : (JSON.stringify(body) ?? '');
  const [head, payload, text] = [JSON.stringify(headers), sent.slice(0, SHOWN), answer.text.slice(0, SHOWN)];
  return `${method} ${target}\n  ${head}\n  ${payload}\n  -> ${answer.status} ${text}`;
}
