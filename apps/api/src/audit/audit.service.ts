import { Injectable } from '@nestjs/common';
import { brokenRule } from '@app/common';
import { Database } from '@app/database';
import { ExistingCustomers } from '../customers/existing-customers';
import { type AuditEntriesResponse, type AuditEntryResponse, CURSOR_RULE, PAGE } from './audit.dto';
import { type AuditPosition, fromCursor, toCursor } from './audit-cursor';
import { type EntryRow, LIST_ENTRIES } from './audit.statements';

/** Tells who has changed a customer (contract §5). */
@Injectable()
export class AuditService {
  constructor(
    private readonly database: Database,
    private readonly existing: ExistingCustomers,
  ) {}

  /**
   * A page of the entries of a customer, also of one that was deleted; the newest first.
   * @param cursor where the page before ended; undefined: the first page
   * @throws DomainError badRequest; unknownOrg or unknownCustomer when nothing was ever written about it
   */
  async list(org: string, customer: string, cursor: string | undefined): Promise<AuditEntriesResponse> {
    const from = cursor === undefined ? undefined : positionOf(cursor);
    const work = this.database.work();
    const rows = await work.query<EntryRow>(LIST_ENTRIES, [org, customer, from?.at, from?.id, PAGE + 1]);
    if (rows.length === 0) await this.existing.mustExist(work, org, customer);
    const page = rows.slice(0, PAGE);
    const last = rows.length > PAGE ? page.at(-1) : undefined;
    return {
      audit_entries: page.map((row) => toResponse(org, customer, row)),
      ...(last && { next_cursor: toCursor({ at: last.at_us, id: last.id }) }),
    };
  }
}

function positionOf(cursor: string): AuditPosition {
  const position = fromCursor(cursor);
  if (position === undefined) throw brokenRule('?', '/cursor', CURSOR_RULE);
  return position;
}

function toResponse(org_id: string, customer_id: string, row: EntryRow): AuditEntryResponse {
  const { id, at, operation, roles, subject, request_id, members, reason } = row;
  return {
    id,
    at: at.toISOString(),
    org_id,
    customer_id,
    operation,
    roles,
    ...(subject !== null && { subject }),
    request_id,
    members,
    ...(reason !== null && { reason }),
  };
}
