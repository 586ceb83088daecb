import { readFileSync } from 'node:fs';
import { Violations } from '@app/common';
import { type PostalAddress } from '../customers/contact-info.dto';
import { CREATE_CUSTOMER_BODY, type CreateCustomer } from '../customers/customers.dto';
import { cifOf, MOST_ROWS, nieOf, nifOf, passportOf } from './numbers';
import { PROVINCES } from './provinces';
import { seededCustomer } from './seeded-customer';

interface Province {
  postal_prefix: string;
  administrative_area: string;
  capital: string;
  population_2018: number;
}
const GIVEN = JSON.parse(readFileSync('test/data/provinces.json', 'utf8')) as Province[];

/** The first rows, the last, and some in between. */
const ROWS = [
  ...Array.from({ length: 20_000 }, (_, at) => at),
  ...Array.from({ length: 5_000 }, (_, at) => MOST_ROWS - 1 - at),
  ...Array.from({ length: 5_000 }, (_, at) => 1_000_003 * 3 + at * 4_001),
];
const CUSTOMERS = ROWS.map(seededCustomer);

function keysOf(body: CreateCustomer): string[] {
  const emails = (body.contact_info?.emails ?? []).map(({ email }) => email);
  switch (body.type) {
    case 'PRIVATE_CUSTOMER':
      return [...emails, body.personal_info.identity_document.number];
    case 'CORPORATE_CUSTOMER':
      return [...emails, body.company_info.identity_document.number];
    case 'DIGITAL_CUSTOMER':
      return [...emails, body.digital_personal_info.email];
  }
}

describe('seeded customers', () => {
  it('are what createCustomer takes, and would store as it stands', () => {
    for (const body of CUSTOMERS) {
      const violations = new Violations('/');
      const parsed = CREATE_CUSTOMER_BODY.parse(structuredClone(body), '', violations);
      expect(violations.items).toEqual([]);
      expect(JSON.parse(JSON.stringify(parsed))).toEqual(body);
    }
  });

  it('have no document, external id and email in common', () => {
    const keys = CUSTOMERS.flatMap((body) => [...keysOf(body), body.external_id]);
    expect(keys.length).toBeGreaterThan(2 * ROWS.length);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('are the same for the same row', () => {
    expect(ROWS.slice(0, 100).map(seededCustomer)).toEqual(CUSTOMERS.slice(0, 100));
  });

  it('are of all types, with documents of all types', () => {
    const types = CUSTOMERS.map((body) => {
      if (body.type === 'DIGITAL_CUSTOMER') return body.type;
      const { identity_document } = body.type === 'PRIVATE_CUSTOMER' ? body.personal_info : body.company_info;
      return `${body.type} ${identity_document.type}`;
    });
    expect([...new Set(types)].sort()).toEqual([
      'CORPORATE_CUSTOMER CIF',
      'CORPORATE_CUSTOMER NIF',
      'DIGITAL_CUSTOMER',
      'PRIVATE_CUSTOMER NIE',
      'PRIVATE_CUSTOMER NIF',
      'PRIVATE_CUSTOMER PASSPORT',
    ]);
  });

  it('live in every province, as many as there do, where their postal code is', () => {
    const addresses = CUSTOMERS.flatMap<PostalAddress>(({ contact_info }) => contact_info?.postal_address ?? []);
    const everybody = GIVEN.reduce((sum, { population_2018 }) => sum + population_2018, 0);
    for (const { postal_prefix, administrative_area, capital, population_2018 } of GIVEN) {
      const here = addresses.filter((address) => address.postal_code?.startsWith(postal_prefix));
      expect(here.length).toBeGreaterThan(0);
      expect(Math.abs(here.length / addresses.length - population_2018 / everybody)).toBeLessThan(0.01);
      expect(here.filter((address) => address.administrative_area !== administrative_area)).toEqual([]);
      expect(here.filter((address) => address.locality !== capital)).toEqual([]);
    }
    expect(PROVINCES).toHaveLength(GIVEN.length);
  });

  it.each([nifOf, nieOf, passportOf, cifOf])('never have a number twice: %p', (numberOf) => {
    const numbers = new Set<string>();
    for (let row = 0; row < MOST_ROWS; row += 97) numbers.add(numberOf(row));
    expect(numbers.size).toBe(Math.ceil(MOST_ROWS / 97));
  });
});
