import { Column } from 'typeorm';

/** An authorized representative as it is stored: its document in canonical form (contract §4), its role decided. */
export interface StoredAssociatedUser {
  identity_document: { type: string; number: string };
  role: string;
  name?: string;
  first_surname?: string;
  second_surname?: string;
  nationality?: string;
}

/**
 * The authorized representatives of a customer: an embedded entity, like ContactInfo and for the same reason. They are
 * neither unique nor searched, and are only read and replaced whole.
 */
export class AssociatedUsers {
  /** Null rather than an empty list. */
  @Column('jsonb', { name: 'associated_users', nullable: true })
  list!: StoredAssociatedUser[] | null;
}
