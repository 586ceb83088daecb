import { Choice, Nested, NestedList, Refine, Text } from '@app/common';
import { type IdentityDocument } from '@app/domain';
import { NATIONALITY, name } from '../customers/sections.dto';
import { PersonalIdentityDocument, refinePersonalDocument } from '../identity-documents/identity-documents.dto';

const ROLES = ['AUTHORIZED_REPRESENTATIVE'] as const;

/** Who may act for a customer (contract §2). The document is neither unique nor searched. */
export class AssociatedUser {
  @Nested(() => PersonalIdentityDocument)
  @Refine(refinePersonalDocument)
  identity_document!: IdentityDocument;

  @Choice(ROLES, { optional: true, description: 'AUTHORIZED_REPRESENTATIVE when left out', example: ROLES[0] })
  role?: (typeof ROLES)[number];

  @Text({ ...name(100, 'Antonio'), optional: true })
  name?: string;

  @Text({ ...name(100, 'Benavente'), optional: true })
  first_surname?: string;

  @Text({ ...name(100, 'Blanco'), optional: true })
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
