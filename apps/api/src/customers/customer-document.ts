import { SECTION_OF } from './customer-row';
import { type CustomerRow } from './customers.statements';

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
    `,"${SECTION_OF[row.type]}":${section(row)}` +
    `,"created_at":"${row.created_at.toISOString()}","updated_at":"${row.updated_at.toISOString()}"}`
  );
}

/** A section is never empty, so its representatives follow a comma. */
function section({ section, associated_users }: CustomerRow): string {
  return associated_users === null ? section : `${section.slice(0, -1)}, "associated_users": ${associated_users}}`;
}

function stringMember(name: string, value: string | null): string {
  return value === null ? '' : `,"${name}":${JSON.stringify(value)}`;
}
