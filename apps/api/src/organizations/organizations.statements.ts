import { statement } from '@app/database';
import { audited } from '../writes/audited.statements';

/** A row of orgs. */
export interface OrganizationRow {
  org_id: string;
  created_at: Date;
  retention_days: number | null;
}

/** $1 org_id, $2 to $8 as auditValues() → {@link OrganizationRow} of a new organization; nothing when it was there */
export const REGISTER_ORGANIZATION = statement(
  'register_organization',
  `WITH registered AS (
     INSERT INTO orgs (org_id) VALUES ($1) ON CONFLICT DO NOTHING RETURNING org_id, created_at, retention_days
   ), asked AS (
     SELECT $1::text AS org_id
   ), ${audited(2, 'asked', 'NULL::uuid')}
   SELECT org_id, created_at, retention_days FROM registered`,
);

/** $1 org_id → {@link OrganizationRow} or nothing */
export const READ_ORGANIZATION = statement(
  'read_organization',
  'SELECT org_id, created_at, retention_days FROM orgs WHERE org_id = $1',
);

/** $1 org_id, $2 days or null, $3 to $9 as auditValues() → the org_id, or nothing */
export const SET_RETENTION = statement(
  'set_retention',
  `WITH changed AS (
     UPDATE orgs SET retention_days = $2 WHERE org_id = $1 RETURNING org_id
   ), ${audited(3, 'changed', 'NULL::uuid')}
   SELECT org_id FROM changed`,
);

/** $1 org_ids to choose from, null: all → {@link OrganizationRow}s in order */
export const LIST_ORGANIZATIONS = statement(
  'list_organizations',
  `SELECT org_id, created_at, retention_days FROM orgs
    WHERE $1::text[] IS NULL OR org_id = ANY($1::text[])
    ORDER BY org_id`,
);
