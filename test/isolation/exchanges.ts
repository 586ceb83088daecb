import { randomUUID } from 'node:crypto';
import { ROLES } from '@app/common';
import { toCursor } from '../../apps/api/src/audit/audit-cursor';
import { email, externalId, nie, nif } from '../factories';
import { withNie } from '../setup/documents';
import { type Answer, type CallOptions, outcome } from '../setup/http';
import { type TestService } from '../setup/service';
import { type Known } from './contents';
import { type Names, type NamingRequest } from './requests';

/** How a request is sent: every role, and what answers may be asked for. */
export const CALLERS: readonly (Pick<CallOptions, 'roles'> & { readonly accept?: string })[] = [
  ...ROLES.map((roles, at) => ({ roles, ...(at % 2 === 0 && { accept: 'application/problem+json' }) })),
  { roles: 'VIEWER,ADMIN', accept: 'application/json' },
];

/** Two organizations of which one asks, one request after the other, and the other is asked about. */
export interface Lane {
  readonly acting: string;
  readonly other: string;
}

/** An answer as text that is the same for whoever was named, and whenever it came. */
interface Compared {
  readonly outcome: string;
  readonly text: string;
}

/** Names of the same form that nobody has. */
export function nobodys({ person, only }: Names): Names {
  const known = (like: Known): Known => ({
    id: randomUUID(),
    email: email(),
    external_id: externalId(),
    number: nif(),
    retired: nif(),
    card: randomUUID(),
    token: `${like.token}-of-nobody`,
  });
  return {
    person: known(person),
    free: known(person),
    foreigner: known(person),
    digital: known(person),
    only: known(only),
    gone: randomUUID(),
    cursor: toCursor({ at: '1700000000000000', id: randomUUID() }),
    hold: 'nobodys',
    key: randomUUID(),
    etag: '"77"',
  };
}

/** Sends one request of a caller who may act on `orgs`; undefined: on all. */
async function send(
  service: TestService,
  org: string,
  request: NamingRequest,
  caller: (typeof CALLERS)[number] & { readonly orgs?: string },
  names: Names,
  own: Known,
): Promise<Compared> {
  const answer = await service.call(request.method, `/v4/orgs/${org}${request.path(names, own)}`, {
    roles: caller.roles,
    body: request.body?.(names),
    headers: {
      ...request.headers?.(names),
      ...(caller.accept !== undefined && { accept: caller.accept }),
      ...(caller.orgs !== undefined && { 'x-auth-orgs': caller.orgs }),
    },
  });
  const isSilent = request.method === 'HEAD' || answer.status < 400;
  return {
    outcome: isSilent ? String(answer.status) : outcomeOf(answer),
    text: withoutNames(answer, { ...names, own }, org),
  };
}

function outcomeOf(answer: Answer): string {
  return answer.headers['content-type']?.startsWith('application/problem+json') === true
    ? `${answer.status} ${answer.json<{ errors?: { error: { code: string } }[] }>().errors?.[0]?.error.code}`
    : outcome(answer);
}

function withoutNames({ status, headers, text }: Answer, names: object, org: string): string {
  const { date: _date, 'x-request-id': _id, 'content-length': length, ...rest } = headers;
  const isWhole = length === undefined || Number(length) === Buffer.byteLength(text);
  const values = Object.entries(names).flatMap(([name, value]: [string, string | Known]) =>
    typeof value === 'string'
      ? [[name, value] as const]
      : Object.entries(value).map(([member, inner]) => [`${name}.${member}`, String(inner)] as const),
  );
  const all = JSON.stringify([status, rest, isWhole, text]).replaceAll(org, '<org>');
  return values
    .filter(([, value]) => value !== '')
    .reduce((left, [name, value]) => left.replaceAll(JSON.stringify(value).slice(1, -1), `<${name}>`), all)
    .replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '<id>')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<instant>');
}

/** Sends requests in pairs, and keeps what differs. */
export class Exchanges {
  readonly leaks: string[] = [];
  readonly outcomes = new Map<string, number>();
  count = 0;

  constructor(private readonly service: TestService) {}

  /** Names what the other organization has, and then what nobody has: nothing may tell the one from the other. */
  async named(lane: Lane, request: NamingRequest, names: { theirs: Names; nobodys: Names }): Promise<void> {
    for (const caller of CALLERS) {
      const [theirs, nobodys] = [
        await send(this.service, lane.acting, request, caller, names.theirs, await this.own(lane, request)),
        await send(this.service, lane.acting, request, caller, names.nobodys, await this.own(lane, request)),
      ];
      this.compare(`${request.method} ${request.what} by ${caller.roles}`, theirs, nobodys);
    }
  }

  /** Asks an organization that the caller may not act on, and then one that is not there. */
  async refused(lane: Lane, request: NamingRequest, names: Names): Promise<void> {
    for (const caller of CALLERS) {
      const limited = { ...caller, orgs: lane.acting };
      const [theirs, nobodys] = [
        await send(this.service, lane.other, request, limited, names, names.person),
        await send(this.service, 'nobodys-org', request, limited, names, names.person),
      ];
      this.compare(`${request.method} ${request.what} by ${caller.roles} of ${lane.acting}`, theirs, nobodys);
      if (!theirs.outcome.startsWith('403')) this.leaks.push(`${request.what}: ${theirs.outcome}, not 403`);
    }
  }

  private compare(what: string, theirs: Compared, nobodys: Compared): void {
    this.count += 2;
    this.outcomes.set(theirs.outcome, (this.outcomes.get(theirs.outcome) ?? 0) + 1);
    if (theirs.text !== nobodys.text) this.leaks.push(`${what}: ${theirs.text} instead of ${nobodys.text}`);
  }

  /** A customer of its own, which no request has changed yet. */
  private async own({ acting }: Lane, { what, isWrite }: NamingRequest): Promise<Known> {
    const none: Known = { id: '', email: '', external_id: '', number: '', card: '', token: '' };
    if (!what.includes(' own')) return none;
    const kept = this.kept.get(acting);
    if (!isWrite && kept !== undefined) return kept;
    const number = nie();
    const made = await this.service.call('POST', `/v4/orgs/${acting}/customers`, { body: withNie(number) });
    const own = { ...none, id: made.json<{ id: string }>().id, number };
    if (!isWrite) this.kept.set(acting, own);
    return own;
  }

  /** For requests that only read. */
  private readonly kept = new Map<string, Known>();
}
