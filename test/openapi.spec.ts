import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { examplesOf, OPERATIONS } from './document/document';
import { differences } from './document/schemas';

const committed = readFileSync('openapi.json', 'utf8');
const document = JSON.parse(committed) as {
  paths: Record<string, Record<string, { 'x-required-roles'?: string[]; security?: object[] }>>;
  tags: { name: string }[];
  components: { schemas: Record<string, { properties?: Record<string, unknown> }>; securitySchemes: object };
};
const operations = OPERATIONS.map((operation) => ({
  name: `${operation.method} ${operation.path}`,
  operation: { ...operation, ...document.paths[operation.path]?.[operation.method.toLowerCase()], ...operation },
}));

describe('openapi.json', () => {
  it('is what the build makes: run `npm run openapi` after a change', () => {
    const directory = mkdtempSync(join(tmpdir(), 'padron-openapi-'));
    const file = join(directory, 'openapi.json');
    try {
      execFileSync(process.execPath, ['dist/apps/api/src/openapi.js', file], { env: {} });
      expect(readFileSync(file, 'utf8') === committed).toBe(true);
    } finally {
      rmSync(directory, { recursive: true });
    }
  });

  it('has the operations of the contract that exist so far', () => {
    expect(operations.map(({ operation }) => operation.operationId).sort()).toEqual([
      'addCreditCard',
      'convertNieToNif',
      'createCustomer',
      'deleteCreditCard',
      'deleteCustomer',
      'deleteHold',
      'getAvailableCreditCards',
      'getCustomer',
      'getLiveness',
      'getOrganization',
      'getReadiness',
      'listAuditEntries',
      'listErrorCodes',
      'listHolds',
      'listIdentityDocuments',
      'listOrganizations',
      'patchCustomer',
      'patchOrganization',
      'putAssociatedUsers',
      'putHold',
      'putIdentityDocument',
      'putOrganization',
      'searchCustomers',
      'searchCustomersByBody',
    ]);
  });

  it.each(operations)('$name documents every error as ErrorResponse, and its roles', ({ operation }) => {
    const isPublic = !operation.path.startsWith('/v4/');
    for (const status of ['400', '500', '503', ...(isPublic ? [] : ['401', '403', '504'])]) {
      expect(operation.responses[status]?.content?.['application/json']?.schema).toEqual({
        $ref: '#/components/schemas/ErrorResponse',
      });
    }
    expect(operation.responses['405']).toMatchObject({ headers: { Allow: expect.anything() } });
    expect(operation.responses['405']?.content).toBeUndefined();
    expect(operation['x-required-roles'] === undefined).toBe(isPublic);
    // One or the other, as AUTH_MODE says.
    expect(operation.security).toEqual(isPublic ? undefined : [{ roles: [] }, { bearer: [] }]);
  });

  it.each(operations)('$name has named examples of what succeeds, as its schema says', ({ operation }) => {
    const succeeding = Object.entries(operation.responses).filter(([status]) => status.startsWith('2'));
    for (const [, { content }] of succeeding) {
      const media = content?.['application/json'];
      if (media === undefined) continue;
      const examples = Object.values(examplesOf(media));
      expect(examples.length).toBeGreaterThan(0);
      expect(examples.flatMap((each) => differences(media.schema, each, 'unknown members refused'))).toEqual([]);
    }
  });

  it('has the two ways to say who calls', () => {
    expect(document.components.securitySchemes).toMatchObject({
      roles: { type: 'apiKey', in: 'header', name: 'x-auth-roles' },
      bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
    });
  });

  it('resolves every reference, and shows no entity or column', () => {
    const references = [...committed.matchAll(/"#\/components\/schemas\/([^"]*)"/g)].map(([, name]) => name ?? '');
    expect(references.filter((name) => !(name in document.components.schemas))).toEqual([]);
    expect(
      Object.keys(document.components.schemas).filter((name) =>
        /^(Customer|Organization|IdentityDocumentReservation)$/.test(name),
      ),
    ).toEqual([]);
    for (const internal of ['orgId', 'emailKey', 'email_key', 'section', 'login_email']) {
      expect(committed.includes(`"${internal}"`)).toBe(false);
    }
  });
});
