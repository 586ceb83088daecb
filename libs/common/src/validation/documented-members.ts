import { type Type } from '@nestjs/common';

/** The members of a DTO class that the member decorators documented, with their OpenAPI schema; inherited ones first. */
export function documentedMembers(type: Type<object>): [name: string, schema: object][] {
  const prototype = type.prototype as object;
  const names = (Reflect.getMetadata('swagger/apiModelPropertiesArray', prototype) ?? []) as string[];
  return names.map((key) => {
    const name = key.slice(1);
    return [name, Reflect.getMetadata('swagger/apiModelProperties', prototype, name) as object];
  });
}
