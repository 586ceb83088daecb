import { DOCUMENT, examplesOf, OPERATIONS, type Operation, type Parameter } from './document/document';
import { outcome } from './setup/http';
import { startTestService, type TestService } from './setup/service';

/** What each operation needs to be there is made by the examples of the ones before it. */
const ORDER = [
  'putOrganization',
  'createCustomer',
  'searchCustomers',
  'searchCustomersByBody',
  'getCustomer',
  'putAssociatedUsers',
  'patchCustomer',
  'putIdentityDocument',
  'convertNieToNif',
  'listIdentityDocuments',
  'addCreditCard',
  'getAvailableCreditCards',
  'deleteCreditCard',
  'putHold',
  'listHolds',
  'deleteHold',
  'deleteCustomer',
  'listAuditEntries',
  'patchOrganization',
  'getOrganization',
  'listOrganizations',
];

/** Operations whose answers have the value of a path parameter. */
const MAKERS: Record<string, string> = { createCustomer: 'customer_id', addCreditCard: 'card_id' };

describe('the examples of the OpenAPI document', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(() => service.stop());

  it('execute as they stand, with the first customer and card in the place of the published ones', async () => {
    const operations = OPERATIONS.filter(({ path }) => path.startsWith('/v4/')).sort(
      (a, b) => ORDER.indexOf(a.operationId) - ORDER.indexOf(b.operationId),
    );
    expect(operations.map(({ operationId }) => operationId)).toEqual(ORDER);

    const made: Record<string, string> = {};
    const executed: string[] = [];
    for (const operation of operations) {
      for (const { name, headers, body } of requests(operation)) {
        const answer = await service.call(operation.method, url(operation, made), {
          roles: 'ADMIN',
          headers,
          body,
        });
        executed.push(`${operation.operationId} ${name} ${outcome(answer)}`);
        expect(Object.keys(operation.responses)).toContain(String(answer.status));
        const parameter = MAKERS[operation.operationId];
        if (parameter !== undefined) made[parameter] ??= answer.json<{ id: string }>().id;
      }
    }
    expect(executed.filter((line) => !/ 20[014]$/.test(line))).toEqual([]);
    expect([...new Set(executed.map((line) => line.split(' ')[0]))]).toEqual(ORDER);
  });

  it('are those that the service shows', async () => {
    expect((await service.call('GET', '/openapi.json')).json()).toEqual(DOCUMENT);
  });
});

/** The path with the examples of its parameters, and the query of all examples. */
function url({ path, parameters = [] }: Operation, made: Record<string, string>): string {
  const value = ({ name, schema }: Parameter): string => made[name] ?? schema.example ?? '';
  const inside = (place: string): Parameter[] => parameters.filter((parameter) => parameter.in === place);
  const target = inside('path').reduce((text, each) => text.replace(`{${each.name}}`, value(each)), path);
  const query = new URLSearchParams(
    inside('query')
      .filter(({ schema }) => schema.example !== undefined)
      .map((each): [string, string] => [each.name, value(each)]),
  ).toString();
  return query === '' ? target : `${target}?${query}`;
}

/** One request for each example in each media type; one without a body where none is taken. */
function requests({ requestBody }: Operation): { name: string; headers: Record<string, string>; body?: unknown }[] {
  if (requestBody === undefined) return [{ name: '', headers: {} }];
  return Object.entries(requestBody.content).flatMap(([type, media]) =>
    Object.entries(examplesOf(media)).map(([name, body]) => ({ name, headers: { 'content-type': type }, body })),
  );
}
