import { outcome } from './setup/http';
import { startTestService, type TestService } from './setup/service';

interface Operation {
  operationId: string;
  parameters?: { in: string; name: string; schema: { example?: string; enum?: string[] } }[];
  requestBody?: { content: Record<string, { examples?: Record<string, { value: unknown }> }> };
  responses: Record<string, unknown>;
}

/** What each operation needs to be there is made by the examples of the ones before it. */
const ORDER = [
  'putOrganization',
  'createCustomer',
  'searchCustomers',
  'searchCustomersByBody',
  'getCustomer',
  'putAssociatedUsers',
  'patchCustomer',
  'putHold',
  'listHolds',
  'deleteHold',
  'deleteCustomer',
  'getOrganization',
  'listOrganizations',
];

describe('the examples of the OpenAPI document', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(() => service.stop());

  it('execute as they stand, with the first customer in the place of the published one', async () => {
    const { paths } = (await service.call('GET', '/openapi.json')).json<{
      paths: Record<string, Record<string, Operation>>;
    }>();
    const operations = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), ...operation })),
    );
    const named = operations.filter(({ path }) => path.startsWith('/v4/'));
    expect(named.map(({ operationId }) => operationId).sort()).toEqual([...ORDER].sort());

    let customer: string | undefined;
    const executed: string[] = [];
    for (const operationId of ORDER) {
      const operation = named.find((candidate) => candidate.operationId === operationId);
      const { path = '', method = '', parameters = [], requestBody, responses = {} } = operation ?? {};
      const value = ({ name, schema }: (typeof parameters)[number]): string =>
        name === 'customer_id' && customer !== undefined ? customer : (schema.example ?? schema.enum?.[0] ?? '');
      const target = parameters
        .filter((parameter) => parameter.in === 'path')
        .reduce((text, parameter) => text.replace(`{${parameter.name}}`, value(parameter)), path);
      const query = parameters.filter((parameter) => parameter.in === 'query').map((each) => [each.name, value(each)]);
      const url =
        query.length === 0 ? target : `${target}?${new URLSearchParams(query as [string, string][]).toString()}`;
      for (const type of requestBody === undefined ? [undefined] : Object.keys(requestBody.content)) {
        const examples = type === undefined ? {} : (requestBody?.content[type]?.examples ?? {});
        for (const [name, body] of type === undefined ? [['', undefined] as const] : Object.entries(examples)) {
          const headers: Record<string, string> = type === undefined ? {} : { 'content-type': type };
          const answer = await service.call(method, url, { roles: 'ADMIN', body: body?.value, headers });
          executed.push(`${operationId} ${name} ${outcome(answer)}`);
          expect(Object.keys(responses)).toContain(String(answer.status));
          if (operationId === 'createCustomer') customer ??= answer.json<{ id: string }>().id;
        }
      }
    }
    expect(executed.filter((line) => !/ 20[014]$/.test(line))).toEqual([]);
    expect(executed.length).toBeGreaterThan(20);
  });
});
