import { type CreditCard, type Customer } from './entities';

/** A customer as clients read it. */
export function customerResponse(customer: Customer): object {
  const { id, type, external_id, preferred_language, segment, created_at, updated_at } = customer;
  const {
    phone_numbers = [],
    emails = [],
    postal_address,
    personal_info,
    company_info,
    digital_personal_info,
  } = customer;
  const { identity_document } = customer;
  const document = identity_document && { type: identity_document.type, number: identity_document.number };
  const contact_info = {
    ...(phone_numbers.length > 0 && {
      phone_numbers: phone_numbers.map(({ country_code, number, type, is_default }) => ({
        country_code,
        number,
        type,
        is_default,
      })),
    }),
    ...(emails.length > 0 && { emails: emails.map(({ email, is_default }) => ({ email, is_default })) }),
    ...(postal_address && { postal_address: present(postal_address) }),
  };
  return present({
    id,
    type,
    external_id,
    preferred_language,
    segment,
    ...(Object.keys(contact_info).length > 0 && { contact_info }),
    ...(personal_info && { personal_info: { ...present(personal_info), identity_document: document } }),
    ...(company_info && { company_info: { ...present(company_info), identity_document: document } }),
    ...(digital_personal_info && { digital_personal_info: present(digital_personal_info) }),
    created_at,
    updated_at,
  });
}

/** A card as clients see it. */
export function cardResponse({ id, brand, last_four, expiration_date }: CreditCard, index: number): object {
  const masked_number = brand === 'AMEX' ? `***********${last_four}` : `************${last_four}`;
  return { id, brand, masked_number, expiration_date, is_default: index === 0 };
}

/** Without keys of the store, and what is null. */
function present(object: object): Record<string, unknown> {
  const own = Object.entries(object).filter(
    ([key, value]) => key !== 'customer_id' && key !== 'org_id' && value !== null && value !== undefined,
  );
  return Object.fromEntries(own);
}
