import { type Answer } from './http';
import { type TestService } from './service';

/** An entry of the audit, as it is listed. */
export interface AuditEntry {
  id: string;
  at: string;
  org_id: string;
  customer_id: string;
  operation: string;
  roles: string[];
  subject?: string;
  request_id: string;
  members: string[];
  reason?: string;
}

/** A page of the list. */
export interface AuditPage {
  audit_entries: AuditEntry[];
  next_cursor?: string;
}

/** Asks for the entries of a customer. @param query of the request, with its question mark */
export function listAudit(service: Pick<TestService, 'call'>, path: string, query = ''): Promise<Answer> {
  return service.call('GET', `${path}/audit${query}`, { roles: 'ADMIN' });
}
