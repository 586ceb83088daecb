import { CATALOGUE } from '@app/common';
import { outcome } from './setup/http';
import { startTestService, type TestService } from './setup/service';

const CODES = Object.values(CATALOGUE).map(({ code }) => code);

describe('/errors', () => {
  let service: TestService;
  const get = (accept?: string) =>
    service.call('GET', '/errors', { roles: undefined, headers: accept === undefined ? {} : { accept } });

  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(() => service.stop());

  it.each([
    [undefined, 'html'],
    ['*/*', 'html'],
    ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'html'],
    ['image/png', 'html'],
    ['application/json;q=0.5, text/html;q=0.4', 'json'],
    ['application/json', 'json'],
    ['Application/JSON; charset=utf-8', 'json'],
  ])('gives to Accept %s: %s', async (accept, kind) => {
    const { status, headers } = await get(accept);
    const type = kind === 'html' ? 'text/html' : 'application/json';
    expect([status, headers['content-type'], headers['vary']]).toEqual([200, `${type}; charset=utf-8`, 'Accept']);
  });

  it('as a page: every code once, under its anchor, and nothing from elsewhere', async () => {
    const { text, headers } = await get();
    const anchors = [...text.matchAll(/<section id="([^"]+)">/g)].map(([, anchor]) => anchor);
    expect(anchors.sort()).toEqual([...CODES].sort());
    expect(new Set(CODES).size).toBe(CODES.length);
    expect(text).toMatch(/^<!doctype html>\n<html lang="en">/);
    const targets = [...text.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, target]) => target);
    expect(targets.filter((target) => !target?.startsWith('#') && target !== 'data:,')).toEqual([]);
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'; /);
    expect(headers['content-security-policy']).not.toContain('unsafe');
  });

  it('as JSON: every code with its status, meaning, remedy, and when to retry', async () => {
    const { errors } = (await get('application/json')).json<{ errors: { code: string }[] }>();
    const { code, status, title, meaning, remedy, retryAfter } = CATALOGUE.storeUnavailable;
    const shown = { code, status, title, meaning, remedy, retry_after: retryAfter };
    expect(errors.find((each) => each.code === code)).toEqual(shown);
    expect(errors.map((each) => each.code).sort()).toEqual([...CODES].sort());
    const { retryAfter: _never, ...taken } = CATALOGUE.documentTaken;
    expect(errors.find((each) => each.code === taken.code)).toEqual(taken);
  });

  it('answers HEAD with the head of GET, in either form', async () => {
    for (const accept of ['text/html', 'application/json']) {
      const [{ headers }, head] = await Promise.all([
        get(accept),
        service.call('HEAD', '/errors', { roles: undefined, headers: { accept } }),
      ]);
      expect([outcome(head), head.text]).toEqual(['200', '']);
      for (const name of ['content-type', 'content-length', 'vary']) {
        expect([name, head.headers[name]]).toEqual([name, headers[name]]);
      }
    }
  });
});
