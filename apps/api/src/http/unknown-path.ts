import { type FastifyRequest } from 'fastify';
import { ANY_PATH } from './method-not-allowed';

/** Asked before the body is read, so that 404 comes first; the router lets an empty segment pass for a parameter. */
export function isUnknownPath({ is404, params, routeOptions }: FastifyRequest): boolean {
  if (is404 || routeOptions.url === ANY_PATH) return true;
  const values = params as Record<string, string>;
  for (const name in values) if (values[name] === '' && name !== '*') return true;
  return false;
}
