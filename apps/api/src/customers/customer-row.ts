import { type CustomerType } from '@app/database';
import { emailKey, type IdentityDocument } from '@app/domain';
import { type ContactInfo, type Email } from './contact-info.dto';
import { type CreateCustomer } from './customers.dto';

/** The member of body, answer and row's `section` that belongs to a type of customer. */
export const SECTION_OF = {
  PRIVATE_CUSTOMER: 'personal_info',
  CORPORATE_CUSTOMER: 'company_info',
  DIGITAL_CUSTOMER: 'digital_personal_info',
} as const satisfies Record<CustomerType, string>;

/** The values of the statement that creates a customer, in its order. */
export function createValues(org: string, id: string, body: CreateCustomer): unknown[] {
  const section = sectionOf(body);
  return [
    org,
    id,
    body.type,
    body.external_id,
    body.type === 'DIGITAL_CUSTOMER' ? emailKey(body.digital_personal_info.email) : undefined,
    contactEmailKey(body.contact_info?.emails),
    body.preferred_language,
    body.segment,
    contactDocument(body.contact_info),
    JSON.stringify(section),
    section.identity_document?.number,
    section.identity_document?.type,
  ];
}

function sectionOf(body: CreateCustomer): { identity_document?: IdentityDocument } {
  switch (body.type) {
    case 'PRIVATE_CUSTOMER':
      return body.personal_info;
    case 'CORPORATE_CUSTOMER':
      return body.company_info;
    case 'DIGITAL_CUSTOMER':
      return body.digital_personal_info as object;
  }
}

/** What the default contact email is found by. */
export function contactEmailKey(emails: Email[] | undefined): string | undefined {
  const standard = emails?.find((email) => email.is_default);
  return standard && emailKey(standard.email);
}

/** Contact information as it is stored: an empty list, or nothing at all, is left out (contract, Ids and lists). */
function contactDocument(contact: ContactInfo | undefined): string | undefined {
  if (contact === undefined) return undefined;
  const entries = Object.entries(contact);
  const kept = entries.filter(([, value]) => !Array.isArray(value) || value.length > 0);
  if (kept.length === 0) return undefined;
  return JSON.stringify(kept.length === entries.length ? contact : Object.fromEntries(kept));
}
