import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { type FastifyRequest } from 'fastify';
import { DomainError } from '../errors/domain-error';
import { ACCESS, type RouteAccess } from './access';
import { type Caller, callerFromHeaders } from './caller';
import { isGranted } from './permissions';

/** A request after the guard: it knows its caller, allowed or not. */
export interface AuthenticatedRequest extends FastifyRequest {
  caller?: Caller;
}

/** The global guard: verified caller (401), role (403), organization (403); it fails closed (contract §1). */
@Injectable()
export class RolesGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  /** @throws DomainError unauthenticated, roleNotAllowed or orgNotAllowed */
  canActivate(context: ExecutionContext): boolean {
    const access = this.reflector.getAllAndOverride<RouteAccess | undefined>(ACCESS, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (access === 'public') return true;
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    const caller = callerFromHeaders(request.raw);
    request.caller = caller;
    if (access === undefined || !isGranted(access, caller.roles)) throw new DomainError('roleNotAllowed');
    const { org_id: org } = request.params as { org_id?: string };
    if (org !== undefined && caller.orgs !== undefined && !caller.orgs.includes(org)) {
      throw new DomainError('orgNotAllowed');
    }
    return true;
  }
}
