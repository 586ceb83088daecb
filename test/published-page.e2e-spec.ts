import { corporateCustomer, privateCustomer } from './factories';
import { createCustomer } from './setup/customers';
import { type Answer, send } from './setup/http';
import { PUBLISHED_ID, publishedBodies, publishedRequests, publishedUsages } from './setup/published-page';
import { startTestService, type TestService } from './setup/service';

/** Where the service does not answer as the page says: "METHOD path: what is different". None may be left unnamed. */
const DEVIATIONS: readonly string[] = [];

const CUSTOMERS = '/v4/orgs/telco/customers';
const CUSTOMER = `${CUSTOMERS}/${PUBLISHED_ID}`;

/** What an example of the page does, in the order of the replay. */
interface Step {
  readonly example: string;
  /** What must be there. */
  readonly given?: () => Promise<unknown>;
  readonly status: number;
  /** Of the answer: JSON, or empty. */
  readonly body: unknown;
}

describe('the published page', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await startTestService({ PUBLIC_URL: 'https://registry.example' });
  });
  afterAll(() => service.stop());

  /** Puts a customer under the id of the examples. */
  async function publish(path: string): Promise<void> {
    const ids = [path.slice(-36), PUBLISHED_ID];
    await service.database.query('UPDATE customers SET id = $2 WHERE id = $1', ids);
    await service.database.query('UPDATE identity_documents SET customer_id = $2 WHERE customer_id = $1', ids);
  }

  const requests = publishedRequests();
  const bodyOf = (example: string): Record<string, object> =>
    (requests.find(({ method, path }) => `${method} ${path}` === example)?.body ?? {}) as Record<string, object>;
  const created = bodyOf(`POST ${CUSTOMERS}`);

  const steps: Step[] = [
    { example: `POST ${CUSTOMERS}`, status: 201, body: { id: expect.any(String) } },
    {
      // The number has a wrong letter, so nobody has it.
      example: `GET ${CUSTOMERS}/search?identity_document=12345678A&identity_document_type=NIF&email=email%40example.com`,
      status: 404,
      body: {
        errors: [
          {
            error: {
              code: 'MCUS.404.003',
              title: 'Unknown customer',
              ref: 'https://registry.example/errors#MCUS.404.003',
              message: 'The organization has no such customer.',
            },
          },
        ],
      },
    },
    {
      example: `PATCH ${CUSTOMER}`,
      given: async () => {
        const found = await service.call('GET', `${CUSTOMERS}/search?identity_document=14861628V`);
        await publish(`${CUSTOMERS}/${found.json<{ id: string }>().id}`);
        // All that the example sets is something else before.
        const contact_info = { phone_numbers: null, emails: null };
        const personal_info = {
          name: 'X',
          first_surname: 'X',
          second_surname: null,
          birthdate: null,
          nationality: null,
        };
        await service.call('PATCH', CUSTOMER, { body: { preferred_language: 'en', contact_info, personal_info } });
      },
      status: 204,
      body: '',
    },
    { example: `PUT ${CUSTOMER}/associated_users`, status: 204, body: '' },
    {
      example: `GET ${CUSTOMER}`,
      status: 200,
      body: {
        id: PUBLISHED_ID,
        ...created,
        personal_info: { ...created['personal_info'], ...bodyOf(`PUT ${CUSTOMER}/associated_users`) },
        created_at: expect.any(String),
        updated_at: expect.any(String),
      },
    },
    { example: `GET ${CUSTOMER}/available-credit-cards`, status: 200, body: { credit_cards: [] } },
    { example: `DELETE ${CUSTOMER}`, status: 204, body: '' },
    {
      example: `PATCH ${CUSTOMER}/convert-nie-to-nif`,
      given: async () => {
        const identity_document = { type: 'NIE', number: 'X1234567L' };
        await publish(await createCustomer(service, privateCustomer({ personal_info: { identity_document } })));
      },
      status: 204,
      body: '',
    },
  ];

  it('has eight request examples, and shows the same bodies beside them', () => {
    expect(requests).toHaveLength(8);
    expect(new Set(steps.map(({ example }) => example))).toEqual(
      new Set(requests.map(({ method, path }) => `${method} ${path}`)),
    );
    expect(requests.map(({ headers }) => headers['x-auth-roles'])).toEqual(Array(8).fill('API_KEY'));
    expect(publishedBodies()).toEqual([
      bodyOf(`PATCH ${CUSTOMER}`),
      bodyOf(`PUT ${CUSTOMER}/associated_users`),
      bodyOf(`PATCH ${CUSTOMER}/convert-nie-to-nif`),
    ]);
  });

  it('is answered as it says, example by example', async () => {
    const deviations: string[] = [];
    for (const { example, given, status, body } of steps) {
      await given?.();
      const request = requests.find(({ method, path }) => `${method} ${path}` === example);
      if (request === undefined) throw new Error(`no such example: ${example}`);
      const answer = await send(service.url, request.method, request.path, request);
      if (answer.status !== status) deviations.push(`${example}: ${answer.status}`);
      else if (!matches(answer, body)) deviations.push(`${example}: ${answer.text}`);
    }
    expect(deviations).toEqual(DEVIATIONS);
    // What the last example has done is shown by no other.
    const { nif: number } = bodyOf(`PATCH ${CUSTOMER}/convert-nie-to-nif`);
    expect((await service.call('GET', CUSTOMER)).json()).toMatchObject({
      personal_info: { identity_document: { type: 'NIF', number }, nationality: 'ES' },
    });
  });

  it('is right about company_info in a patch: the valid usage is 204, the invalid 400 with its message', async () => {
    const [valid, invalid, ...others] = publishedUsages();
    expect(others).toEqual([]);
    const company = await createCustomer(service, corporateCustomer());
    const accepted = await service.call('PATCH', company, { body: valid });
    expect([accepted.status, accepted.text]).toEqual([204, '']);
    expect((await service.call('GET', company)).json()).toMatchObject(valid as object);
    const refused = await service.call('PATCH', company, { body: invalid });
    expect([refused.status, refused.json()]).toEqual([
      400,
      {
        errors: [
          {
            error: {
              code: 'MCUS.999.998',
              title: 'Bad request',
              ref: 'https://registry.example/errors#MCUS.999.998',
              message: 'At least one field must be present',
              field: '/company_info',
            },
          },
        ],
      },
    ]);
  });
});

/** Whether the body of an answer is as expected. */
function matches(answer: Answer, body: unknown): boolean {
  if (body === '') return answer.text === '';
  try {
    expect(answer.json()).toEqual(body);
    return true;
  } catch {
    return false;
  }
}
