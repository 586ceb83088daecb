import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiBearerAuth, ApiExtension, ApiSecurity } from '@nestjs/swagger';
import { PERMISSIONS, type Permission } from './permissions';

/** Metadata key under which a route's access is found. */
export const ACCESS = 'padron:access';

/** What a route demands of its caller: a permission, or nothing at all. */
export type RouteAccess = Permission | 'public';

/** Declares and documents who may call a route. The guard refuses every route that declares nothing. */
export function Access(permission: Permission): MethodDecorator {
  return applyDecorators(
    SetMetadata(ACCESS, permission satisfies RouteAccess),
    // One or the other, as AUTH_MODE says.
    ApiSecurity('roles'),
    ApiBearerAuth('bearer'),
    ApiExtension('x-required-roles', PERMISSIONS[permission]),
  );
}

/** Declares a route that needs no roles (health, documents). */
export function Public(): MethodDecorator & ClassDecorator {
  return SetMetadata(ACCESS, 'public' satisfies RouteAccess);
}
