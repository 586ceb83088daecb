import * as domain from '@app/domain';
import { hidesCaller } from '../libs/common/src/auth/headers';
import { bearerToken } from '../libs/common/src/auth/jwt/bearer-token';
import { TrustHeaderAuthenticator } from '../libs/common/src/auth/trust-header';
import { noneMatchNames, versionsToMatch } from '../apps/api/src/http/entity-tag';
import { parseQuery } from '../apps/api/src/http/query-string';
import { requestId } from '../apps/api/src/http/request-id';
import { decodableTarget } from '../apps/api/src/http/request-target';
import { type DeclaredMember, declaredMembers } from './setup/declared-inputs';
import { hostileStrings, hostileTrees } from './setup/hostile';
import { startTestService, type TestService } from './setup/service';

jest.setTimeout(300_000);

/** What one value may take, in milliseconds: twice what the slowest takes. What is quadratic takes 300 and more (measured). */
const LIMIT = 100;
/** A machine may stand still for longer than one attempt. */
const ATTEMPTS = 50;
const STRINGS = hostileStrings();
const HEADERS = hostileStrings(15 * 1024);

type Call = (text: string) => unknown;
type Slow = [what: string, value: string, milliseconds: number];

/**
 * What a call takes, in milliseconds: the shortest of some times, since whatever else the machine does only adds to it. While
 * others have the processor the clock runs on, but not the processor time of this process.
 */
function timeOf(work: () => unknown): number {
  let shortest = Infinity;
  for (let attempt = 0; attempt < ATTEMPTS && shortest > LIMIT; attempt++) {
    const [started, before] = [performance.now(), process.cpuUsage()];
    work();
    const elapsed = performance.now() - started;
    const { user, system } = process.cpuUsage(before);
    shortest = Math.min(shortest, elapsed, (user + system) / 1000);
  }
  return shortest;
}

/** Every pair that takes too long; the slowest of all goes to the console when SHOW_SLOWEST is set. */
function slowOnes<T>(what: string, work: (value: T) => unknown, values: readonly (readonly [string, T])[]): Slow[] {
  const [warm] = values;
  if (warm !== undefined) work(warm[1]);
  const times = values.map(([name, value]): Slow => [what, name, timeOf(() => work(value))]);
  times.sort(([, , a], [, , b]) => b - a);
  if (process.env['SHOW_SLOWEST'] !== undefined && times[0] !== undefined) {
    process.stdout.write(`${times[0][2].toFixed(1)} ms ${times[0][0]}: ${times[0][1]}\n`);
  }
  return times.filter(([, , milliseconds]) => milliseconds > LIMIT);
}

describe('64 KiB of whatever', () => {
  let service: TestService;
  let members: DeclaredMember[];

  beforeAll(async () => {
    service = await startTestService();
    members = declaredMembers(service);
  });
  afterAll(() => service.stop());

  it('reach members of every kind', () => {
    const names = members.map(({ name }) => name);
    expect(names.length).toBeGreaterThan(120);
    expect(names).toEqual(
      expect.arrayContaining([
        'OrgPath.org_id',
        'HoldPath.name',
        'CustomerCriteria.email',
        'CreateDigitalCustomer.company_info',
        'PostalAddress.address_lines[]',
        'PatchContactInfo.phone_numbers',
        'PhoneNumber.number',
        'AddCreditCardRequest.(unknown)',
      ]),
    );
  });

  it('are judged in time by every member that an operation declares', () => {
    const values = { text: STRINGS, tree: [...STRINGS, ...hostileTrees()] };
    expect(members.flatMap(({ name, takes, parse }) => slowOnes<unknown>(name, parse, values[takes]))).toEqual([]);
  });

  it('are refused where a member is bounded, so that the values reach the rules', () => {
    const bounded = members.filter(({ name }) => /\.(name|email|legal_name|token|locality|nif|number)$/.test(name));
    expect(bounded.length).toBeGreaterThan(10);
    for (const { parse } of bounded) expect(parse('a'.repeat(64 * 1024)).items).not.toEqual([]);
  });
});

describe('the functions of the domain', () => {
  /** Those that take more than one string, or something else beside it. */
  const several: Partial<Record<keyof typeof domain, Call[]>> = {
    canonicalDocumentNumber: domain.IDENTITY_DOCUMENT_TYPES.map(
      (type) => (text: string) => domain.canonicalDocumentNumber(type, text),
    ),
    documentsToFind: [(text) => domain.documentsToFind(text), (text) => domain.documentsToFind(text, 'NIF')],
    hasValidCheckCharacter: domain.IDENTITY_DOCUMENT_TYPES.map(
      (type) => (text: string) => domain.hasValidCheckCharacter(type, text),
    ),
    parseCompanyDocument: [(text) => domain.parseCompanyDocument('NIF', text)],
    parsePersonalDocument: [(text) => domain.parsePersonalDocument('NIE', text)],
    parsePhoneNumber: [
      (text) => domain.parsePhoneNumber('+34', text),
      (text) => domain.parsePhoneNumber('+1', text),
      (text) => domain.parsePhoneNumber(text, '615667898'),
    ],
    // These take no string from a client: a type of a fixed set, an instant, what the seed makes.
    documentTypesToFind: [],
    monthUtc: [],
    todayUtc: [],
    withCheckCharacter: [],
  };
  const functions = Object.entries(domain).filter(([, member]) => typeof member === 'function');

  it.each(functions)('%s takes them in time', (name, member) => {
    const calls = several[name as keyof typeof domain] ?? [member as Call];
    // One parameter is a string; more of them must be in the table.
    if (!(name in several)) expect((member as Call).length).toBe(1);
    expect(calls.flatMap((call) => slowOnes(name, call, STRINGS))).toEqual([]);
  });
});

describe('what is read of the head of a request', () => {
  const swallowed = (work: () => unknown): void => {
    try {
      work();
    } catch {
      // Refused: what counts is how long that took.
    }
  };
  const raw = (name: string, text: string): never => ({ rawHeaders: [name, text] }) as never;
  const gateway = new TrustHeaderAuthenticator({ authRoleAliases: new Map(), gatewaySecret: undefined });
  const caller = (...rawHeaders: string[]): void => swallowed(() => gateway.callerOf({ rawHeaders } as never));
  const readers: [what: string, read: Call][] = [
    ['x-auth-roles', (text) => caller('x-auth-roles', text)],
    ['x-auth-roles around a name', (text) => caller('x-auth-roles', `A${text}A`)],
    ['x-auth-subject', (text) => caller('x-auth-roles', 'A', 'x-auth-subject', `A${text}A`)],
    ['Connection', (text) => hidesCaller(raw('connection', text))],
    ['Authorization', (text) => swallowed(() => bearerToken(raw('authorization', `Bearer ${text}`)))],
    [
      'Authorization with parts',
      (text) => swallowed(() => bearerToken(raw('authorization', `bearer ${text}.${text}.a`))),
    ],
    ['x-request-id', (text) => requestId({ headers: { 'x-request-id': text } })],
    ['If-None-Match', (text) => noneMatchNames(text, '"1"')],
    ['If-Match', (text) => versionsToMatch(text)],
    ['the query', (text) => parseQuery(text)],
    ['the path', (text) => decodableTarget(`/${text}`)],
  ];

  it.each(readers)('%s is read in time', (what, read) => {
    expect(slowOnes(what, read, HEADERS)).toEqual([]);
  });
});
