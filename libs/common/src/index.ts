export { Access, ACCESS, Public, type RouteAccess } from './auth/access';
export { createAuthenticator } from './auth/authenticator';
export { Authenticator, type Caller } from './auth/caller';
export { JwtAuthenticator } from './auth/jwt/jwt-authenticator';
export { PERMISSIONS, type Permission, knownRoles, type Role, ROLES } from './auth/permissions';
export { type AuthenticatedRequest, RolesGuard } from './auth/roles.guard';
export { Clock } from './clock';
export { ORG_ID } from './config/org-id';
export { loadSettings, RETENTION, type Settings } from './config/settings';
export { ConfigurationError } from './config/variables';
export { CATALOGUE, type CatalogueEntry, type ErrorKind } from './errors/catalogue';
export { DomainError, type Violation, type WantedCredentials } from './errors/domain-error';
export { ApiErrors, ApiPublicErrors } from './errors/api-errors';
export { errorExamples } from './errors/error-examples';
export {
  ERROR_CODE_SCHEMA,
  ErrorResponse,
  ProblemDetails,
  toErrorResponse,
  toProblemDetails,
} from './errors/error-response';
export { keywordsOf, SCHEMA_NAME } from './openapi/schemas';
export { compile, type Parser } from './validation/compile';
export { decorateMethod, Input, InputDeclaration, unionSchema } from './validation/input';
export { MergePatch, PatchOf } from './validation/merge-patch';
export { AtLeastOneOf, RefuseUndeclared } from './validation/object-rules';
export {
  Choice,
  Flag,
  Integer,
  Nested,
  NestedList,
  NotAllowed,
  Text,
  TextList,
  type TextOptions,
} from './validation/members';
export { MALFORMED_QUERY } from './validation/query';
export { Raw, Refine, RefineEach, type Refuse } from './validation/refine';
export { oneOf, type Union } from './validation/union';
export { type Act, type IdempotencyKey } from './write/act';
export { memberNames } from './validation/sent-members';
export { AUDIT_REASON } from './write/write-headers';
export { InputValidationPipe } from './validation/validation.pipe';
export { brokenRule, memberName, Violations } from './validation/violations';
