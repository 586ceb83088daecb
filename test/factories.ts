const NIF_LETTERS = 'TRWAGMYFPDXBNJZSQVHLCKE';

let counter = Math.floor(Math.random() * 40_000_000);

/** A valid NIF that no other call of this process returns. */
export function nif(): string {
  const digits = (counter++ % 100_000_000).toString().padStart(8, '0');
  return digits + NIF_LETTERS[Number(digits) % 23];
}

/** A valid NIE that no other call of this process returns. */
export function nie(): string {
  const digits = (counter++ % 10_000_000).toString().padStart(7, '0');
  return `X${digits}${NIF_LETTERS[Number(digits) % 23]}`;
}

/** An email address that no other call of this process returns. */
export function email(): string {
  return `person${counter++}@example.com`;
}

/** An external id that no other call of this process returns. */
export function externalId(): string {
  return `crm-${counter++}`;
}

type Body = Record<string, unknown>;

/** A private customer with the least that the contract demands. */
export function privateCustomer({ personal_info, ...rest }: Body = {}): Body {
  const required = { identity_document: { type: 'NIF', number: nif() }, name: 'Antonio', first_surname: 'Benavente' };
  return { type: 'PRIVATE_CUSTOMER', ...rest, personal_info: { ...required, ...(personal_info as Body) } };
}

/** A company with the least that the contract demands. */
export function corporateCustomer({ company_info, ...rest }: Body = {}): Body {
  const required = { identity_document: { type: 'NIF', number: nif() }, legal_name: 'Acme, S.L.' };
  return { type: 'CORPORATE_CUSTOMER', ...rest, company_info: { ...required, ...(company_info as Body) } };
}

/** A digital customer with the least that the contract demands. */
export function digitalCustomer({ digital_personal_info, ...rest }: Body = {}): Body {
  return {
    type: 'DIGITAL_CUSTOMER',
    ...rest,
    digital_personal_info: { email: email(), ...(digital_personal_info as Body) },
  };
}

/** The request example of the published page, with a document of its own. */
export function publishedCustomer(number = nif()): Body {
  return {
    type: 'PRIVATE_CUSTOMER',
    preferred_language: 'es',
    segment: 'CONSUMER',
    contact_info: {
      phone_numbers: [{ country_code: '+34', number: '615667898', type: 'MOBILE', is_default: true }],
      emails: [{ email: 'email@example.com', is_default: true }],
      postal_address: {
        address_lines: ['Calle Mayor 2, 3º A'],
        postal_code: '28039',
        locality: 'Fuenlabrada',
        administrative_area: 'Madrid',
        region_code: 'ES',
      },
    },
    personal_info: {
      identity_document: { number, type: 'NIF' },
      name: 'Antonio',
      first_surname: 'Benavente',
      second_surname: 'Blanco',
      gender: 'MALE',
      nationality: 'ES',
      birthdate: '2022-01-01',
    },
  };
}

/** A card with the least that the contract demands, and a token of its own. */
export function creditCard(more: Body = {}): Body {
  const token = `tok_${counter++}`;
  return { token, provider: 'acme-pay', brand: 'VISA', last_four: '1111', expiration_date: '2099-12', ...more };
}
