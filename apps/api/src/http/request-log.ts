import { knownRoles } from '@app/common';
import { type Logger } from 'pino';
import { failureOf } from '../failure';
import { type Observer } from './observation';

/** Organizations that are remembered; those beyond are not logged. */
const MAX_ORGS = 10_000;

/**
 * Writes one line for each request: what was asked for by template, how it went, how long it took, who asked. Nothing
 * that a client made up gets into it (GDPR art. 5(1)(c)): an organization is named once a request to it has succeeded,
 * since a path may say anything, and a role when it is one of ours.
 */
export function requestLog(logger: Logger): Observer {
  const orgs = new Set<string>();
  return ({ method, route, status, ms, org, requestId, roles, traceId, error }) => {
    // A preflight succeeds without a caller, and for any organization.
    if (org !== undefined && roles !== undefined && status < 400 && orgs.size < MAX_ORGS) orgs.add(org);
    const line = {
      method,
      route,
      status,
      ms: Math.round(ms * 100) / 100,
      org: org !== undefined && orgs.has(org) ? org : undefined,
      request_id: requestId,
      roles: roles && knownRoles(roles),
      trace_id: traceId,
      ...(error && failureOf(error)),
    };
    if (status < 500) logger.info(line);
    else logger.error(line);
  };
}
