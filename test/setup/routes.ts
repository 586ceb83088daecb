import { type INestApplication, RequestMethod, type Type } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { MetadataScanner, ModulesContainer } from '@nestjs/core';
import { ACCESS, type RouteAccess } from '@app/common';

/** A route of the application, as its controller declares it. */
export interface DeclaredRoute {
  /** Operation id of the OpenAPI document; class and method where it is in no document. */
  readonly operation: string;
  readonly method: string;
  /** Template of the path, as the OpenAPI document writes it. */
  readonly path: string;
  readonly access: RouteAccess | undefined;
}

/** Where `@ApiOperation` leaves what it was given; the library does not export the name. */
const API_OPERATION = 'swagger/apiOperation';

/** All routes of all controllers that the application has, whether documented or not. */
export function declaredRoutes(app: INestApplication): DeclaredRoute[] {
  const controllers = [...app.get(ModulesContainer).values()].flatMap((module) => [...module.controllers.values()]);
  return controllers.flatMap(({ metatype }) => routesOf(metatype as Type<object>));
}

/** The routes of one controller, inherited ones too. */
export function routesOf(controller: Type<object>): DeclaredRoute[] {
  const prototype = controller.prototype as Record<string, object>;
  return new MetadataScanner()
    .getAllMethodNames(prototype)
    .filter((name) => Reflect.hasMetadata(METHOD_METADATA, prototype[name] as object))
    .map((name) => {
      const handler = prototype[name] as object;
      const read = <T>(key: string): T => Reflect.getMetadata(key, handler) as T;
      const { operationId } = read<{ operationId?: string } | undefined>(API_OPERATION) ?? {};
      const parts = [String(Reflect.getMetadata(PATH_METADATA, controller)), read<string>(PATH_METADATA)];
      return {
        operation: operationId ?? `${controller.name}.${name}`,
        method: RequestMethod[read<RequestMethod>(METHOD_METADATA)],
        path: `/${parts.join('/')}`
          .replace(/\/+/g, '/')
          .replace(/(?<=.)\/$/, '')
          .replace(/:(\w+)/g, '{$1}'),
        access: read<RouteAccess>(ACCESS) ?? (Reflect.getMetadata(ACCESS, controller) as RouteAccess | undefined),
      };
    });
}
