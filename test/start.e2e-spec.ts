import { eventually } from './setup/embedded';
import { outcome } from './setup/http';
import { type Proxy, startProxy } from './setup/proxy';
import { startTestService } from './setup/service';

const CUSTOMER = '/v4/orgs/telco/customers/123e4567-e89b-12d3-a456-556642440000';

it('a start goes on when its first connection takes longer than a request may wait for one', async () => {
  let proxy: Proxy | undefined;
  const starting = startTestService(
    {},
    {
      through: async (url) => {
        proxy = await startProxy(url);
        proxy.delay(2000);
        return proxy.url;
      },
    },
  );
  starting.catch(() => undefined);
  await eventually('a first try', () => proxy?.sent());
  proxy?.delay(0);
  const service = await starting;
  expect(outcome(await service.call('GET', CUSTOMER))).toBe('404 MCUS.404.003');
  await service.stop();
  await proxy?.close();
});
