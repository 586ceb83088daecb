import { statement } from '@app/database';

/** A row of orgs. */
export interface OrganizationRow {
  org_id: string;
  created_at: Date;
}

/** $1 org_id → {@link OrganizationRow} of a new organization; nothing when it was there */
export const REGISTER_ORGANIZATION = statement(
  'register_organization',
  'INSERT INTO orgs (org_id) VALUES ($1) ON CONFLICT DO NOTHING RETURNING org_id, created_at',
);

/** $1 org_id → {@link OrganizationRow} or nothing */
export const READ_ORGANIZATION = statement(
  'read_organization',
  'SELECT org_id, created_at FROM orgs WHERE org_id = $1',
);

/** $1 org_ids to choose from, null: all → {@link OrganizationRow}s in order */
export const LIST_ORGANIZATIONS = statement(
  'list_organizations',
  `SELECT org_id, created_at FROM orgs
    WHERE $1::text[] IS NULL OR org_id = ANY($1::text[])
    ORDER BY org_id`,
);
