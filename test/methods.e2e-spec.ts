import { METHODS } from 'node:http';
import { outcome } from './setup/http';
import { startTestService, type TestService } from './setup/service';

const CUSTOMER = '/v4/orgs/{org_id}/customers/{customer_id}';

/** What contract §3 and §6 say, written out: every path of the service, and the methods that it answers. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  '/v4/orgs': ['GET', 'HEAD'],
  '/v4/orgs/{org_id}': ['GET', 'HEAD', 'PATCH', 'PUT'],
  '/v4/orgs/{org_id}/customers': ['POST'],
  '/v4/orgs/{org_id}/customers/search': ['GET', 'HEAD', 'POST'],
  [CUSTOMER]: ['DELETE', 'GET', 'HEAD', 'PATCH'],
  [`${CUSTOMER}/associated_users`]: ['PUT'],
  [`${CUSTOMER}/audit`]: ['GET', 'HEAD'],
  [`${CUSTOMER}/identity-documents`]: ['GET', 'HEAD'],
  [`${CUSTOMER}/identity-document`]: ['PUT'],
  [`${CUSTOMER}/convert-nie-to-nif`]: ['PATCH'],
  [`${CUSTOMER}/available-credit-cards`]: ['GET', 'HEAD'],
  [`${CUSTOMER}/credit-cards`]: ['POST'],
  [`${CUSTOMER}/credit-cards/{card_id}`]: ['DELETE'],
  [`${CUSTOMER}/holds`]: ['GET', 'HEAD'],
  [`${CUSTOMER}/holds/{name}`]: ['DELETE', 'PUT'],
  '/health/live': ['GET', 'HEAD'],
  '/health/ready': ['GET', 'HEAD'],
  '/metrics': ['GET', 'HEAD'],
  '/errors': ['GET', 'HEAD'],
  '/openapi.json': ['GET', 'HEAD'],
  '/docs': ['GET', 'HEAD'],
  '/docs/console.js': ['GET', 'HEAD'],
  '/docs/swagger-ui.css': ['GET', 'HEAD'],
};

/** Paths of the service that its OpenAPI document leaves out: they are for people and machines that look after it. */
const UNDOCUMENTED = ['/metrics', '/openapi.json', '/docs', '/docs/console.js', '/docs/swagger-ui.css'];

const USUAL = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'BREW'];
/** CONNECT is not a request to a path. */
const UNUSUAL = METHODS.filter((method) => method !== 'CONNECT' && !USUAL.includes(method));

const PARAMETERS: Readonly<Record<string, string>> = {
  org_id: 'telco',
  customer_id: '123e4567-e89b-12d3-a456-556642440000',
  card_id: '123e4567-e89b-12d3-a456-556642440001',
  name: 'legal',
};

describe('methods', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(() => service.stop());

  /** Asks with neither credentials nor a readable body: 405 comes before both, 401 before the rules. */
  async function answerTo(method: string, template: string): Promise<unknown[]> {
    const path = template.replace(/\{(\w+)\}/g, (_all, name: string) => PARAMETERS[name] ?? '');
    const isAllowed = ALLOWED[template]?.includes(method) === true;
    const body = ['POST', 'PUT', 'PATCH'].includes(method) ? (isAllowed ? '{}' : '{') : undefined;
    const answer = await service.call(method, path, { roles: undefined, body });
    const { allow } = answer.headers;
    if (answer.status === 405) return [method, 405, allow, answer.text];
    return [method, method === 'HEAD' ? `${answer.status}${answer.text}` : outcome(answer), allow];
  }

  /** A path without credentials is either for everybody or for nobody. */
  function expected(method: string, template: string): unknown[] {
    const allowed = ALLOWED[template] ?? [];
    if (!allowed.includes(method)) return [method, 405, allowed.join(', '), ''];
    if (!template.startsWith('/v4/')) return [method, '200', undefined];
    return [method, method === 'HEAD' ? '401' : '401 MCUS.401.001', undefined];
  }

  const paths = Object.keys(ALLOWED);

  describe.each(paths)('%s', (template) => {
    it.each(USUAL)('%s', async (method) => {
      expect(await answerTo(method, template)).toEqual(expected(method, template));
    });

    it('no other method', async () => {
      expect(UNUSUAL.length).toBeGreaterThan(20);
      for (const method of UNUSUAL) {
        expect(await answerTo(method, template)).toEqual([method, 405, ALLOWED[template]?.join(', '), '']);
      }
    });
  });

  it('leave no path out, and no method of one', async () => {
    const { paths: documented } = (await service.call('GET', '/openapi.json')).json<{
      paths: Record<string, object>;
    }>();
    const table = Object.entries(documented).map(([path, methods]) => {
      const names = Object.keys(methods).map((method) => method.toUpperCase());
      return [path, (names.includes('GET') ? [...names, 'HEAD'] : names).sort()];
    });
    const undocumented = UNDOCUMENTED.map((path) => [path, ['GET', 'HEAD']]);
    expect(Object.fromEntries([...table, ...undocumented])).toEqual(ALLOWED);
  });
});
