import { createClient, ERROR_CODES } from 'padron-sdk';
import { checkedFetch } from './setup/checked-fetch';
import { startIssuer } from './setup/issuer';
import { startTestService } from './setup/service';
import { claims, newKey, signed, StoppedClock } from './setup/tokens';

const path = { org_id: 'telco' };
const body = { type: 'DIGITAL_CUSTOMER', digital_personal_info: { email: 'somebody@example.com' } } as const;

describe('a client of the SDK', () => {
  it('says roles, organizations, subject and the secret of the gateway', async () => {
    const service = await startTestService({ GATEWAY_SECRET: 'a-secret-of-32-characters-at-least' });
    const gatewaySecret = 'a-secret-of-32-characters-at-least';
    const caller = {
      baseUrl: service.url,
      roles: ['ADMIN', 'VIEWER'],
      orgs: ['telco', 'more'],
      subject: 'crm',
      gatewaySecret,
      fetch: checkedFetch,
    };
    try {
      const padron = createClient(caller);
      const { data } = await padron.createCustomer({ path, body });
      const audit = await padron.listAuditEntries({ path: { ...path, customer_id: data.id } });
      expect(audit.data.audit_entries).toMatchObject([{ roles: ['ADMIN', 'VIEWER'], subject: 'crm' }]);
      const elsewhere = createClient({ ...caller, orgs: 'more' }).createCustomer({ path, body });
      await expect(elsewhere).rejects.toMatchObject({ status: 403, code: ERROR_CODES.orgNotAllowed });
      const stranger = createClient({ ...caller, gatewaySecret: undefined }).createCustomer({ path, body });
      await expect(stranger).rejects.toMatchObject({ status: 401 });
    } finally {
      await service.stop();
    }
  });

  it('bears a token, which it asks for before each request', async () => {
    const key = newKey();
    const issuer = await startIssuer(key);
    const service = await startTestService(issuer.env, { clock: new StoppedClock() });
    const tokens = [signed(key), signed(key, claims({ roles: 'VIEWER' }))];
    try {
      const bearer = (): Promise<string> => Promise.resolve(tokens.shift() ?? '');
      const padron = createClient({ baseUrl: service.url, bearer, fetch: checkedFetch });
      expect((await padron.createCustomer({ path, body })).status).toBe(201);
      const refused = padron.createCustomer({ path, body });
      await expect(refused).rejects.toMatchObject({ status: 403, code: ERROR_CODES.roleNotAllowed });
      await expect(createClient({ baseUrl: service.url, bearer: 'x' }).listOrganizations()).rejects.toMatchObject({
        status: 401,
      });
    } finally {
      await service.stop();
      await issuer.down();
    }
  });

  it('is rejected with whatever its source of tokens throws', async () => {
    const bearer = (): string => {
      throw new RangeError('no token');
    };
    await expect(createClient({ baseUrl: 'http://localhost', bearer }).listOrganizations()).rejects.toThrow(RangeError);
  });

  it.each([{}, { roles: 'ADMIN', bearer: 'x' }])('says one of roles and bearer: %j does not', (credentials) => {
    // JavaScript has no types that would stop this.
    const options = { baseUrl: 'http://localhost', ...credentials } as { baseUrl: string; roles: string };
    expect(() => createClient(options)).toThrow(new TypeError('give either roles or bearer'));
  });
});
