/** Syntax of an org_id (contract §1, Orgs). */
export const ORG_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/;
