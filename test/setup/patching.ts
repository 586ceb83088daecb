import { createCustomer } from './customers';
import { type Answer, errorsOf, outcome } from './http';
import { type TestService } from './service';

type Customer = Record<string, unknown>;

/** Short ways to create, patch and read for tests of PATCH. */
export interface Patching {
  /** Creates a customer and gives its path. */
  readonly create: (body: object) => Promise<string>;
  readonly patch: (path: string, body: unknown, headers?: Record<string, string | string[]>) => Promise<Answer>;
  readonly read: (path: string) => Promise<Customer>;
  /** Patches a new customer and gives what a read shows of it then, without what always differs. */
  readonly patched: (customer: object, body: object) => Promise<Customer>;
  /** Field and message of every violation of a patch, which must leave the new customer alone. */
  readonly violations: (customer: object, body: unknown) => Promise<[field: string | undefined, message: string][]>;
}

/** @param service gives the service once it is started */
export function patching(service: () => TestService): Patching {
  const create: Patching['create'] = (body) => createCustomer(service(), body);
  const patch: Patching['patch'] = (path, body, headers = {}) => service().call('PATCH', path, { body, headers });
  const read: Patching['read'] = async (path) => (await service().call('GET', path)).json();
  return {
    create,
    patch,
    read,
    patched: async (customer, body) => {
      const path = await create(customer);
      expect(outcome(await patch(path, body))).toBe('204');
      const { id, created_at, updated_at, ...rest } = await read(path);
      return rest;
    },
    violations: async (customer, body) => {
      const path = await create(customer);
      const before = await service().call('GET', path);
      const answer = await patch(path, body);
      expect(outcome(answer)).toBe('400 MCUS.999.998');
      const after = await service().call('GET', path);
      expect([after.headers['etag'], after.text]).toEqual([before.headers['etag'], before.text]);
      return errorsOf(answer).map(({ field, message }) => [field, message]);
    },
  };
}
