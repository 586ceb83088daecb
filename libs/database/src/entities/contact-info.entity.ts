import { Column } from 'typeorm';

/** A phone number as it is stored: canonical (contract §4), with its default decided. */
export interface StoredPhoneNumber {
  country_code: string;
  number: string;
  type: string;
  is_default: boolean;
}

/** An email as it is stored: as typed, with its default decided. */
export interface StoredEmail {
  email: string;
  is_default: boolean;
}

/** A postal address as it is stored. */
export interface StoredPostalAddress {
  address_lines: string[];
  locality: string;
  administrative_area?: string;
  region_code: string;
  postal_code?: string;
}

/** The part of contact information that is only ever read whole. */
export interface ContactDocument {
  phone_numbers?: StoredPhoneNumber[];
  emails?: StoredEmail[];
  postal_address?: StoredPostalAddress;
}

/**
 * How a customer is reached: an embedded entity (its columns stand in the customer's row), so that reading a customer
 * stays one row and one index descent. See docs/decisions/0002-one-row-per-customer.md.
 */
export class ContactInfo {
  @Column('jsonb', { name: 'contact_info', nullable: true })
  document!: ContactDocument | null;

  /** Comparison key of the default email, for the search by email; not unique (families share a mailbox). */
  @Column({ type: 'text', name: 'contact_email_key', nullable: true, collation: 'C' })
  emailKey!: string | null;
}
