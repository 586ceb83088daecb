import { Isolation, WORLDS } from './isolation/leaks';
import { dataMethods } from './isolation/methods';
import { SCENARIOS } from './isolation/scenarios';
import { startTestService, type TestService } from './setup/service';

/**
 * Every method that touches data × two organizations × both orders. What a call gives and leaves behind must be the same whatever
 * another organization has (the same rows, other rows under the same ids, rows of its own), and must not change any of it.
 */
describe('every method of every service', () => {
  let service: TestService;
  let isolation: Isolation;

  beforeAll(async () => {
    service = await startTestService();
    isolation = await Isolation.on(service);
  });
  afterAll(() => service.stop());

  it('has its calls in the tables', () => {
    const methods = dataMethods(service.app);
    expect(methods.length).toBeGreaterThanOrEqual(25);
    const called = new Set(SCENARIOS.map(({ method }) => method));
    expect(methods.filter((method) => !called.has(method))).toEqual([]);
  });

  it('is tried in both organizations, each with rows, without, and unknown', () => {
    const tried = new Set(WORLDS.map(({ org, own, other }) => `${org} ${own} ${other}`));
    expect(tried.size).toBe(2 * 3 * 2);
  });

  it.each([...new Set(SCENARIOS.map(({ method }) => method))])(
    '%s knows its own organization alone',
    async (method) => {
      expect(await isolation.leaksOf(SCENARIOS.filter((scenario) => scenario.method === method))).toEqual([]);
    },
  );
});
