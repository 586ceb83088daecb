import { type CustomerType } from '@app/database';
import { type CustomerRow } from './customers.statements';

/** The member of body, answer and row's `section` that belongs to a type of customer. */
export const SECTION_OF = {
  PRIVATE_CUSTOMER: 'personal_info',
  CORPORATE_CUSTOMER: 'company_info',
  DIGITAL_CUSTOMER: 'digital_personal_info',
} as const satisfies Record<CustomerType, string>;

/**
 * The JSON text of CustomerResponse (contract §3.3). Text in, text out: what PostgreSQL made of the jsonb columns is
 * not parsed and serialized again on the way.
 */
export function customerDocument(id: string, row: CustomerRow): string {
  return (
    `{"id":"${id}","type":"${row.type}"` +
    stringMember('external_id', row.external_id) +
    stringMember('preferred_language', row.preferred_language) +
    stringMember('segment', row.segment) +
    (row.contact_info === null ? '' : `,"contact_info":${row.contact_info}`) +
    `,"${SECTION_OF[row.type]}":${row.section}` +
    `,"created_at":"${row.created_at.toISOString()}","updated_at":"${row.updated_at.toISOString()}"}`
  );
}

function stringMember(name: string, value: string | null): string {
  return value === null ? '' : `,"${name}":${JSON.stringify(value)}`;
}
