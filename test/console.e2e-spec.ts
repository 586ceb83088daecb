import { outcome } from './setup/http';
import { startTestService, type TestService } from './setup/service';

const START = '/docs/swagger-ui-init.js';

describe('the console', () => {
  let service: TestService;
  const get = (path: string) => service.call('GET', path, { roles: undefined });

  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(() => service.stop());

  it.each(['/docs', '/docs/'])('at %s is complete on this host', async (path) => {
    const page = await get(path);
    expect(page.text).toContain('<title>Padron</title>');
    const links = [...page.text.matchAll(/(?:src|href)=["']([^"']+)["']/g)].map(([, link]) => link ?? '');
    expect(links).toEqual(expect.arrayContaining(['/docs/console.js', '/docs/accessibility.js', '/docs/console.css']));
    for (const link of links) {
      const { origin, pathname } = new URL(link, service.url + path);
      expect([link, origin, (await get(pathname)).status]).toEqual([link, service.url, 200]);
    }
  });

  it('lets the browser fetch nothing from elsewhere and run no script of the page itself', async () => {
    const { headers, text } = await get('/docs');
    const policy = headers['content-security-policy']?.split('; ');
    expect(policy).toEqual(expect.arrayContaining(["default-src 'none'", "script-src 'self'", "connect-src 'self'"]));
    expect(text).not.toMatch(/<script>|<script [^>]*>[^<]*\S[^<]*<\/script>/);
    expect((await get('/health/live')).headers['content-security-policy']).toBeUndefined();
  });

  it('calls as API_KEY first, and keeps what is entered', async () => {
    const { text } = await get(START);
    expect(text).toContain('"firstRoles": "API_KEY"');
    expect(text).toContain('"persistAuthorization": true');
  });

  it('a create example of the console executes as it stands', async () => {
    const document = (await get('/openapi.json')).json<{
      paths: Record<string, Record<string, { requestBody: { content: Record<string, { examples: object }> } }>>;
    }>();
    const examples =
      document.paths['/v4/orgs/{org_id}/customers']?.['post']?.requestBody.content['application/json']?.examples;
    const bodies = Object.values(examples ?? {}).map(({ value }: { value: unknown }) => value);
    expect(bodies).toHaveLength(3);
    for (const body of bodies) {
      expect(outcome(await service.call('POST', '/v4/orgs/telco/customers', { body }))).toBe('201');
    }
  });
});

describe('the console with AUTH_MODE=jwt', () => {
  it('calls as nobody first, and forgets a token with the page', async () => {
    const service = await startTestService({
      AUTH_MODE: 'jwt',
      JWT_JWKS_URL: 'http://127.0.0.1:9/keys',
      JWT_ISSUER: 'https://issuer.example',
      JWT_AUDIENCE: 'padron',
    });
    try {
      const { text } = await service.call('GET', START, { roles: undefined });
      expect(text).not.toContain('firstRoles');
      expect(text).toContain('"persistAuthorization": false');
      expect(text).toContain('"bearer": {');
    } finally {
      await service.stop();
    }
  });
});

describe('with DOCS=off', () => {
  it('there is neither console nor document', async () => {
    const service = await startTestService({ DOCS: 'off' });
    try {
      for (const path of ['/docs', '/docs/', START, '/docs/console.js', '/openapi.json']) {
        expect([path, (await service.call('GET', path)).status]).toEqual([path, 404]);
      }
    } finally {
      await service.stop();
    }
  });
});
