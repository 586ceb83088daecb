import { Choice, Nested, NestedList, Refine, Text } from '@app/common';
import { type IdentityDocument } from '@app/domain';
import { FIRST_SURNAME, NAME, NATIONALITY, SECOND_SURNAME } from '../customers/person-members';
import { PersonalIdentityDocument, refinePersonalDocument } from '../identity-documents/identity-documents.dto';

const ROLES = ['AUTHORIZED_REPRESENTATIVE'] as const;

/** Who may act for a customer (contract §2). The document is neither unique nor searched. */
export class AssociatedUser {
  @Nested(() => PersonalIdentityDocument)
  @Refine(refinePersonalDocument)
  identity_document!: IdentityDocument;

  @Choice(ROLES, { optional: true, description: 'AUTHORIZED_REPRESENTATIVE when left out', example: ROLES[0] })
  role?: (typeof ROLES)[number];

  @Text({ ...NAME, optional: true })
  name?: string;

  @Text({ ...FIRST_SURNAME, optional: true })
  first_surname?: string;

  @Text({ ...SECOND_SURNAME, optional: true })
  second_surname?: string;

  @Text(NATIONALITY)
  nationality?: string;
}

/** The body of putAssociatedUsers. */
export class PutAssociatedUsersRequest {
  @NestedList(() => AssociatedUser, {
    max: 1,
    description: 'The associated users from now on; one representative at most, none clears the list',
  })
  associated_users!: AssociatedUser[];
}
