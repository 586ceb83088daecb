import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { startVisit, type Visit } from '../setup/browser';
import { codeBlocks } from '../setup/markdown';
import { type SdkProject, sdkProject } from '../setup/sdk-package';

/** The modules, as a page without a bundler names them. */
const IMPORTS = { 'padron-sdk': '/padron-sdk/dist/esm/index.js', 'openapi-fetch': '/openapi-fetch/dist/index.mjs' };

/** Puts what it learned into its title. */
const page = (serviceUrl: string): string => `<!doctype html>
  <script type="importmap">${JSON.stringify({ imports: IMPORTS })}</script>
  <script type="module">
    import { createClient, ERROR_CODES, isPadronError } from 'padron-sdk';
    const padron = createClient({ baseUrl: '${serviceUrl}', roles: 'ADMIN' });
    const org = { org_id: 'browser' };
    await padron.putOrganization({ path: org });
    const body = { type: 'DIGITAL_CUSTOMER', digital_personal_info: { email: 'somebody@example.com' } };
    const created = await padron.createCustomer({ path: org, body, auditReason: 'TICKET-1' });
    const path = { ...org, customer_id: created.data.id };
    const again = await padron.getCustomer({ path, ifNoneMatch: created.etag });
    const failed = await padron.createCustomer({ path: org, body }).catch((error) => error);
    const gone = await padron.deleteCustomer({ path, ifMatch: created.etag });
    document.title = JSON.stringify([created.status, again.status, isPadronError(failed, ERROR_CODES.digitalEmailTaken), gone.status]);
  </script>`;

describe('the SDK in a browser', () => {
  let project: SdkProject;
  let site: Server;
  let visit: Visit;

  beforeAll(async () => {
    project = sdkProject();
    await project.install(codeBlocks('libs/sdk/README.md', 'sh').join(''));
    site = createServer(({ url = '/' }, response) => {
      if (url === '/') return response.setHeader('content-type', 'text/html').end(page(visit.service.url));
      if (!url.endsWith('js')) return response.writeHead(404).end();
      const text = readFileSync(join(project.directory, 'node_modules', url));
      return response.setHeader('content-type', 'text/javascript').end(text);
    });
    await once(site.listen(0, '127.0.0.1'), 'listening');
    visit = await startVisit({ CORS_ORIGINS: origin() });
  });
  afterAll(async () => {
    await visit.end();
    await once(site.close(), 'close');
    project.remove();
  });
  const origin = (): string => `http://127.0.0.1:${(site.address() as AddressInfo).port}`;

  it('works on a page of another origin that may call', async () => {
    const { page } = await visit.open('/health/live');
    await page.goto(origin());
    await page.waitForFunction('document.title');
    expect(JSON.parse(await page.title())).toEqual([201, 304, true, 204]);
  });
});
