import { documentsToFind } from '@app/domain';
import { DISCLOSE_CUSTOMER, DISCLOSE_DOCUMENT } from '../../apps/api/src/blocked-data/disclosure.statements';
import { DueData } from '../../apps/api/src/blocked-data/due-data';
import { DESTROY_DUE } from '../../apps/api/src/blocked-data/due.statements';
import { RESTORE_CUSTOMER } from '../../apps/api/src/blocked-data/restore.statements';
import { EXPORT_CUSTOMER } from '../../apps/api/src/data-export/data-export.statements';
import {
  BATCH,
  type BatchRow,
  LAST_SEEDED,
  TAKEN_DOCUMENTS,
  TAKEN_EXTERNAL_IDS,
  TAKEN_LOGIN_EMAILS,
} from '../../apps/api/src/seed/seed.statements';
import { auditEachValues, auditValues } from '../../apps/api/src/writes/audited.statements';
import { act } from './contents';
import { type Call, type Calls } from './scenarios';

const discloses =
  (number: (cast: Parameters<Call>[0]['cast']) => string): Call =>
  ({ asOwner, org, cast }) => {
    const documents = documentsToFind(number(cast)) ?? [];
    const [numbers, types] = [documents.map((each) => each.number), documents.map((each) => each.type)];
    return asOwner(DISCLOSE_DOCUMENT, [org, numbers, types, ...auditEachValues(act('discloseBlockedData'))]);
  };

const about =
  (statement: typeof EXPORT_CUSTOMER, id: (cast: Parameters<Call>[0]['cast']) => string): Call =>
  ({ asOwner, org, cast }) => {
    const values = statement === DISCLOSE_CUSTOMER ? auditEachValues(act('tool')) : auditValues(act('tool'));
    return asOwner(statement, [org, id(cast), ...values]);
  };

/** What becomes of blocked data, by the service and by the command-line tools, and what other tools do. */
export const BLOCKED: Calls = {
  'DueData.destroy': {
    all: async ({ get, org }) => (await get(DueData).destroy()).filter((destroyed) => destroyed.org === org),
  },
  purge: {
    'the first that is due': ({ asOwner, org }) => asOwner(DESTROY_DUE, [org, 1, ...auditEachValues(act('purge'))]),
  },
  'blocked:disclose': {
    'of the person': about(DISCLOSE_CUSTOMER, ({ person }) => person.id),
    'of the foreigner': about(DISCLOSE_CUSTOMER, ({ foreigner }) => foreigner.id),
    'of the deleted': about(DISCLOSE_CUSTOMER, ({ gone }) => gone),
    'by a document': discloses(({ person }) => person.number),
    'by a retired document': discloses(({ person }) => person.retired ?? ''),
    'by a NIE': discloses(({ foreigner }) => foreigner.number),
  },
  'customer:restore': {
    'of the deleted': about(RESTORE_CUSTOMER, ({ gone }) => gone),
    'of the person': about(RESTORE_CUSTOMER, ({ person }) => person.id),
  },
  export: {
    'of the person': about(EXPORT_CUSTOMER, ({ person }) => person.id),
    'of only one': about(EXPORT_CUSTOMER, ({ only }) => only.id),
    'of the deleted': about(EXPORT_CUSTOMER, ({ gone }) => gone),
  },
  seed: {
    // The other columns say when it was.
    'a batch': async ({ asOwner, org }) => (await asOwner<BatchRow>(BATCH, [org])).map(({ generation }) => generation),
    'behind the last': ({ asOwner, org }) => asOwner(LAST_SEEDED, [org, '', '~', '^']),
    'beside documents': ({ asOwner, org, cast }) => asOwner(TAKEN_DOCUMENTS, [org, [cast.person.number]]),
    'beside external ids': ({ asOwner, org, cast }) => asOwner(TAKEN_EXTERNAL_IDS, [org, [cast.person.external_id]]),
    'beside emails': ({ asOwner, org, cast }) => asOwner(TAKEN_LOGIN_EMAILS, [org, [cast.digital.email]]),
  },
};
