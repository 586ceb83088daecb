import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { type FastifyRequest } from 'fastify';
import { DomainError } from '../errors/domain-error';
import { ACCESS, type RouteAccess } from './access';
import { Authenticator, type Caller } from './caller';
import { isGranted } from './permissions';

/** A request after the guard: it knows its caller, allowed or not. */
export interface AuthenticatedRequest extends FastifyRequest {
  caller?: Caller;
}

/** The global guard: verified caller (401), role (403), organization (403); it fails closed (contract §1). */
@Injectable()
export class RolesGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly authenticator: Authenticator,
  ) {}

  /** @throws DomainError unauthenticated, signingKeysUnavailable, roleNotAllowed or orgNotAllowed; or rejects with it */
  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const access = this.reflector.getAllAndOverride<RouteAccess | undefined>(ACCESS, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (access === 'public') return true;
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    const caller = this.authenticator.callerOf(request.raw);
    // Not awaited where it is there at once: that would cost every request a turn.
    return caller instanceof Promise
      ? caller.then((found) => admit(request, found, access))
      : admit(request, caller, access);
  }
}

function admit(
  request: AuthenticatedRequest,
  caller: Caller,
  access: Exclude<RouteAccess, 'public'> | undefined,
): true {
  request.caller = caller;
  if (access === undefined || !isGranted(access, caller.roles)) throw new DomainError('roleNotAllowed');
  const { org_id: org } = request.params as { org_id?: string };
  if (org !== undefined && caller.orgs !== undefined && !caller.orgs.includes(org)) {
    throw new DomainError('orgNotAllowed');
  }
  return true;
}
