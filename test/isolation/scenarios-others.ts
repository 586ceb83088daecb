import { Database } from '@app/database';
import { AuditService } from '../../apps/api/src/audit/audit.service';
import { Sealer } from '../../apps/api/src/audit/sealer';
import { verifyAudit } from '../../apps/api/src/audit/verify';
import { HealthService } from '../../apps/api/src/health/health.service';
import { ExpiredKeys } from '../../apps/api/src/idempotency/expired-keys';
import { OrganizationsService } from '../../apps/api/src/organizations/organizations.service';
import { act } from './contents';
import { type Calls, type Stage } from './scenarios';

/** What a verification says of the organization that acts. */
async function verified({ get, org }: Stage): Promise<unknown> {
  const all = await verifyAudit(get(Database).work().query, []);
  return all.filter((verification) => verification.org === org);
}

/** Calls of the services of organizations, of the audit, and of what goes on beside the requests. */
export const OTHERS: Calls = {
  'OrganizationsService.register': {
    itself: ({ get, org }) => get(OrganizationsService).register(org, act('putOrganization')),
  },
  'OrganizationsService.patch': {
    itself: ({ get, org }) => get(OrganizationsService).patch(org, { retention_days: 30 }, act('patchOrganization')),
  },
  'OrganizationsService.read': { itself: ({ get, org }) => get(OrganizationsService).read(org) },
  'OrganizationsService.list': { itself: ({ get, org }) => get(OrganizationsService).list([org]) },
  'AuditService.list': {
    'of the person': ({ get, org, cast }) => get(AuditService).list(org, cast.person.id, undefined),
    'a page of the person': ({ get, org, cast }) => get(AuditService).list(org, cast.person.id, cast.cursor),
    'of the deleted': ({ get, org, cast }) => get(AuditService).list(org, cast.gone, undefined),
    'of only one': ({ get, org, cast }) => get(AuditService).list(org, cast.only.id, undefined),
  },
  'ExpiredKeys.remove': { all: ({ get }) => get(ExpiredKeys).remove() },
  'Sealer.seal': {
    all: ({ get }) => get(Sealer).seal(),
    'all, and all is intact': async (stage) => {
      await stage.get(Sealer).seal();
      return verified(stage);
    },
  },
  'Sealer.takeHeads': {
    'of what was sealed': async ({ get, org }) => {
      const sealer = get(Sealer);
      await sealer.seal();
      return sealer.takeHeads().filter((head) => head.org === org);
    },
  },
  'HealthService.mustBeReady': { 'with data': ({ get }) => get(HealthService).mustBeReady() },
  verifyAudit: { 'as it is': verified },
};
