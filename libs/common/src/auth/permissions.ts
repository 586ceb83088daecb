/** The roles of contract §1, Callers. Unknown ones in a request are ignored. */
export const ROLES = ['API_KEY', 'ADMIN', 'AGENT', 'VIEWER'] as const;
export type Role = (typeof ROLES)[number];

/** The one table that says which role may do what. The guard, the OpenAPI document and the tests read it. */
export const PERMISSIONS = {
  readCustomer: ['API_KEY', 'ADMIN', 'AGENT', 'VIEWER'],
  writeCustomer: ['API_KEY', 'ADMIN', 'AGENT'],
  deleteCustomer: ['API_KEY', 'ADMIN'],
  readCards: ['API_KEY', 'ADMIN', 'AGENT'],
  writeCards: ['API_KEY', 'ADMIN'],
  manageHolds: ['API_KEY', 'ADMIN'],
  readAudit: ['ADMIN'],
  administerOrgs: ['ADMIN'],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof PERMISSIONS;

/** The roles among those that were sent; a client may send any other name. */
export function knownRoles(roles: readonly string[]): Role[] {
  return ROLES.filter((role) => roles.includes(role));
}

/** Tells whether one of the roles grants the permission. */
export function isGranted(permission: Permission, roles: readonly string[]): boolean {
  const allowed: readonly string[] = PERMISSIONS[permission];
  return roles.some((role) => allowed.includes(role));
}
