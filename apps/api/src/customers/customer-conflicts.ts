import { DomainError, type ErrorKind, memberName } from '@app/common';
import { type CustomerType, UniqueViolation } from '@app/database';
import { SECTION_OF } from './customer-row';

interface Conflict {
  readonly kind: ErrorKind;
  /** Pointer into the body of the write. */
  readonly field: (section: string) => string;
  readonly holder: string;
}

const LOGIN_EMAIL: Conflict = {
  kind: 'digitalEmailTaken',
  field: (section) => `/${section}/email`,
  holder: 'digital customer',
};

/** Unique constraints of a customer → what the client is told, and where in its body. */
const CONFLICTS: Readonly<Record<string, Conflict>> = {
  identity_documents_pkey: {
    kind: 'documentTaken',
    field: (section) => `/${section}/identity_document/number`,
    holder: 'customer',
  },
  customers_external_id_key: { kind: 'externalIdTaken', field: () => '/external_id', holder: 'customer' },
  customers_login_email_key: LOGIN_EMAIL,
};

/**
 * Turns a unique violation into the conflict that the client is told; any other error stays as it is.
 * @param type of the customer whose write failed: it decides which section the field is in
 */
export function asConflict(error: unknown, type: CustomerType): unknown {
  const conflict = error instanceof UniqueViolation ? CONFLICTS[error.constraint] : undefined;
  return conflict === undefined ? error : toError(conflict, type);
}

/**
 * The conflict of a key that is somebody else's.
 * @param field pointer into the body of the write
 * @param holder who has the key: "customer"
 */
export function belongsToAnother(kind: ErrorKind, field: string, holder: string): DomainError {
  return new DomainError(kind, [
    { message: `${memberName(field)} belongs to another ${holder} of the organization`, field },
  ]);
}

/** The conflict of a digital email that another customer authenticates with. */
export function digitalEmailConflict(): DomainError {
  return toError(LOGIN_EMAIL, 'DIGITAL_CUSTOMER');
}

function toError({ kind, field, holder }: Conflict, type: CustomerType): DomainError {
  return belongsToAnother(kind, field(SECTION_OF[type]), holder);
}
