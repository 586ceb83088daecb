import { outcome } from './http';
import { type TestService } from './service';

/** Creates a customer of telco, which must succeed, and gives its path. */
export async function createCustomer(service: Pick<TestService, 'call'>, body: object): Promise<string> {
  const answer = await service.call('POST', '/v4/orgs/telco/customers', { body });
  expect(outcome(answer)).toBe('201');
  return answer.headers['location'] ?? '';
}
